"""A partner and who is interested in its homes: what it sees of them, inviting, viewing times, letting."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event
from time_machine import Traveller

from expatdesk.access.interested_fields import InterestedView, interested
from expatdesk.cases.models import Case
from expatdesk.housing.interest_models import HomeViewing
from expatdesk.housing.interest_queries import interested_in, interests_of, viewings_of
from expatdesk.housing.interests import take_back_interest
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Partner
from expatdesk.people.models import Role
from expatdesk.shared.clock import now
from expatdesk.shared.db import db, session
from tests.conftest import Visit
from tests.factories import a_case, a_home, a_partner, a_user, an_employer, with_family
from tests.factories.viewings import a_booked, a_time, an_interest, an_invited
from tests.signin.ways_in import mails
from tests.visitor import Visitor

TIMES = {"day-day": "17", "day-month": "12", "day-year": "2026", "starts": "17:00", "minutes": "20", "count": "3"}


@pytest.fixture
def partner(app: object) -> Partner:
    return a_partner()


@pytest.fixture
def noor(visit: Visit, partner: Partner) -> Visitor:
    """Somebody of the partner."""
    return visit(a_user(Role.PARTNER, partner=partner, name="Noor Zandvliet"))


@pytest.fixture
def case(app: object) -> Case:
    """A household of two."""
    return with_family(a_case())


def test_a_first_name_and_how_many_and_nothing_else(noor: Visitor, partner: Partner, case: Case) -> None:
    """Security T07: whatever a page is made of, it cannot tell more than these."""
    home = a_home(partner)
    an_interest(case, home)
    (view,) = interested(interested_in(home.offer.id))
    assert (view.first_name, view.people, view.contact, view.viewing) == ("Ananya", 2, None, None)
    assert set(InterestedView.__slots__) == {
        "id", "first_name", "people", "since", "state", "is_invited", "viewing", "contact",
    }  # fmt: skip
    noor.opens("partner.one_home", home_id=home.id).follows("1 household is interested")
    noor.sees("Ananya", "2 people", "since 14 December 2026", "Not invited yet")
    noor.does_not_see("Krishnan", "Moreau", "Luc", "ananya@mail.example", case.code, "Hooigracht", str(case.id))
    noor.opens("partner.homes").follows("1 interested: Morsweg 502").sees("Ananya")


def test_of_one_name_it_is_the_name(partner: Partner, case: Case) -> None:
    case.principal.given_names, case.principal.family_name = "", "Sukarno"
    home = a_home(partner)
    an_interest(case, home)
    assert interested(interested_in(home.offer.id))[0].first_name == "Sukarno"


def test_only_from_the_booking_on_who_they_are(noor: Visitor, partner: Partner, case: Case) -> None:
    home = a_home(partner)
    row = a_booked(case, home)
    page = noor.opens("partner.viewings", home_id=home.id)
    page.sees(
        "Ananya Krishnan, Luc Moreau", "ananya@mail.example", "+31 6 5550 1234", "Comes on", "Booked by Ananya"
    )
    page.does_not_see(case.code, "Hooigracht")
    session.delete(row.viewing)
    session.flush()
    noor.opens("partner.viewings", home_id=home.id).does_not_see("Krishnan", "ananya@mail.example", "5550")


def test_a_month_after_the_viewing_they_know_each_other_no_more(
    noor: Visitor, visit: Visit, partner: Partner, case: Case, clock: Traveller
) -> None:
    home = a_home(partner)
    row = a_booked(case, home)
    assert row.viewing is not None
    seen_at = row.viewing.starts_at
    for after, is_known in ((timedelta(days=30), False), (timedelta(days=29, hours=23), True)):
        clock.move_to(seen_at + after, tick=False)
        page = noor.signs_in().opens("partner.viewings", home_id=home.id).sees("Ananya")
        assert ("ananya@mail.example" in page.page.text) is is_known
        expat = visit(case).opens("expat.offered_home", offer_id=home.offer.id)
        assert ("Morsweg" in expat.page.text) is is_known


def test_times_are_offered_and_everybody_is_invited(noor: Visitor, partner: Partner, case: Case) -> None:
    home = a_home(partner)
    an_interest(case, home)
    an_interest(a_case(email="other@mail.example"), home)
    noor.opens("partner.viewings", home_id=home.id).sees("Offer a time below").does_not_see("Invite all")
    noor.presses("Offer these times", **TIMES).sees("3 times are added.", "17:00 to 17:20", "17:40 to 18:00")
    noor.presses("Invite all").sees("2 households are invited.", "Invited, chooses a time")
    assert sorted(mail.recipient for mail in mails("viewing_invited")) == [
        "ananya@mail.example",
        "other@mail.example",
    ]
    noor.presses("Take away 17:20").sees("The time is taken away.").does_not_see("17:20 to 17:40")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day-day": "13"}, "This time is over."),
        ({"starts": "16:50"}, "You show this home at 16:50 already."),
        ({"starts": "23:50"}, "go on past midnight"),
        ({"count": "21"}, "Type a number from 1 to 20."),
        ({"minutes": "2"}, "Type a number from 5 to 120."),
        ({"starts": "noon"}, "Type a time such as 19:30."),
        ({"minutes": ""}, "Fill in how long each takes."),
    ],
)
def test_what_is_wrong_with_times_is_said_and_none_is_kept(
    noor: Visitor, partner: Partner, typed: dict[str, str], said: str
) -> None:
    home = a_home(partner)
    first = noor.opens("partner.viewings", home_id=home.id)
    if "already" in said:
        first.presses("Offer these times", **{**TIMES, "count": "1"})
    before = len(viewings_of(home.offer.id))
    noor.presses("Offer these times", refused=422, **{**TIMES, **typed}).sees(said)
    assert len(viewings_of(home.offer.id)) == before


def test_no_time_after_the_lease(noor: Visitor, partner: Partner) -> None:
    home = a_home(partner, contract="short_stay", starts=now().date(), ends=now().date() + timedelta(days=30))
    noor.opens("partner.viewings", home_id=home.id)
    noor.presses("Offer these times", refused=422, **{**TIMES, "day-month": "2", "day-year": "2027"})
    noor.sees("The contract is over by then.")


def test_saying_no_is_kind(noor: Visitor, partner: Partner, case: Case) -> None:
    home = a_home(partner)
    an_interest(case, home)
    noor.opens("partner.viewings", home_id=home.id).presses("Say no to Ananya").sees("They get a friendly mail.")
    noor.sees("Nobody is interested now")
    (mail,) = mails("home_declined")
    assert "says nothing about you" in mail.text
    assert "Morsweg" not in mail.text + mail.html


def test_a_booked_time_that_is_taken_away_is_told(noor: Visitor, partner: Partner, case: Case) -> None:
    home = a_home(partner)
    a_booked(case, home)
    noor.opens("partner.viewings", home_id=home.id).presses("Take away 10:00")
    (mail,) = mails("viewing_cancelled")
    assert (mail.recipient, "Wednesday 16 December 2026, 10:00" in mail.text) == ("ananya@mail.example", True)
    noor.sees("Invited, chooses a time").does_not_see("Krishnan")


def test_it_is_let_to_who_saw_it(noor: Visitor, partner: Partner, case: Case, clock: Traveller) -> None:
    home, other = a_home(partner), a_case(email="other@mail.example")
    a_booked(case, home)
    an_interest(other, home)
    noor.opens("partner.viewings", home_id=home.id).does_not_see("Let to this household")
    clock.shift(timedelta(hours=49))
    noor.signs_in().opens("partner.viewings", home_id=home.id).follows("Let to this household")
    noor.sees("1 other household gets a mail that it is gone.").presses("Let it to this household")
    noor.sees("The home is taken.", "Let to them, not confirmed yet", "Krishnan").does_not_see("Say no")
    assert [mail.recipient for mail in mails("home_gone")] == ["other@mail.example"]
    assert [mail.recipient for mail in mails("home_let")] == ["ananya@mail.example"]
    row = interested_in(home.offer.id)[0]
    answer = noor.posts("partner.let_home", {}, home_id=home.id, interest_id=row.id)
    assert answer.status_code == 303
    assert len(mails("home_let")) == 1


def test_an_old_page_of_who_is_interested_no_more(noor: Visitor, partner: Partner, case: Case) -> None:
    home = a_home(partner)
    a_time(home)
    an_interest(case, home)
    noor.opens("partner.viewings", home_id=home.id)
    take_back_interest(case, home.offer.id, by=SYSTEM)
    noor.presses("Invite Ananya").sees("This household is not interested any more.")
    assert mails("viewing_invited") == []


def test_another_partner_reaches_none_of_it(visit: Visit, partner: Partner, case: Case) -> None:
    home = a_home(partner)
    row, time = an_invited(case, home), a_time(home, hours=50)
    other = visit(a_user(Role.PARTNER, partner=a_partner("Other homes")))
    other.cannot_open("partner.viewings", home_id=home.id)
    for endpoint, more in (
        ("partner.decline_household", {"interest_id": row.id}),
        ("partner.let_home", {"interest_id": row.id}), ("partner.remove_viewing", {}),
        ("partner.invite_all", {}), ("partner.add_viewing_times", {}),
    ):  # fmt: skip
        assert other.posts(endpoint, {"viewing": str(time.id)}, home_id=home.id, **more).status_code == 404


def test_an_interest_of_another_home_is_none_of_this_one(noor: Visitor, partner: Partner, case: Case) -> None:
    """Parent and child are looked up together (T04)."""
    home, other = a_home(partner), a_home(partner, street="Rijnstraat 620")
    row, time = an_interest(case, other), a_time(other)
    noor.posts("partner.decline_household", {}, home_id=home.id, interest_id=row.id)
    noor.posts("partner.remove_viewing", {"viewing": str(time.id)}, home_id=home.id)
    session.expire_all()
    assert row.state == "open"
    assert session.get(HomeViewing, time.id) is not None


def test_hr_of_an_employer_with_flats_sees_as_little(visit: Visit) -> None:
    employer = an_employer()
    case, home = a_case(employer=employer), a_home(a_partner("Hortus Homes", employer_id=employer.id))
    an_interest(case, home)
    hr = visit(a_user(Role.EMPLOYER, employer=employer)).opens("partner.viewings", home_id=home.id)
    hr.sees("Ananya", "1 person").does_not_see("Krishnan", case.code)
    hr.opens("employer.hire", case_id=case.id).does_not_see("interested", "Morsweg")


def test_many_who_are_interested_take_as_many_queries_as_one(partner: Partner) -> None:
    """A home that all want is a page that opens all the same, and so are all homes that one household wants."""
    counts = []
    for more in (1, 5):
        home, wants_all = a_home(partner, street=f"Morsweg {more}"), a_case()
        for number in range(more):
            an_interest(a_case(given_names=f"Guest {more} {number}"), home)
            an_interest(wants_all, a_home(partner, street=f"Morsweg {more}{number}"))
        offer_id, case_id = home.offer.id, wants_all.id
        session.flush()
        session.expire_all()
        counts.append((_queries(_households, offer_id), _queries(_homes, case_id)))
    assert counts[0] == counts[1]


def _households(offer_id: uuid.UUID) -> None:
    assert interested(interested_in(offer_id))


def _homes(case_id: uuid.UUID) -> None:
    for row in interests_of(case_id):
        assert row.offer.home.town
        assert row.viewing is None


def _queries(read: Callable[[uuid.UUID], None], of: uuid.UUID) -> int:
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        read(of)
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return len(asked)
