"""The page of a partner's keys: made and shown once, taken back at once, nothing of another's (T01, T09, T11)."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, true

from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Partner
from expatdesk.organisations.partners import end_partner
from expatdesk.people.actions import disable_user
from expatdesk.people.colleagues import NotAdminAnyMore
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.systems.keys import KeyRefused, key_of, keys, make_key, works
from expatdesk.systems.models import OF_EMPLOYERS, Scope
from tests.conftest import Visit
from tests.factories import a_home_key, a_key, a_partner, a_user, actor_of, an_employer
from tests.visitor import Value, Visitor

THERE = "203.0.113.7"
TYPED: dict[str, Value] = {"name": "Woningsysteem", "days": "90"}
MONTH = timedelta(days=30)


@pytest.fixture
def partner(app: object) -> Partner:
    return a_partner()


@pytest.fixture
def noor(visit: Visit, partner: Partner) -> Visitor:
    return visit(a_user(Role.PARTNER, partner=partner, name="Noor Verhuur"))


def test_a_key_is_made_and_shown_once(noor: Visitor, partner: Partner) -> None:
    noor.opens("partner.homes").follows("Keys: let your own system enter homes").sees("No keys yet")
    noor.follows("Make a key").sees("It is good for your homes")
    answer = noor.posts("partner.new_key", {**TYPED, "networks": THERE})
    (token,) = re.findall(r"exd_\w{8}_[\w-]{43}", answer.text)
    key = key_of(token, THERE)
    assert key is not None
    assert (key.partner, key.employer_id, key.scopes) == (partner, None, ["homes"])
    noor.opens("partner.keys").sees(
        "Woningsysteem", "Works until", "Never used", "Read, enter and change your homes"
    )
    noor.does_not_see(token)
    assert noor.posts("partner.new_key", TYPED).status_code == 422
    noor.opens("partner.keys").follows("Take back Woningsysteem").sees("The homes stay as they are.")
    noor.presses("Take the key back").sees("does not work any more", "Taken back on")
    assert key_of(token, THERE) is None


def test_all_of_the_partner_hear_of_it(noor: Visitor, partner: Partner) -> None:
    """Security T11: somebody else may have sat at the screen of who made it."""
    employer = an_employer()
    partner.employer_id = employer.id
    others = [a_user(Role.PARTNER, partner=partner), a_user(Role.EMPLOYER_ADMIN, employer=employer)]
    a_user(Role.PARTNER, partner=partner).active = False
    a_user(Role.EMPLOYER, employer=employer)
    noor.posts("partner.new_key", TYPED)
    mails = session.scalars(select(Mail).where(Mail.kind == "home_key_made")).all()
    assert isinstance(noor.who, User)
    assert {mail.recipient for mail in mails} == {noor.who.email, *(other.email for other in others)}
    assert all("Noor Verhuur" in mail.text and partner.name in mail.text for mail in mails)


def test_at_an_employer_its_admins_make_them(visit: Visit) -> None:
    employer = an_employer()
    partner = a_partner("Hortus Homes", employer_id=employer.id)
    visit(a_user(Role.EMPLOYER, employer=employer)).opens("partner.homes").does_not_see("Keys").cannot_open(
        "partner.keys"
    )
    admin = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer))
    admin.opens("partner.keys").follows("Make a key")
    assert admin.posts("partner.new_key", TYPED).status_code == 200
    (key,) = keys(true())
    assert (key.partner_id, works(key)) == (partner.id, True)
    # Its hires are another matter: that page does not know it.
    admin.opens("employer.keys").sees("No keys yet")
    key.maker.role = Role.EMPLOYER
    assert not works(key)


def test_it_ends_with_the_access_of_who_made_it(visit: Visit, partner: Partner) -> None:
    """Security T09: taken back, and not asleep until the rights of its maker return."""
    key, token = a_home_key(partner)
    coordinator = visit(a_user(Role.COORDINATOR))
    coordinator.opens("desk.organisation", organisation_id=partner.id).presses("Invite again Pien Verhuur")
    assert key_of(token, THERE) is key
    coordinator.presses("Remove Pien Verhuur").sees("The key “Woningsysteem” that Pien Verhuur made")
    assert key_of(token, THERE) is None
    coordinator.presses("Bring back Pien Verhuur")
    assert key_of(token, THERE) is None
    assert key.revoked_at is not None


def test_it_is_of_nobody_who_was_removed_a_moment_ago(partner: Partner) -> None:
    key, _token = a_home_key(partner)
    maker = actor_of(key.maker)
    disable_user(key.maker, by=SYSTEM)
    for by in (maker, SYSTEM, actor_of(a_user(Role.PARTNER, partner=a_partner("Rijnland Wonen")))):
        with pytest.raises(NotAdminAnyMore):
            make_key("Other", [Scope.HOMES], lasts=MONTH, owner=partner, by=by)


def test_a_key_is_good_for_what_its_owner_does(partner: Partner) -> None:
    key, _token = a_home_key(partner)
    hires, _token = a_key(an_employer())
    for owner, by, scopes in (
        (partner, actor_of(key.maker), OF_EMPLOYERS),
        (partner, actor_of(key.maker), Scope),
        (an_employer("Rijnmond Robotics B.V."), actor_of(hires.maker), [Scope.HOMES]),
    ):
        with pytest.raises(KeyRefused):
            make_key("Other", scopes, lasts=MONTH, owner=owner, by=by)


def test_another_partners_key_is_one_that_never_existed(noor: Visitor) -> None:
    """Security T01."""
    key, token = a_home_key(a_partner("Rijnland Wonen"))
    noor.opens("partner.keys").does_not_see(key.prefix)
    theirs, missing = (noor.posts("partner.revoke_key", key_id=one) for one in (key.id, uuid.uuid4()))
    assert theirs.status_code == missing.status_code == 404
    assert theirs.text == missing.text
    assert key_of(token, THERE) is key


def test_who_offers_no_homes_keeps_no_keys(visit: Visit, partner: Partner) -> None:
    end_partner(partner, by=SYSTEM, today=today())
    for who in (partner, a_partner("Library", offers_homes=False)):
        visit(a_user(Role.PARTNER, partner=who)).cannot_open("partner.keys").cannot_open("partner.new_key")


def test_making_one_asks_who_is_there(noor: Visitor, clock: time_machine.Traveller) -> None:
    noor.opens("partner.keys")
    clock.shift(timedelta(minutes=10))
    assert noor.asks_for("partner.new_key").status_code == 303
    assert noor.posts("partner.new_key", TYPED).status_code == 403
