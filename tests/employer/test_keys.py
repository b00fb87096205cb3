"""The page of API keys: made and shown once, taken back at once, and nothing of another employer's (T01, T11)."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, true

from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems import hooks
from expatdesk.systems.keys import MOST_KEYS, key_of, keys
from tests.conftest import Visit
from tests.factories import a_hook, a_key, a_user, an_employer
from tests.visitor import Value, Visitor

pytestmark = pytest.mark.usefixtures("app")
THERE = "203.0.113.7"


@pytest.fixture
def admin(visit: Visit, employer: Employer) -> Visitor:
    return visit(a_user(Role.EMPLOYER_ADMIN, employer=employer, name="Yusuf Admin"))


def test_a_key_is_made_and_shown_once(admin: Visitor) -> None:
    admin.opens("employer.keys").sees("No keys yet").follows("Make a key")
    form, button = admin.page.form_with("Make the key", "")
    answer = admin.posts(
        "employer.new_key", {"name": "Workday", "scopes": ["read", "submit"], "days": "30", "networks": THERE}
    )
    assert (form.method, button.get("type"), answer.status_code) == ("post", "submit", 200)
    (token,) = re.findall(r"exd_\w{8}_[\w-]{43}", answer.text)
    key = key_of(token, THERE)
    assert key is not None
    assert key.scopes == ["read", "submit"]
    admin.opens("employer.keys").sees("Workday", "Works until Wednesday 13 January 2027", "Never used")
    admin.sees("Submit hires", "Only from 203.0.113.7/32").does_not_see(token, "Hand in your own papers")


def test_sent_again_there_is_still_one(admin: Visitor, employer: Employer) -> None:
    """Whoever loads the page with the new key again makes no other one."""
    sent: dict[str, Value] = {"name": "Workday", "scopes": ["read"], "days": "30"}
    assert admin.posts("employer.new_key", sent).status_code == 200
    for name in ("Workday", " WORKDAY"):
        assert admin.posts("employer.new_key", {**sent, "name": name}).status_code == 422
    assert len(keys(true())) == 1
    admin.opens("employer.keys").follows("Take back Workday").presses("Take the key back")
    assert admin.posts("employer.new_key", sent).status_code == 200


def test_twenty_are_enough(admin: Visitor, employer: Employer) -> None:
    made = [a_key(employer)[0] for _one in range(MOST_KEYS)]
    sent: dict[str, Value] = {"name": "One more", "scopes": ["read"], "days": "30"}
    answer = admin.posts("employer.new_key", sent)
    assert (answer.status_code, "You have 20 keys that work." in answer.text) == (422, True)
    made[0].expires_at = now()
    assert admin.posts("employer.new_key", sent).status_code == 200


def test_all_who_look_after_the_employer_hear_of_it(visit: Visit, admin: Visitor, employer: Employer) -> None:
    """Also who made it: somebody else may have sat at their screen (security T11)."""
    other = a_user(Role.EMPLOYER_ADMIN, employer=employer, language="nl")
    a_user(Role.EMPLOYER_ADMIN, employer=employer).active = False
    a_user(Role.EMPLOYER, employer=employer)
    a_user(Role.EMPLOYER_ADMIN, employer=an_employer("Rijnmond Robotics B.V."))
    answer = admin.posts("employer.new_key", {"name": "Workday", "scopes": ["read"], "days": "30"})
    (secret,) = re.findall(r"exd_\w{8}_([\w-]{43})", answer.text)
    mails = session.scalars(select(Mail).where(Mail.kind == "key_made")).all()
    assert isinstance(admin.who, User)
    assert {mail.recipient for mail in mails} == {admin.who.email, other.email}
    english = next(mail for mail in mails if mail.recipient == admin.who.email)
    assert "Yusuf Admin made the key “Workday”" in english.text
    assert all(secret not in mail.text + mail.html for mail in mails)


def test_what_is_missing_is_said(admin: Visitor) -> None:
    page = admin.opens("employer.new_key").presses("Make the key", refused=422, name="", networks="here")
    page.sees("Give the key a name.", "Tick what the key may do.", "This is no internet address.")


@pytest.mark.parametrize("typed", [{"days": "3650"}, {"scopes": ["admin"]}, {"scopes": ["read", "run"]}])
def test_what_no_page_offers(admin: Visitor, typed: dict[str, Value]) -> None:
    """Security T06."""
    filled: dict[str, Value] = {"name": "Workday", "scopes": ["read"], "days": "30", **typed}
    assert admin.posts("employer.new_key", filled).status_code == 422
    admin.opens("employer.keys").sees("No keys yet")


def test_taken_back(admin: Visitor, employer: Employer) -> None:
    key, token = a_key(employer)
    admin.opens("employer.keys").follows("Take back Workday").sees("Never used.", "Submit hires")
    assert key_of(token, THERE) is key
    admin.presses("Take the key back")
    admin.sees("The key “Workday” does not work any more.", "Taken back on Monday 14 December 2026")
    assert key_of(token, THERE) is None
    assert admin.asks_for("employer.revoke_key", key_id=key.id).location == admin.address("employer.keys")
    admin.opens("employer.keys").does_not_see("does not work any more")


def test_how_each_stands(admin: Visitor, employer: Employer, clock: time_machine.Traveller) -> None:
    a_key(employer, lasts=timedelta(hours=1))
    key, _token = a_key(employer)
    key.maker.active = False
    clock.shift(timedelta(hours=2))
    admin.signs_in().opens("employer.keys")
    admin.sees("Over since Monday 14 December 2026", "Does not work: who made it is no admin any more")


@pytest.mark.parametrize("acts", [("Remove", "Bring back"), ("No admin any more", "Make admin")])
def test_it_stays_dead_when_the_rights_of_its_maker_return(
    admin: Visitor, employer: Employer, acts: tuple[str, str]
) -> None:
    """Security T09: a key that somebody left behind is taken back, not asleep."""
    key, token = a_key(employer)
    hook = a_hook(employer)[0]
    hook.maker.name, hook.maker = "Olga Beheer", key.maker
    for act in acts:
        admin.opens("employer.colleagues").presses(f"{act} Hanna Admin")
        assert key_of(token, THERE) is None
        assert not hooks.works(hook)
    admin.opens("employer.keys").sees("Taken back on Monday 14 December 2026").does_not_see("Works until")


@pytest.mark.parametrize("act", ["Remove", "No admin any more"])
def test_what_stops_with_somebody_is_told(admin: Visitor, employer: Employer, act: str) -> None:
    """What did not work any more before is no news."""
    others, over, *gone = [a_key(employer)[0] for _one in range(4)]
    hook, olga = a_hook(employer)[0], gone[0].maker
    for key in (over, *gone):
        key.maker.name, key.maker = "Somebody", olga
    hook.maker.name, hook.maker = "Somebody", olga
    olga.name, others.maker.name, over.expires_at = "Olga Beheer", "Somebody", now()
    admin.opens("employer.colleagues").presses(f"{act} Olga Beheer")
    admin.sees("The keys “Workday 3”, “Workday 4” that Olga Beheer made do not work any more.")
    admin.sees("The webhook “Workday” that Olga Beheer made is off.").does_not_see("Workday 2")


def test_one_whose_maker_lost_the_right_is_taken_back(admin: Visitor, employer: Employer) -> None:
    key, _token = a_key(employer)
    key.maker.active = False
    admin.opens("employer.keys").follows("Take back Workday").presses("Take the key back").sees(
        "Taken back on Monday 14 December 2026"
    )


def test_making_one_asks_who_is_there(admin: Visitor, clock: time_machine.Traveller) -> None:
    """A key leaves the desk: whoever sits down at somebody's screen makes none."""
    admin.opens("employer.keys")
    clock.shift(timedelta(minutes=10))
    assert admin.asks_for("employer.new_key").status_code == 303
    assert admin.posts("employer.new_key", {"name": "x", "scopes": ["read"]}).status_code == 403
    admin.opens("employer.keys").sees("No keys yet")


def test_another_employers_key_is_one_that_never_existed(visit: Visit, employer: Employer) -> None:
    """Security T01."""
    key, token = a_key(an_employer("Rijnmond Robotics B.V."))
    admin = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer))
    admin.opens("employer.keys").does_not_see("Workday", key.prefix)
    theirs, missing = (admin.posts("employer.revoke_key", key_id=one) for one in (key.id, uuid.uuid4()))
    admin.cannot_open("employer.revoke_key", key_id=key.id)
    assert theirs.status_code == missing.status_code == 404
    assert (theirs.text, dict(theirs.headers)) == (missing.text, dict(missing.headers))
    assert key_of(token, THERE) is key


def test_hr_makes_no_keys(hr: Visitor) -> None:
    hr.opens("employer.hires").does_not_see("Keys for your HR system")
    hr.cannot_open("employer.keys").cannot_open("employer.new_key")
