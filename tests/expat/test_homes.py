"""Homes that suit the household: in which order and why, one of them, and what is never told."""

from datetime import date

import pytest

from expatdesk.cases.models import Case, CaseState
from expatdesk.documents.models import HomePhoto
from expatdesk.housing.homes import mark_taken, withdraw_home
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.rules.homes import Contract
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_home, a_partner, a_representative, complete
from tests.factories.wishes import NO_HOME, who_looks
from tests.visitor import Visitor


@pytest.fixture
def case(app: object) -> Case:
    """A household that said what it looks for."""
    return who_looks()


def test_the_wishes_come_first(visit: Visit) -> None:
    case = a_case(**NO_HOME)
    a_home()
    expat = visit(case)
    assert expat.asks_for("expat.homes").location.endswith("/my/home")
    expat.opens("expat.home_wishes").sees("Tell us first what home you look for.").does_not_see(
        "See homes for you"
    )
    who_looks(case)
    expat.opens("expat.home_wishes").follows("See homes for you").sees("1 home suits you.")


def test_the_best_is_first_with_its_reasons_and_no_address(visit: Visit, case: Case) -> None:
    partner = a_partner()
    a_home(partner, rent=176_000, street="Rijnstraat 620", postcode="2223 EE", town="Katwijk", deposit=0)
    a_home(partner, rooms=4)
    expat = visit(case).opens("expat.status").follows("See homes for you").sees("2 homes suit you.")
    text = expat.page.text
    assert text.index("Apartment, 4 rooms") < text.index("Apartment, 3 rooms")
    expat.sees(
        "Fits: within your budget, 4 rooms", "€80 a month above your budget.", "Leiden, 2332", "Katwijk, 2223"
    )
    expat.does_not_see("Morsweg", "Rijnstraat", "502", "620", "XV", "2223 EE")


def test_one_home_with_all_its_terms(visit: Visit, case: Case) -> None:
    home = a_home(
        contract=Contract.TEMPORARY, ends=date(2029, 1, 10), text_nl="Ruim en licht", energy_label="B", points=190
    )
    photo = HomePhoto(
        home_id=home.id, position=0, stored_as="0" * 64, key_id="gone", media_type="image/jpeg", size=1,
        shown_name="a.jpg",
    )  # fmt: skip
    session.add(photo)
    session.flush()
    expat = visit(case).opens("expat.homes").follows("Apartment, 3 rooms, Leiden, 2332").sees(
        "€1,650.00 a month", "€1,650.00, once", "energy label B", "Ruim en licht",
        "Ask which reason the law gives", "only allowed in cases that the law names", "Offered by",
    )  # fmt: skip
    expat.does_not_see("Morsweg", "XV")
    assert 'lang="nl">Ruim' in expat.page.html
    assert 'alt="Photo 1"' in expat.page.html


def test_where_few_suit_it_is_said_what_would_show_more(visit: Visit, case: Case) -> None:
    a_home()
    expat = visit(case).opens("expat.homes").does_not_see("What would show you more homes:")
    a_home(a_partner("B"), rent=300_000, deposit=0)
    expat.opens("expat.homes").sees("1 home suits you.", "What would show you more homes: A higher budget: 1 home")


def test_when_none_suits_it_is_said_why(visit: Visit) -> None:
    case = who_looks(budget=100_000)
    expat = visit(case).opens("expat.homes").sees("Our partners offer no home at this moment.")
    a_home(deposit=0)
    a_home(a_partner("B"), most_registered=0)
    expat.opens("expat.homes").sees(
        "Our partners offer 2 homes now. Not one of them suits:", "2 homes: too far above your budget",
        "1 home: not all of you can be registered there", "A higher budget: 1 home, from €1,770 a month.",
    ).follows("Look at your wishes again")  # fmt: skip


def test_pages_of_twenty(visit: Visit, case: Case) -> None:
    partner = a_partner()
    for number in range(21):
        a_home(partner, rent=100_000 + number * 1000, deposit=0)
    expat = visit(case).opens("expat.homes").sees("21 homes suit you.", "€1,120.00").does_not_see("€1,320.00")
    expat.follows("More homes").sees("€1,320.00").does_not_see("€1,120.00").follows("Better ones").sees(
        "€1,120.00"
    )
    expat.opens("expat.homes", page=9).sees("There are no more homes.")


def test_a_home_that_is_gone_says_so_and_nothing_else(visit: Visit, case: Case) -> None:
    taken, out, draft = a_home(), a_home(a_partner("B")), a_home(a_partner("C"), is_offered=False)
    expat = visit(case).opens("expat.offered_home", offer_id=taken.offer.id)
    mark_taken(taken, by=SYSTEM, today=today())
    withdraw_home(out, by=SYSTEM, today=today())
    for home in (taken, out):
        expat.opens("expat.offered_home", offer_id=home.offer.id).sees("This home is taken").does_not_see("2332")
        assert expat.asks_for("expat.offered_photo", offer_id=home.offer.id, photo_id=home.id).status_code == 404
    expat.cannot_open("expat.offered_home", offer_id=draft.offer.id)
    expat.opens("expat.homes").sees("no home at this moment")


def test_one_that_does_not_suit_is_not_shown_by_its_address(visit: Visit, case: Case) -> None:
    home = a_home(most_people=1, most_registered=0)
    visit(case).opens("expat.offered_home", offer_id=home.offer.id).sees("does not suit you any more")


def test_who_looks_for_none_is_led_back(visit: Visit) -> None:
    settled = a_case()
    assert visit(settled).asks_for("expat.homes").location.endswith("/my/")
    visit(settled).opens("expat.status").does_not_see("See homes for you")
    closed = who_looks()
    closed.state, closed.closed_on = CaseState.CLOSED, today()
    session.flush()
    assert visit(closed).asks_for("expat.homes").location.endswith("/my/")


def test_the_lead_goes_with_the_search(visit: Visit, case: Case) -> None:
    visit(case).opens("expat.status").sees("See homes for you")
    complete(case, "home_search")
    visit(case).opens("expat.status").does_not_see("See homes for you")


def test_between_household_and_desk_alone(visit: Visit, case: Case, hr: Visitor) -> None:
    a_home()
    for who in (visit(a_representative(case, may_act=True)), hr):
        who.cannot_open("expat.homes")


def test_an_officer_sees_the_same_and_it_is_written_down(officer: Visitor, case: Case) -> None:
    a_home()
    officer.opens("desk.case", case_id=case.id).follows("Homes that suit them")
    officer.sees("1 home suits them.", "Fits: within your budget").does_not_see("Morsweg")
    line = session.query(LogLine).filter_by(verb="homes_looked_at").one()
    assert line.case_id == case.id
    officer.opens("desk.history", case_id=case.id).sees("looked which homes suit the household")
