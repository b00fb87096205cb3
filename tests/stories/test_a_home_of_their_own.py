"""A household at its employer's address: two viewings, a contract read, and its own home in another town."""

from datetime import date, datetime, time, timedelta

import pytest
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.housing.home_models import Home, OfferState
from expatdesk.housing.interest_queries import interest_of, viewings_of
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Partner
from expatdesk.people.models import Role
from expatdesk.rules.plan import StepState
from expatdesk.rules.terms import add_months, add_working_days
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.documents.hostile import picture
from tests.factories import a_home, a_partner, a_user, the_plan
from tests.factories.cases import REGION
from tests.factories.temporary import at_work
from tests.factories.viewings import an_interest
from tests.factories.wishes import who_looks
from tests.sending_files import sent
from tests.visitor import Visitor

TIMES = {"day-day": "17", "day-month": "12", "day-year": "2026", "starts": "17:00", "minutes": "20", "count": "2"}
MOVES_IN = date(2027, 1, 11)
# What the partner has not told already, question by question.
ANSWERS: tuple[dict[str, str], ...] = (
    {}, {"others": "0"}, {"is_sublet": "no"}, {"may_leave_early": "yes"}, {"asks_agency_fee": "no"},
    {"is_written": "yes", "is_informed": "yes", "points": "190"},
    {"pay_before_viewing": "no", "landlord_abroad": "no", "price_too_low": "no"},
)  # fmt: skip


@pytest.fixture
def case(app: object) -> Case:
    """Ananya, registered at the address of her employer today."""
    return at_work()


@pytest.fixture
def ananya(visit: Visit, case: Case) -> Visitor:
    return visit(case)


@pytest.fixture
def partner(app: object) -> Partner:
    return a_partner(email="hallo@verhuur.example")


@pytest.fixture
def noor(visit: Visit, partner: Partner) -> Visitor:
    """Who lets the homes."""
    return visit(a_user(Role.PARTNER, partner=partner, name="Noor Zandvliet"))


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    return visit(a_user(Role.OFFICER, name="Sanne de Wit"))


@pytest.fixture
def in_leiden(partner: Partner) -> Home:
    return a_home(partner)


@pytest.fixture
def in_katwijk(partner: Partner) -> Home:
    """The one that it becomes."""
    return a_home(
        partner, street="Boulevard 12", postcode="2225 LM", town="Katwijk", rent=150_000, deposit=150_000
    )


def test_from_the_employers_address_to_a_home_of_their_own(
    ananya: Visitor,
    noor: Visitor,
    officer: Visitor,
    case: Case,
    in_leiden: Home,
    in_katwijk: Home,
    clock: Traveller,
) -> None:
    assert case.temporary_until == add_months(today(), 3)
    _she_tells_what_she_looks_for_and_is_shown_both(ananya, in_leiden, in_katwijk)
    _she_sees_both(ananya, noor, case, [in_leiden, in_katwijk])
    other = an_interest(who_looks(), in_katwijk)
    clock.move_to(viewings_of(in_katwijk.offer.id)[-1].ends_at + timedelta(days=1), tick=False)
    _the_second_is_let_to_her(ananya.signs_in(), noor.signs_in(), in_katwijk)
    assert [mail.case_id for mail in _mails("home_gone")] == [other.case_id]
    _the_desk_reads_the_contract_in_time(ananya, officer.signs_in(), case)
    _she_moves_and_all_clocks_follow(ananya, case, in_katwijk, clock)


def _she_tells_what_she_looks_for_and_is_shown_both(ananya: Visitor, *homes: Home) -> None:
    ananya.opens("expat.status").sees("You can be registered here until")
    ananya.opens("expat.home_wishes").presses("Save my wishes", budget="1700", rooms="3", minutes_to_work="30")
    ananya.opens("expat.homes").sees("Katwijk", "Leiden").does_not_see(*(home.street for home in homes))


def _she_sees_both(ananya: Visitor, noor: Visitor, case: Case, homes: list[Home]) -> None:
    for number, home in enumerate(homes):
        ananya.opens("expat.offered_home", offer_id=home.offer.id).presses("I am interested")
        times = {**TIMES, "starts": f"{17 + number}:00"}
        noor.opens("partner.viewings", home_id=home.id).does_not_see("Krishnan").presses(
            "Offer these times", **times
        )
        noor.presses("Invite Ananya")
        first = viewings_of(home.offer.id)[0]
        ananya.opens("expat.viewing", offer_id=home.offer.id)
        ananya.presses("Book this time", time=str(first.id), agrees=True).sees(
            "You go and see this home", home.street
        )
        row = interest_of(case.id, home.offer.id)
        assert row is not None
        assert row.shares_at is not None


def _the_second_is_let_to_her(ananya: Visitor, noor: Visitor, home: Home) -> None:
    noor.opens("partner.viewings", home_id=home.id).follows("Let to this household")
    noor.presses("Let it to this household")
    ananya.opens("expat.offered_home", offer_id=home.offer.id).presses("Yes, we take it").sees("This is your home")
    session.refresh(home.offer)
    assert home.offer.state == OfferState.TAKEN


def _the_desk_reads_the_contract_in_time(ananya: Visitor, officer: Visitor, case: Case) -> None:
    ananya.opens("expat.status").follows("Show us the contract before you sign").presses("Begin")
    for answers in ANSWERS:
        ananya.presses("Go on", **answers)
    ananya.presses("Hand in", files=sent(("lease.jpg", picture()))).follows("Look at everything, and send")
    ananya.presses("Send to the desk").sees("The desk reads it")
    step = the_plan(case).step("contract_check")
    assert (step.state, step.due) == (StepState.OPEN, add_working_days(today(), 2, REGION.extra_holidays))
    officer.opens("desk.case", case_id=case.id).follows("Boulevard 12")
    officer.presses("Send it to the household", judgement="sign", remark="A fair contract.")
    assert the_plan(case).step("contract_check").state is StepState.DONE


def _she_moves_and_all_clocks_follow(ananya: Visitor, case: Case, home: Home, clock: Traveller) -> None:
    ananya.opens("expat.move_in", offer_id=home.offer.id)
    ananya.sees("This home is in Katwijk", "Report your new address").presses("Tell us this address")
    step = the_plan(case).step("address_reported")
    # The fifth day is a Saturday: the Monday after it is in time (Algemene termijnenwet 1).
    assert (step.state, step.due) == (StepState.OPEN, date(2027, 1, 18))
    clock.move_to(datetime.combine(MOVES_IN, time(12), AMSTERDAM), tick=False)
    ananya.signs_in().opens("expat.step", key="address_reported").presses("I have reported it")
    session.refresh(case)
    plan = the_plan(case)
    assert (case.home_street, case.home_postcode, case.temporary_until) == (home.street, home.postcode, None)
    assert {plan.step(key).state for key in ("home_found", "employer_address_ends")} == {StepState.DONE}
    ananya.opens("expat.status").does_not_see("You can be registered here until")


def _mails(kind: str) -> list[Mail]:
    session.flush()
    return session.query(Mail).filter_by(kind=kind).all()
