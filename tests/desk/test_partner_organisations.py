"""The coordinator's pages of partners: added, changed by two at once, ended, and who of them may sign in."""

import uuid

import pytest
from sqlalchemy import select

from expatdesk.organisations.models import Partner
from expatdesk.organisations.partners import partner_named
from expatdesk.people.models import Role
from expatdesk.people.queries import user_by_email
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_partner, a_user, an_employer
from tests.factories.activities import an_occasion, signed_up
from tests.page import text_of
from tests.signin.ways_in import is_signed_in, mails
from tests.visitor import Visitor

TYPED = {"name": "Sleutelstad Verhuur", "website": "www.sleutelstad.example", "email": "Hallo@Sleutelstad.example"}


def errors_of(visitor: Visitor) -> list[str]:
    """What stands beside the fields."""
    return [text_of(e) for e in visitor.page.all("p") if e.get("class") == "error"]


def test_a_partner_is_added_and_changed(coordinator: Visitor) -> None:
    lumc = an_employer("LUMC")
    coordinator.opens("desk.manage").follows("Partners").sees("No partners yet").follows("Add a partner")
    coordinator.presses("Add", **TYPED, offers_homes=True, employer_id=str(lumc.id))
    coordinator.sees("Sleutelstad Verhuur is added.", "https://www.sleutelstad.example", "Its HR offers homes")
    coordinator.follows("Change: What the desk knows").presses("Save", runs_activities=True, employer_id="").sees(
        "Saved."
    )
    partner = partner_named("Sleutelstad Verhuur")
    assert partner is not None
    assert (partner.offers_homes, partner.runs_activities, partner.employer_id) == (True, True, None)
    coordinator.opens("desk.partners").sees("Homes and activities", "Works with the desk")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "Known"}, "Another partner has this name."),
        ({"name": ""}, "Fill in the name."),
        ({"website": "ftp://x.example"}, "This is no website."),
        ({"website": "no site"}, "This is no website."),
        ({"email": "nobody"}, "This is no e-mail address."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(coordinator: Visitor, typed: dict[str, str], said: str) -> None:
    a_partner("Known")
    coordinator.opens("desk.new_partner").presses("Add", refused=422, **{**TYPED, **typed})
    assert [error for error in errors_of(coordinator) if said in error]
    assert len(session.scalars(select(Partner)).all()) == 1


def test_an_employer_is_one_partner(coordinator: Visitor) -> None:
    lumc = an_employer("LUMC")
    a_partner("LUMC homes", employer_id=lumc.id)
    coordinator.opens("desk.new_partner").presses("Add", refused=422, **TYPED, employer_id=str(lumc.id))
    assert "Another partner is this employer already." in errors_of(coordinator)[0]


def test_of_two_who_change_it_the_second_is_told(visit: Visit, coordinator: Visitor) -> None:
    """Security T39."""
    partner = a_partner()
    other = visit(a_user(Role.COORDINATOR)).opens("desk.change_partner", organisation_id=partner.id)
    coordinator.opens("desk.change_partner", organisation_id=partner.id).presses("Save", phone="071 1")
    other.presses("Save", refused=409, phone="071 2").sees("Somebody changed this while you were at it", "071 1")
    other.presses("Save")
    session.refresh(partner)
    assert partner.phone == "071 2"


def test_it_is_ended_and_taken_up_again(coordinator: Visitor) -> None:
    partner = a_partner()
    coordinator.opens("desk.organisation", organisation_id=partner.id).presses("End it now")
    coordinator.sees("works with the desk no more", "Ended").presses("Take it up again")
    coordinator.sees("works with the desk again", "until further notice" if partner.last_day else "Works with")


def test_with_it_ends_what_it_had_still_to_come_and_who_signed_up_is_told(coordinator: Visitor) -> None:
    partner = a_partner()
    occasion = an_occasion(7, partner_id=partner.id, title_en="Chess evening")
    ours = an_occasion(7)
    row = signed_up(occasion, 1)[0]
    coordinator.opens("desk.organisation", organisation_id=partner.id).sees(
        "This activity is cancelled then", "Chess evening"
    )
    coordinator.presses("End it now").does_not_see("Chess evening")
    session.refresh(ours)
    assert (occasion.cancelled_at is not None, ours.cancelled_at) == (True, None)
    assert [mail.case_id for mail in mails("activity_cancelled")] == [row.case_id]


def test_somebody_is_let_in_and_out(visit: Visit, coordinator: Visitor) -> None:
    partner = a_partner()
    coordinator.opens("desk.organisation", organisation_id=partner.id).sees("Nobody yet").follows(
        "Invite somebody"
    )
    coordinator.presses("Invite", name="Noor Zandvliet", email="noor@sleutelstad.example")
    coordinator.sees("Noor Zandvliet has an account now.").does_not_see("Make admin")
    user = user_by_email("noor@sleutelstad.example")
    assert user is not None
    assert (user.role, user.partner_id, user.employer_id) == (Role.PARTNER, partner.id, None)
    assert [mail.recipient for mail in mails("user_invitation")] == [user.email]
    browser = visit(user)
    assert is_signed_in(browser)
    coordinator.presses("Remove Noor Zandvliet").sees("cannot sign in any more")
    assert not is_signed_in(browser)
    coordinator.presses("Bring back Noor Zandvliet").sees("can sign in again")


def test_somebody_of_another_partner(coordinator: Visitor) -> None:
    """Security T04: partner and user are looked up together, and nobody is made an employer's admin here."""
    partner, other = a_partner(), a_partner("Another")
    own, theirs = a_user(Role.PARTNER, partner=partner), a_user(Role.PARTNER, partner=other)
    officer = a_user(Role.OFFICER)
    for user_id, act in (
        (theirs.id, "remove"),
        (officer.id, "remove"),
        (uuid.uuid4(), "remove"),
        (own.id, "make-admin"),
    ):
        answer = coordinator.posts("desk.act_on_partner", organisation_id=partner.id, user_id=user_id, act=act)
        assert answer.status_code == 404
    assert (theirs.active, officer.active, own.role) == (True, True, Role.PARTNER)
