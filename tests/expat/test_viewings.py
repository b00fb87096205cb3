"""The household is interested, books a viewing, and says whether it takes the home; also on pages that are old."""

from datetime import date, timedelta

import pytest
from time_machine import Traveller

from expatdesk.access.interested_fields import own_interest
from expatdesk.cases.models import Case
from expatdesk.housing.home_models import Home
from expatdesk.housing.homes import mark_taken, withdraw_home
from expatdesk.housing.interest_queries import interest_of, viewings_of
from expatdesk.housing.interests import take_back_interest
from expatdesk.housing.letting import let_to
from expatdesk.housing.viewings import TooManyBooked, book
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.people.throttle import VIEWINGS_BOOKED
from expatdesk.rules.homes import Contract
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_home, a_partner, a_user, an_employer, complete
from tests.factories.cases import REGION
from tests.factories.contracts import a_judged_contract
from tests.factories.viewings import a_booked, a_time, an_interest, an_invited
from tests.factories.wishes import who_looks
from tests.signin.ways_in import mails
from tests.visitor import Visitor

ADDRESS = ("Morsweg", "2332 XV")


@pytest.fixture
def case(app: object) -> Case:
    """A household that said what it looks for."""
    return who_looks()


@pytest.fixture
def home(app: object) -> Home:
    return a_home(a_partner(email="hallo@verhuur.example", phone="071 500 00 21"))


@pytest.fixture
def expat(visit: Visit, case: Case) -> Visitor:
    return visit(case)


def let_after_viewing(case: Case, home: Home, clock: Traveller) -> None:
    row = a_booked(case, home)
    clock.shift(timedelta(hours=49))
    let_to(row, by=SYSTEM, today=today())


def waiting_for(case: Case) -> list[Mail]:
    session.flush()
    of_viewings = Mail.case_id == case.id, Mail.kind.startswith("viewing_")
    return session.query(Mail).filter(*of_viewings).order_by(Mail.written_at).all()


def test_interested_in_one_press_and_back_in_one(expat: Visitor, case: Case, home: Home) -> None:
    expat.opens("expat.offered_home", offer_id=home.offer.id)
    expat.sees("sees your first name, Ananya, and how many people you are.", "your employer sees none of it")
    expat.presses("I am interested").sees("You are interested since 14 December 2026", "decides whom to invite")
    expat.opens("expat.homes").sees("Homes you are interested in", "You are interested, they decide")
    expat.opens("expat.status").sees("You are interested, they decide")
    expat.opens("expat.offered_home", offer_id=home.offer.id).presses("Not interested any more")
    expat.sees("I am interested")
    row = interest_of(case.id, home.offer.id)
    assert row is not None
    assert row.state == "taken_back"
    expat.presses("I am interested").sees("You are interested since")


def test_who_works_for_whoever_offers_it_knows_that_first(visit: Visit) -> None:
    employer = an_employer()
    case = who_looks(a_case(employer=employer, home_kind=None, home_street=None, home_postcode=None))
    home = a_home(a_partner("Hortus Homes", employer_id=employer.id))
    visit(case).opens("expat.offered_home", offer_id=home.offer.id).sees("Your employer offers it. It sees")


def test_a_time_is_booked_with_a_yes_and_from_then_on_the_address_is_told(
    expat: Visitor, case: Case, home: Home
) -> None:
    an_invited(case, home)
    expat.opens("expat.offered_home", offer_id=home.offer.id).sees("You are invited to see it")
    expat.does_not_see(*ADDRESS, "verhuur.example")
    expat.follows("Choose a time").sees("your full names: Ananya Krishnan", "your e-mail address")
    expat.does_not_see(*ADDRESS)
    expat.presses("Book this time", refused=422).sees("Choose a time.", "only see the home if you agree")
    (time,) = viewings_of(home.offer.id)
    expat.presses("Book this time", time=str(time.id), phone="+31 6 5550 1234", agrees=True)
    expat.sees("Your viewing is booked.", "You go and see this home", "Wednesday 16 December 2026", *ADDRESS)
    expat.sees("hallo@verhuur.example", "071 500 00 21")
    row = interest_of(case.id, home.offer.id)
    assert row is not None
    assert (row.shares_at is not None, row.phone) == (True, "+31 6 5550 1234")
    (mail,) = mails("viewing_booked")
    assert "Morsweg 502" in mail.text
    expat.opens("expat.status").sees("Viewing on Wed 16 Dec, 10:00").does_not_see(*ADDRESS)


def test_the_address_is_not_even_at_hand_without_a_yes_or_once_it_is_over(case: Case, home: Home) -> None:
    row = an_invited(case, home)
    assert own_interest(row, REGION).address is None
    row = a_booked(case, home, hours=50)
    assert own_interest(row, REGION).address is not None
    take_back_interest(case, home.offer.id, by=SYSTEM)
    assert own_interest(row, REGION).address is None


def test_another_time_and_none_at_all(expat: Visitor, case: Case, home: Home) -> None:
    a_booked(case, home)
    later = a_time(home, hours=50)
    expat.opens("expat.offered_home", offer_id=home.offer.id).follows("Change the time").sees("Now booked")
    expat.presses("Book this time", time=str(later.id)).sees("12:00 to 12:20")
    # What waited still, and told of the first time, does not go out any more.
    assert [mail.kind for mail in waiting_for(case)] == ["viewing_booked"]
    assert "12:00" in waiting_for(case)[0].text
    expat.presses("Cancel the viewing").sees("You can choose another time.", "You are invited to see it")
    expat.does_not_see(*ADDRESS)
    assert [one.interest_id for one in viewings_of(home.offer.id)] == [None, None]
    assert waiting_for(case) == []


def test_who_is_second_sees_what_is_left(expat: Visitor, case: Case, home: Home) -> None:
    an_invited(case, home)
    first, other = viewings_of(home.offer.id)[0], who_looks()
    a_time(home, hours=50)
    expat.opens("expat.viewing", offer_id=home.offer.id)
    an_invited(other, home)
    book(other, home.offer.id, first.id, agrees=True, by=SYSTEM)
    expat.presses("Book this time", refused=409, time=str(first.id), agrees=True)
    expat.sees("Somebody else was just before you", "These are still free.", "12:00").does_not_see(
        "10:00 to 10:20"
    )


def test_old_pages_and_two_tabs_of_a_home_that_is_taken(visit: Visit, case: Case, home: Home) -> None:
    an_invited(case, home)
    looks, chooses, fresh = visit(case), visit(case), visit(who_looks())
    looks.opens("expat.offered_home", offer_id=home.offer.id)
    chooses.opens("expat.viewing", offer_id=home.offer.id)
    fresh.opens("expat.offered_home", offer_id=home.offer.id)
    (time,) = viewings_of(home.offer.id)
    mark_taken(home, by=SYSTEM, today=today())
    looks.presses("Not interested any more").sees("This home is taken")
    chooses.presses("Book this time", time=str(time.id), agrees=True).sees("This home is taken")
    fresh.presses("I am interested").sees("This home is taken").follows("See the other homes")
    assert looks.asks_for("expat.viewing", offer_id=home.offer.id).status_code == 303
    assert looks.asks_for("expat.homes").status_code == 200
    for endpoint in ("expat.cancel_viewing", "expat.answer_letting"):
        assert looks.posts(endpoint, {"answer": "yes"}, offer_id=home.offer.id).status_code == 303
    row = interest_of(case.id, home.offer.id)
    assert row is not None
    assert row.state == "over"


def test_it_is_told_once_that_a_home_is_gone(case: Case, home: Home) -> None:
    other = who_looks(a_case(email="other@mail.example", home_kind=None, home_street=None, home_postcode=None))
    a_booked(case, home)
    an_interest(other, home)
    withdraw_home(home, by=SYSTEM, today=today())
    withdraw_home(home, by=SYSTEM, today=today())
    told = {mail.recipient: mail for mail in mails("home_gone")}
    assert len(mails("home_gone")) == 2
    assert "Your viewing on Wednesday 16 December 2026, 10:00 is off" in told["ananya@mail.example"].text
    assert "viewing" not in told["other@mail.example"].text
    assert viewings_of(home.offer.id) == []


def test_yes_it_is_theirs_and_what_comes_next_is_filled_in(
    expat: Visitor, case: Case, home: Home, clock: Traveller
) -> None:
    let_after_viewing(case, home, clock)
    expat.signs_in().opens("expat.status").sees("You rent it: say whether that is so")
    expat.opens("expat.offered_home", offer_id=home.offer.id).sees("Is that right?", *ADDRESS)
    expat.presses("Yes, we take it").sees("This is your home", *ADDRESS)
    expat.opens("expat.status").sees("Your new home", "Morsweg 502").follows(
        "Show us the contract before you sign"
    )
    expat.presses("Begin")
    values = expat.page.form_with("Go on")[0].values()
    assert (values["street"], values["postcode"], values["lets"]) == (["Morsweg 502"], ["2332 XV"], ["whole_home"])
    money = expat.opens("expat.contract_question", slug="money").page.form_with("Go on")[0].values()
    assert (money["rent"], money["service_costs"], money["deposit"]) == (["1650"], ["120"], ["1650"])


def test_who_has_a_home_does_not_read_that_none_suits(
    expat: Visitor, case: Case, home: Home, clock: Traveller
) -> None:
    let_after_viewing(case, home, clock)
    expat.signs_in().opens("expat.homes").sees("You rent it: say whether that is so", "No home suits you now")
    expat.opens("expat.offered_home", offer_id=home.offer.id).presses("Yes, we take it")
    expat.opens("expat.homes").sees("Your new home", "This is your home", "Change what you look for")
    expat.does_not_see("No home suits you now", "Homes you are interested in")


@pytest.mark.parametrize(("contract", "looks_on"), [("indefinite", False), ("short_stay", True)])
def test_who_takes_a_home_that_lasts_looks_at_no_others(
    expat: Visitor, case: Case, clock: Traveller, contract: str, looks_on: bool
) -> None:
    ends = today() + timedelta(days=120) if contract == "short_stay" else None
    landlord = a_partner("C")
    noor = a_user(Role.PARTNER, partner=landlord)
    home, other = a_home(a_partner("B"), contract=Contract(contract), ends=ends), a_home(landlord)
    let_after_viewing(case, home, clock)
    a_booked(case, other)
    expat.signs_in().opens("expat.offered_home", offer_id=home.offer.id).presses("Yes, we take it")
    row = interest_of(case.id, other.offer.id)
    assert row is not None
    assert (row.state == "open", row.has_booked) == (looks_on, looks_on)
    assert [mail.recipient for mail in mails("viewing_moved")] == ([] if looks_on else [noor.email])


def test_the_contract_may_be_read_before_the_yes(expat: Visitor, case: Case, home: Home, clock: Traveller) -> None:
    let_after_viewing(case, home, clock)
    expat.signs_in().opens("expat.offered_home", offer_id=home.offer.id).sees("Do not sign yet", "Is that right?")
    expat.follows("Show us the contract").presses("Begin")
    values = expat.page.form_with("Go on")[0].values()
    assert (values["street"], values["postcode"]) == (["Morsweg 502"], ["2332 XV"])


def test_a_contract_that_was_read_is_not_asked_for_again(
    visit: Visit, expat: Visitor, case: Case, clock: Traveller
) -> None:
    home = a_home(a_partner("B"), street="Hooigracht 12")
    let_after_viewing(case, home, clock)
    expat.signs_in().opens("expat.offered_home", offer_id=home.offer.id).presses("Yes, we take it")
    expat.sees("Do not sign yet").opens("expat.status").sees("Show us the contract before you sign")
    a_judged_contract(case)
    expat.opens("expat.status").sees("Your new home").does_not_see("Show us the contract before you sign")
    expat.opens("expat.offered_home", offer_id=home.offer.id).sees("We have your contract.")
    expat.does_not_see("Do not sign yet").follows("See what we say of it").sees("You can sign this contract")
    visit(case, language="nl").opens("expat.homes").sees("Dit is uw woning")


def test_of_two_invitations_it_is_said_which_home_each_is(expat: Visitor, case: Case, home: Home) -> None:
    an_invited(case, home)
    an_invited(case, a_home(a_partner("B"), postcode="2225 LM", town="Katwijk"))
    expat.opens("expat.status").sees(
        "You are invited to see a home: Apartment, Leiden, 2332.",
        "You are invited to see a home: Apartment, Katwijk, 2225.",
    )


def test_the_new_address_goes_into_the_plan(expat: Visitor, case: Case, home: Home, clock: Traveller) -> None:
    let_after_viewing(case, home, clock)
    expat.signs_in().opens("expat.offered_home", offer_id=home.offer.id).presses("Yes, we take it")
    expat.follows("This is our new address").sees("Morsweg 502", "2332 XV Leiden", "This home is in Leiden")
    expat.presses("Tell us this address").sees("Your new address is in your plan.")
    session.refresh(case)
    assert (case.home_street, case.home_postcode, case.home_from) == ("Morsweg 502", "2332 XV", date(2027, 1, 11))
    assert (case.home_kind, case.home_registration_allowed, case.municipality) == ("rent", True, "0546")
    expat.does_not_see("This is our new address")
    expat.opens("expat.offered_home", offer_id=home.offer.id).sees("This is your home")
    expat.does_not_see("This is our new address")


def test_no_they_did_not_take_it_and_it_is_free_again(
    visit: Visit, expat: Visitor, case: Case, home: Home, clock: Traveller
) -> None:
    other = who_looks()
    let_after_viewing(case, home, clock)
    visit(other).opens("expat.offered_home", offer_id=home.offer.id).sees("This home is taken")
    expat.signs_in().opens("expat.offered_home", offer_id=home.offer.id).presses("No, we did not take it")
    expat.sees("We told them that you do not take it.", "I am interested").does_not_see(*ADDRESS)
    visit(other).opens("expat.offered_home", offer_id=home.offer.id).presses("I am interested")


def test_only_who_took_it_moves_in(visit: Visit, case: Case, home: Home) -> None:
    a_booked(case, home)
    visit(case).cannot_open("expat.move_in", offer_id=home.offer.id)
    assert visit(case).posts("expat.say_moved_in", {}, offer_id=home.offer.id).status_code == 404


def test_the_search_leads_to_the_contract_once_a_home_is_taken(
    expat: Visitor, case: Case, home: Home, clock: Traveller
) -> None:
    let_after_viewing(case, home, clock)
    expat.signs_in().opens("expat.offered_home", offer_id=home.offer.id).presses("Yes, we take it")
    complete(case, "temporary_home")
    expat.opens("expat.status").sees("Show us your contract")


def test_nobody_floods_a_partner_with_viewings_that_are_moved(expat: Visitor, case: Case, home: Home) -> None:
    """Security T16: each move is a mail to everybody of the partner."""
    first, second = a_time(home), a_time(home, hours=50)
    an_invited(case, home)
    for number in range(VIEWINGS_BOOKED.allowed):
        book(case, home.offer.id, (first, second)[number % 2].id, agrees=True, by=SYSTEM)
    with pytest.raises(TooManyBooked):
        book(case, home.offer.id, first.id, agrees=True, by=SYSTEM)
    expat.opens("expat.viewing", offer_id=home.offer.id)
    expat.presses("Book this time", refused=422, time=str(first.id)).sees("You have booked very often today.")
    expat.opens("expat.offered_home", offer_id=home.offer.id).presses("Cancel the viewing")
