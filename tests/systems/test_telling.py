"""What webhooks are told: what their employer sees otherwise, and nothing else (security T07, T08)."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.appointments.withdrawing import withdraw_hire
from expatdesk.cases.actions import change_facts
from expatdesk.cases.closing import close_as_it_is, open_again
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.merging import Choice, merge_cases, undo_merge
from expatdesk.cases.models import Case, ChangeKind, HireChange
from expatdesk.cases.opening import Foresight, open_cases, ready_cases
from expatdesk.cases.reasons import WITHDRAW_REASONS
from expatdesk.cases.sweep import rebuild, refresh_stale, untrue_projections
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.notes.actions import write_note
from expatdesk.organisations.models import Employer
from expatdesk.people.colleagues import make_hr
from expatdesk.people.models import Role
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.systems.hook_bodies import body_of
from expatdesk.systems.models import Hook, HookMessage, MessageState
from expatdesk.systems.telling import tell_systems
from tests.factories import (
    a_case,
    a_hire,
    a_hook,
    a_key,
    a_user,
    actor_of,
    an_employer,
    complete,
    registered,
    with_family,
)
from tests.factories.handing_in import handed_in

pytestmark = pytest.mark.usefixtures("app")
THEM = Actor(Role.EXPAT, "Ananya Krishnan")


@pytest.fixture
def employer() -> Employer:
    return an_employer()


@pytest.fixture
def hook(employer: Employer) -> Hook:
    return a_hook(employer)[0]


@pytest.fixture
def case(employer: Employer, hook: Hook) -> Case:
    """A hire of which all is told."""
    case = a_case(employer=employer)
    assert told() == ["submitted"]
    return case


def told() -> list[str]:
    """What is told now; it counts as sent."""
    session.commit()
    tell_systems()
    assert session.query(HireChange).count() == 0
    waiting = session.scalars(select(HookMessage).where(HookMessage.state == MessageState.WAITING)).all()
    for message in waiting:
        message.state = MessageState.SENT
    session.commit()
    return sorted(message.kind for message in waiting)


def change(case: Case, region: Region, **facts: object) -> None:
    change_facts(case, facts, version=case.version, by=SYSTEM, region=region, today=today())


def test_what_the_employer_sees(case: Case, region: Region) -> None:
    for facts in ({"people_expected": 3}, {"email": "new@example.org"}, {"department": "Research"}):
        change(case, region, **facts)
        assert told() == ["changed"], facts
    registered(case)
    assert told() == ["changed"]
    close_as_it_is(case, version=case.version, today=today())
    assert told() == ["closed"]
    open_again(case, version=case.version, by=SYSTEM)
    assert told() == ["changed"]
    assert told() == []


def test_a_hire_that_does_not_come(case: Case, region: Region) -> None:
    withdraw_hire(case, next(iter(WITHDRAW_REASONS)), by=SYSTEM, region=region, today=today())
    assert told() == ["closed"]


def test_what_it_does_not_see_is_not_told(case: Case, region: Region) -> None:
    """Neither the household's wishes, papers, notes and steps, nor who of them comes, nor what it allows."""
    complete(case, "intake")
    told()
    change(case, region, interests="Rowing", wants_buddy=True, first_working_day=today() + timedelta(days=9))
    assert told() == []
    handed_in(case, PaperKey.IDENTITY, name="passport.jpg", by=THEM)
    assert told() == []
    write_note(case, "They called", by=actor_of(a_user(Role.OFFICER)))
    assert told() == []
    for is_given in (False, True, False):
        answer(case, Purpose.VISIT, is_given=is_given, language="en", by=THEM)
    assert told() == []
    case.people_expected = 3
    change(case, region, wants_social=False)
    told()
    with_family(case, children=1)
    change(case, region, home_wishes="Near the park")
    assert told() == []


def test_a_night_that_changes_nothing(case: Case, region: Region, clock: time_machine.Traveller) -> None:
    complete(case, "intake")
    told()
    clock.shift(timedelta(days=1))
    session.commit()
    assert refresh_stale(region, today()) == 1
    rebuild(region, today())
    assert untrue_projections(region, today()) == []
    assert told() == []


def test_only_its_own_hires(case: Case, region: Region) -> None:
    """Security T01: and a household without an employer is nobody's."""
    other = a_case(employer=an_employer("Rijnmond Robotics B.V."))
    change(other, region, people_expected=3)
    a_case(employer=None)
    assert told() == []
    assert other.employer is not None
    a_hook(other.employer)
    change(other, region, people_expected=4)
    assert told() == ["changed"]


def test_only_what_it_wants_to_hear(case: Case, employer: Employer, region: Region) -> None:
    for hook in session.scalars(select(Hook)):
        hook.kinds = [ChangeKind.CLOSED]
    change(case, region, people_expected=3)
    a_case(employer=employer)
    assert told() == []
    close_as_it_is(case, version=case.version, today=today())
    assert told() == ["closed"]


def test_nothing_goes_where_its_maker_may_not(case: Case, hook: Hook, employer: Employer, region: Region) -> None:
    """Security T09."""
    make_hr(hook.maker, by=actor_of(a_key(employer)[0].maker))
    change(case, region, people_expected=3)
    assert told() == []


def test_many_changes_are_one_message(case: Case, employer: Employer, region: Region) -> None:
    for people in (3, 4, 5):
        change(case, region, people_expected=people)
    assert told() == ["changed"]
    new = a_case(employer=employer)
    change(new, region, people_expected=3)
    change(new, region, people_expected=4)
    assert told() == ["submitted"]


def test_what_waits_still_is_not_told_twice(case: Case, region: Region) -> None:
    for people in (3, 4, 5):
        change(case, region, people_expected=people)
        session.commit()
        tell_systems()
    assert told() == ["changed"]


def test_what_is_being_sent_does_not_stand_for_what_follows(case: Case, region: Region) -> None:
    """Whoever gets it may have read the hire before this change was stored."""
    change(case, region, people_expected=3)
    session.commit()
    tell_systems()
    message = session.scalars(select(HookMessage).where(HookMessage.kind == "changed")).one()
    message.state = MessageState.SENDING
    change(case, region, people_expected=4)
    assert told() == ["changed"]


def test_a_sheet_of_hires(hook: Hook, employer: Employer, region: Region) -> None:
    hires = [(f"P-{number}", a_hire(email=f"n{number}@mail.example")) for number in range(3)]
    open_cases(ready_cases(hires, employer, Foresight(region, today())), employer, actor_of(hook.maker))
    assert told() == ["submitted"] * 3


def test_two_cases_become_one_and_two_again(case: Case, employer: Employer, region: Region) -> None:
    """What was told of the emptied one stays its own."""
    other = a_case(employer=employer)
    assert told() == ["submitted"]
    versions = {"version": case.version, "other_version": other.version}
    merge_cases(case, other, Choice(), **versions, by=SYSTEM, region=region, today=today())
    assert "closed" in told()
    of_it = select(HookMessage.kind).where(HookMessage.case_id == other.id)
    assert set(session.scalars(of_it)) >= {"submitted", "closed"}
    undo_merge(case, version=case.version, by=SYSTEM, region=region, today=today())
    assert told() == ["changed", "changed"]


def test_it_tells_nothing_but_which_hire(case: Case) -> None:
    """Security T07: whoever reads more needs a key, and sees what the employer may see by then."""
    message = session.scalars(select(HookMessage)).one()
    moment = now().isoformat().replace("+00:00", "Z")
    assert body_of(message, "https://desk.example/api/v1/hires") == (
        f'{{"type":"hire.submitted","timestamp":"{moment}","data":'
        f'{{"id":"{case.id}","url":"https://desk.example/api/v1/hires/{case.id}"}}}}'
    )
