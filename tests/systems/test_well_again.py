"""Webhooks that are slow, that fail and get well again, and that somebody stops meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.cases.actions import change_facts
from expatdesk.organisations.models import Employer
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.systems.hook_secrets import print_of_secret
from expatdesk.systems.hooks import NameTaken, SecretChanged, change_secret, make_hook, ping, stop_hook
from expatdesk.systems.models import Hook, HookMessage, MessageState, Problem, Stopped
from expatdesk.systems.outcomes import LONGEST_REST, Outcome, store
from expatdesk.systems.telling import tell_systems
from tests.factories import a_case, a_hook, actor_of, an_employer
from tests.systems.messages import a_message

pytestmark = pytest.mark.usefixtures("app")
LATER = timedelta(hours=14)


@pytest.fixture
def employer() -> Employer:
    return an_employer()


@pytest.fixture
def hook(employer: Employer) -> Hook:
    return a_hook(employer)[0]


def test_what_failed_for_long_goes_at_once_when_it_works_again(hook: Hook, clock: time_machine.Traveller) -> None:
    failed, arrives = a_message(hook), a_message(hook)
    failed.try_after, hook.failing_since = now() + LATER, now()
    arrives.state = MessageState.SENDING
    session.commit()
    clock.shift(LONGEST_REST)
    store(hook.id, [Outcome(arrives.id, status=204)])
    session.refresh(failed)
    assert (failed.state, failed.try_after) == (MessageState.WAITING, now())


def test_news_does_not_wait_for_what_an_older_failure_cost(hook: Hook, employer: Employer, region: Region) -> None:
    case = a_case(employer=employer)
    session.commit()
    tell_systems()
    message = session.scalars(select(HookMessage)).one()
    message.try_after = now() + LATER
    session.commit()
    change_facts(
        case, {"people_expected": 3}, version=case.version, by=actor_of(hook.maker), region=region, today=today()
    )
    session.commit()
    tell_systems()
    session.refresh(message)
    assert message.try_after == now()
    assert session.scalars(select(HookMessage)).one() is message


def test_one_that_is_slow_is_not_woken_by_tests(hook: Hook) -> None:
    """Else pressing a button lets it go before all others again and again."""
    hook.rests_until = until = now() + timedelta(seconds=30)
    ping(hook, by=actor_of(hook.maker))
    assert hook.rests_until == until


def test_one_test_at_a_time(hook: Hook) -> None:
    for _press in range(3):
        ping(hook, by=actor_of(hook.maker))
    assert len(session.scalars(select(HookMessage)).all()) == 1


def test_stopping_tells_why_a_message_failed_before(hook: Hook) -> None:
    tried, untried = a_message(hook), a_message(hook)
    tried.tries, tried.problem = 2, Problem.CERTIFICATE
    session.commit()
    stop_hook(hook, Stopped.BY_HAND, by=actor_of(hook.maker))
    for message in (tried, untried):
        session.refresh(message)
    assert (tried.state, tried.problem) == (MessageState.FAILED, Problem.CERTIFICATE)
    assert (untried.state, untried.problem) == (MessageState.FAILED, Problem.STOPPED)


def test_what_arrived_while_it_was_stopped_has_arrived(hook: Hook) -> None:
    """And is not sent once more with what did not arrive."""
    message = a_message(hook)
    message.state = MessageState.SENDING
    session.commit()
    stop_hook(hook, Stopped.BY_HAND, by=actor_of(hook.maker))
    session.commit()
    store(hook.id, [Outcome(message.id, status=204)])
    session.refresh(message)
    assert (message.state, message.problem, message.status) == (MessageState.SENT, None, 204)


def test_the_page_of_a_new_one_that_is_loaded_again_makes_no_other(hook: Hook, employer: Employer) -> None:
    with pytest.raises(NameTaken):
        make_hook(hook.name.upper(), hook.url, [], employer=employer, by=actor_of(hook.maker))


def test_a_secret_asked_for_twice_is_made_once(hook: Hook) -> None:
    """The second press would forget the one that the system knows."""
    seen, by = print_of_secret(hook), actor_of(hook.maker)
    change_secret(hook, seen, by=by)
    session.flush()
    with pytest.raises(SecretChanged):
        change_secret(hook, seen, by=by)
