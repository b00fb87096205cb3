"""The pages of webhooks: made by an admin, seen by nobody else, and never to a private address (T01, T31)."""

import re
import uuid
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.people.throttle import NAMES_LOOKED_UP
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems.hook_secrets import print_of_secret
from expatdesk.systems.hooks import MOST_HOOKS, works
from expatdesk.systems.models import Hook, HookMessage, MessageState, Problem, Stopped
from tests.conftest import Visit
from tests.factories import a_case, a_hook, a_user, an_employer
from tests.visitor import Value, Visitor

pytestmark = pytest.mark.usefixtures("app")
PRIVATE = str(ip_address(0x0A000001))
OUR_NETWORK = f"{PRIVATE}/32"
PUBLIC = "https://8.8.8.8/expatdesk"
FILLED: dict[str, Value] = {"name": "Workday", "url": PUBLIC, "kinds": ["submitted", "closed"]}


@pytest.fixture
def admin(visit: Visit, employer: Employer) -> Visitor:
    return visit(a_user(Role.EMPLOYER_ADMIN, employer=employer, name="Hanna Admin"))


def a_message(hook: Hook, case: Case | None = None, **how: Any) -> HookMessage:
    message = HookMessage(hook=hook, kind="changed" if case else "ping", case_id=case.id if case else None, **how)
    session.add(message)
    session.flush()
    return message


def test_a_webhook_is_made_and_its_secret_shown_once(admin: Visitor) -> None:
    admin.opens("employer.keys").follows("Webhooks: be told what changed").sees("No webhooks yet")
    admin.follows("Make a webhook")
    answer = admin.posts("employer.new_hook", FILLED)
    assert answer.status_code == 200
    (secret,) = re.findall(r"whsec_[\w+/]{43}=", answer.text)
    hook = session.scalars(select(Hook)).one()
    assert (hook.url, hook.kinds) == (PUBLIC, ["submitted", "closed"])
    admin.opens("employer.hooks").sees("Workday", PUBLIC, "Switched on", "Owner: Hanna Admin").does_not_see(secret)
    admin.follows("Workday").sees("A hire was submitted", "A hire was closed", "Nothing yet").does_not_see(secret)


def test_what_is_missing_is_said(admin: Visitor) -> None:
    page = admin.opens("employer.new_hook").presses("Make the webhook", refused=422, name="", url="", kinds=[])
    page.sees("Give the webhook a name.", "Type the address.", "Tick what we tell it.")


@pytest.mark.parametrize(
    "url",
    [
        "http://8.8.8.8/", "https://127.0.0.1/", "https://localhost/", f"https://{PRIVATE}/", "https://[::1]/",
        "https://169.254.169.254/latest/meta-data/", "https://8.8.8.8:22/", "https://a:b@8.8.8.8/", "nonsense",
    ],
)  # fmt: skip
def test_nothing_private(admin: Visitor, url: str) -> None:
    """Security T31: and one answer for all, which tells nothing of our network."""
    answer = admin.posts("employer.new_hook", {**FILLED, "url": url})
    assert answer.status_code == 422
    assert "We cannot send anything there." in answer.text
    assert session.query(Hook).count() == 0


def test_own_networks_are_named_in_the_settings(
    admin: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whoever runs the desk, and by no form (security T06)."""
    typed: dict[str, Value] = {**FILLED, "url": f"https://{PRIVATE}/", "WEBHOOK_NETWORKS": OUR_NETWORK}
    assert admin.posts("employer.new_hook", typed).status_code == 422
    monkeypatch.setitem(app.config, "WEBHOOK_NETWORKS", OUR_NETWORK)
    assert admin.posts("employer.new_hook", {**FILLED, "url": f"https://{PRIVATE}/"}).status_code == 200


@pytest.mark.parametrize("typed", [{"kinds": ["reads"]}, {"kinds": ["ping"]}])
def test_what_no_page_offers(admin: Visitor, typed: dict[str, Value]) -> None:
    """Security T06."""
    assert admin.posts("employer.new_hook", {**FILLED, **typed}).status_code == 422


def test_not_too_many(admin: Visitor, employer: Employer) -> None:
    for _hook in range(MOST_HOOKS):
        a_hook(employer)
    admin.opens("employer.hooks").sees("You have 5 webhooks, as many as there may be.")
    admin.does_not_see("Make a webhook")
    answer = admin.posts("employer.new_hook", FILLED)
    assert (answer.status_code, "You have 5 webhooks" in answer.text) == (422, True)
    assert session.query(Hook).count() == MOST_HOOKS


def test_what_was_sent(admin: Visitor, employer: Employer) -> None:
    hook, case = a_hook(employer)[0], a_case(employer=employer)
    tried: dict[str, Any] = {"tries": 2, "tried_at": now()}
    a_message(hook, state=MessageState.SENT, status=204, **tried)
    a_message(hook, case, state=MessageState.WAITING, status=503, try_after=now() + timedelta(hours=2), **tried)
    a_message(hook, case, state=MessageState.FAILED, problem=Problem.CERTIFICATE, **tried)
    admin.opens("employer.hook", hook_id=hook.id).sees("A test", "Arrived", "Answer: status 204")
    admin.sees("A hire changed, as far as you see it", case.principal.full_name, "Not arrived yet")
    admin.sees(
        "Last answer: status 503", "Tried 2 times, last on Mon 14 Dec, 10:00", "Next try on Mon 14 Dec, 12:00"
    )
    admin.sees("Given up", "The certificate of the system is not right")


def test_a_test_goes(admin: Visitor, employer: Employer) -> None:
    hook = a_hook(employer)[0]
    admin.opens("employer.hook", hook_id=hook.id).presses("Send a test").sees(
        "A test is on its way.", "On its way"
    )
    assert session.scalars(select(HookMessage)).one().kind == "ping"


def test_what_waits_is_told_as_it_is(admin: Visitor, employer: Employer) -> None:
    """Where nothing arrives, nothing is on its way: all of it is tried when its webhook has rested."""
    hook = a_hook(employer)[0]
    hook.failing_since, hook.rests_until = now() - timedelta(hours=1), now() + timedelta(minutes=5)
    tried: dict[str, Any] = {"tries": 1, "tried_at": now(), "problem": Problem.NO_ANSWER, "try_after": now()}
    a_message(hook, **tried)
    admin.opens("employer.hook", hook_id=hook.id).sees("Nothing has arrived since Mon 14 Dec, 09:00")
    admin.sees("Not arrived yet", "No answer within 5 seconds", "Tried once", "Next try on Mon 14 Dec, 10:05")
    session.delete(session.scalars(select(HookMessage)).one())
    a_message(hook)
    admin.opens("employer.hook", hook_id=hook.id).does_not_see("On its way", "Tried")
    admin.sees("Waits: what went before did not arrive", "Next try on Mon 14 Dec, 10:05")


def test_a_secret_that_is_lost(admin: Visitor, employer: Employer) -> None:
    """The page says what waits for what, and leads to a new one; both texts of that page are true."""
    hook = a_hook(employer)[0]
    hook.secret = "gone:A"
    a_message(hook)
    admin.opens("employer.hooks").sees("Sends nothing: we cannot read its secret any more").follows("Workday")
    admin.sees("Without a signature we send nothing", "Waits for a new secret").does_not_see("Send a test")
    admin.follows("Make a new secret").sees("We cannot read the old one any more").does_not_see("For 24 hours")
    answer = admin.posts("employer.change_secret", {"seen": print_of_secret(hook)}, hook_id=hook.id)
    assert ("whsec_" in answer.text, "For 24 hours" in answer.text) == (True, False)
    admin.opens("employer.hook", hook_id=hook.id).sees("Switched on", "Send a test", "On its way")


def test_names_are_looked_up_now_and_then(
    visit: Visit, admin: Visitor, employer: Employer, clock: time_machine.Traveller
) -> None:
    """Security T31: the form is there for webhooks, and not to find out which names exist. By employer."""
    typed: dict[str, Value] = {**FILLED, "url": "https://127.0.0.1/"}
    for _try in range(NAMES_LOOKED_UP.allowed):
        assert "We cannot send anything there." in admin.posts("employer.new_hook", typed).text
    colleague = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer))
    refused = colleague.posts("employer.new_hook", FILLED)
    assert (refused.status_code, "Too many addresses were tried" in refused.text) == (422, True)
    other = visit(a_user(Role.EMPLOYER_ADMIN, employer=an_employer("Rijnmond Robotics B.V.")))
    assert other.posts("employer.new_hook", FILLED).status_code == 200
    clock.shift(NAMES_LOOKED_UP.within)
    assert (
        visit(a_user(Role.EMPLOYER_ADMIN, employer=employer)).posts("employer.new_hook", FILLED).status_code == 200
    )


def test_send_again(admin: Visitor, employer: Employer) -> None:
    """Some that are ticked, also such as arrived, and all that did not arrive."""
    hook = a_hook(employer)[0]
    sent = [a_message(hook, state=MessageState.SENT, at=now() - timedelta(hours=hours)) for hours in (1, 2, 3)]
    failed = [a_message(hook, state=MessageState.FAILED, at=now() - timedelta(days=days)) for days in (1, 29)]
    admin.opens("employer.hook", hook_id=hook.id)
    admin.presses("Send again what is ticked").sees("Tick the messages first.")
    admin.presses("Send again what is ticked", message=[str(one.id) for one in sent[:2]])
    admin.sees("2 messages go once more.").presses("Send again all 2 that did not arrive")
    admin.sees("2 messages go once more.").does_not_see("that did not arrive")
    assert {message.state for message in (*sent[:2], *failed)} == {MessageState.WAITING}
    assert sent[2].state == MessageState.SENT


def test_switched_off_on_and_removed(admin: Visitor, employer: Employer) -> None:
    hook = a_hook(employer)[0]
    admin.opens("employer.hook", hook_id=hook.id).presses("Switch off Workday").sees("Switched off")
    assert hook.stopped_why == Stopped.BY_HAND
    admin.does_not_see("Send a test")
    for act in ("try", "send-failed", "send-ticked"):
        assert admin.posts("employer.act_on_hook", hook_id=hook.id, act=act).status_code == 409
    admin.opens("employer.hook", hook_id=hook.id).presses("Switch on").sees("Switched on")
    assert works(hook)
    assert admin.posts("employer.act_on_hook", hook_id=hook.id, act="remove").status_code == 409
    admin.opens("employer.hook", hook_id=hook.id).presses("Switch off Workday").presses("Remove Workday")
    admin.sees("The webhook “Workday” is removed.", "No webhooks yet")


def test_a_new_secret(admin: Visitor, employer: Employer) -> None:
    hook, old = a_hook(employer)
    admin.opens("employer.hook", hook_id=hook.id).follows("Make a new secret").sees(
        "For 24 hours we sign with the old"
    )
    seen = {"seen": print_of_secret(hook)}
    answer = admin.posts("employer.change_secret", seen, hook_id=hook.id)
    again = admin.posts("employer.change_secret", seen, hook_id=hook.id)
    assert (again.status_code, "A new secret was made a moment ago" in again.text) == (409, True)
    (new,) = re.findall(r"whsec_[\w+/]{43}=", answer.text)
    assert new != old


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Stopped.GONE, "Switched off: the system says that the address is gone"),
        (Stopped.FAILING, "Switched off: nothing arrived for three days"),
    ],
)
def test_how_each_stands(admin: Visitor, employer: Employer, why: Stopped, words: str) -> None:
    stopped, fails, orphaned = (a_hook(employer)[0] for _hook in range(3))
    stopped.stopped_at, stopped.stopped_why = now(), why
    fails.failing_since = now()
    orphaned.maker.active = False
    admin.opens("employer.hooks")
    admin.sees(words, "The last message did not arrive", "Does not work: its owner is no admin any more")


def test_what_opens_a_way_out_asks_who_is_there(
    admin: Visitor, employer: Employer, clock: time_machine.Traveller
) -> None:
    """Whoever sits down at somebody's screen lets nothing out."""
    hook = a_hook(employer)[0]
    hook.stopped_at, hook.stopped_why = now(), Stopped.BY_HAND
    admin.opens("employer.hooks")
    clock.shift(timedelta(minutes=10))
    assert admin.posts("employer.new_hook", FILLED).status_code == 403
    assert admin.posts("employer.change_secret", hook_id=hook.id).status_code in (303, 403)
    assert admin.posts("employer.start_hook", hook_id=hook.id).status_code == 303
    assert not works(hook)
    assert session.query(Hook).count() == 1


def test_another_employers_webhook_is_one_that_never_existed(visit: Visit, employer: Employer) -> None:
    """Security T01, T04."""
    theirs = a_hook(an_employer("Rijnmond Robotics B.V."))[0]
    message = a_message(theirs, state=MessageState.FAILED)
    mine = a_hook(employer)[0]
    admin = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer))
    admin.opens("employer.hooks")
    asked: list[tuple[str, dict[str, Any]]] = [
        ("employer.hook", {}), ("employer.start_hook", {}), ("employer.change_secret", {}),
        *(("employer.act_on_hook", {"act": act}) for act in ("try", "stop", "remove", "send-failed", "x")),
    ]  # fmt: skip
    for endpoint, more in asked:
        asks = admin.asks_for if endpoint == "employer.hook" else admin.posts
        answers = [asks(endpoint, hook_id=one, **more) for one in (theirs.id, uuid.uuid4())]
        assert {answer.status_code for answer in answers} == {404}, endpoint
        assert answers[0].text == answers[1].text
    admin.posts("employer.act_on_hook", {"message": str(message.id)}, hook_id=mine.id, act="send-ticked")
    assert message.state == MessageState.FAILED


def test_hr_makes_none(hr: Visitor) -> None:
    hr.cannot_open("employer.hooks").cannot_open("employer.new_hook")
