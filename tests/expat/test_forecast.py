"""The forecast on the status page: when it is there, what it says, and that it is told from law and promise."""

from datetime import date, timedelta

import pytest
import time_machine

from expatdesk.cases.forecast_models import Forecast
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.projection import refresh
from expatdesk.expat.overview import status_page
from expatdesk.expat.overview.dates import FORECAST, Dated
from expatdesk.rules.forecasts import Awaited, Kind
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.i18n import speaking
from tests.conftest import Visit
from tests.factories import a_case, registered, up_to_visit
from tests.factories.cases import REGION, complete
from tests.factories.queries import counted_queries
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")


def known(awaited: Awaited, half: int | None, most: int | None, kind: Kind = Kind.ALL_OTHERS) -> None:
    """So long comparable households waited for this; None where there were too few."""
    session.add(Forecast(step=awaited, kind=kind, households=34, half=half, most=most, counted_on=today()))
    session.flush()


def handed_in(**changes: object) -> Case:
    """Its papers are with the desk since today, a Monday."""
    case = a_case(arrival=today() - timedelta(days=3), **changes)  # type: ignore[arg-type]
    complete(case, "intake")
    complete(case, "papers_handed_in")
    return case


def expected(case: Case, language: str = "en") -> Dated | None:
    """The forecast beside "Do this now", if any."""
    with speaking(language):
        shown = status_page(case, REGION, today())
    return next((dated for dated in shown.why if dated.kind == FORECAST), None)


def test_the_three_dates_stand_side_by_side(visit: Visit) -> None:
    known(Awaited.PAPERS, 2, 4)
    expat = visit(handed_in()).opens("expat.status")
    expat.sees("Last day", "Our promise", "We answer within 5 working days.", "Forecast")
    expat.sees("between Wed 16 Dec and Fri 18 Dec", "You hear from us about your papers.")
    expat.sees("Half of comparable households had this within 2 working days, 8 of 10 within 4 working days.")
    expat.sees("Days of their own turn do not count. Not a promise.")
    expat.sees("The desk, by Mon 21 Dec (our promise)", "(by law)")


def test_the_days_move_on_with_the_days_waited() -> None:
    known(Awaited.PAPERS, 2, 4)
    case = handed_in()
    first = today()
    spans = []
    for days in range(6):
        with time_machine.travel(f"{first + timedelta(days=days)} 12:00", tick=False):
            refresh(case, REGION, today())
            dated = expected(case)
            spans.append((dated.day, dated.until) if dated else None)
    wednesday, friday = first + timedelta(days=2), first + timedelta(days=4)
    thursday = first + timedelta(days=3)
    assert spans[:3] == [(wednesday, friday)] * 3
    assert spans[3:5] == [(thursday, friday), (friday, friday)]
    # On Saturday it has taken no longer than for 8 of 10: the next working day counts.
    assert spans[5] == (first + timedelta(days=7), first + timedelta(days=7))


def test_who_waits_longer_than_most_reads_no_forecast() -> None:
    known(Awaited.PAPERS, 0, 1)
    case = handed_in()
    assert expected(case) is not None
    with time_machine.travel(f"{today() + timedelta(days=2)} 12:00", tick=False):
        assert expected(case) is None


def test_of_too_few_nothing_is_said(visit: Visit) -> None:
    known(Awaited.PAPERS, None, None)
    known(Awaited.PAPERS, 1, 2, Kind.EU_CITIZENS)
    visit(handed_in()).opens("expat.status").does_not_see("Forecast", "Usually takes")


def test_while_it_is_their_own_turn_a_length_stands_for_the_day(visit: Visit) -> None:
    known(Awaited.PAPERS, 2, 4)
    known(Awaited.REGISTRATION, 3, 3)
    case = a_case()
    assert expected(case) is None
    expat = visit(case).opens("expat.status")
    expat.sees("Usually takes 2 to 4 working days", "Usually takes 3 working days").does_not_see("Forecast")


def test_a_registration_is_forecast_until_its_day_is_booked() -> None:
    known(Awaited.REGISTRATION, 3, 5)
    case = handed_in(nationality="IN")
    complete(case, "papers_checked")
    assert case.next_party == "employer"
    dated = expected(case)
    assert dated is not None
    assert (dated.day, dated.until) == (today() + timedelta(days=3), today() + timedelta(days=7))
    assert dated.text.startswith("You are registered.")
    booked = up_to_visit(a_case())
    assert expected(booked) is None


def test_before_the_arrival_it_is_counted_from_that_day() -> None:
    known(Awaited.REGISTRATION, 1, 2)
    case = a_case(arrival=date(2027, 1, 11))
    for step_id in ("intake", "papers_handed_in", "papers_checked"):
        complete(case, step_id)
    dated = expected(case)
    assert dated is not None
    assert (dated.day, dated.until) == (date(2027, 1, 12), date(2027, 1, 13))


def test_a_bsn_by_post_is_forecast_from_the_registration() -> None:
    known(Awaited.BSN, 4, 4)
    case = registered(a_case(), bsn_way=None)
    dated = expected(case, "nl")
    assert dated is not None
    assert dated.day == dated.until
    assert dated.text.startswith(
        "U hebt uw BSN. 8 van de 10 vergelijkbare huishoudens hadden dit binnen 4 werkdagen."
    )
    assert expected(registered(a_case(), bsn_way=BsnWay.HANDED_OVER)) is None


def test_whoever_registers_elsewhere_reads_none(visit: Visit) -> None:
    for awaited in Awaited:
        known(awaited, 1, 2)
    expat = visit(a_case(stay_months=2)).opens("expat.status")
    expat.does_not_see("Forecast", "Usually takes")


def test_the_page_reads_it_in_one_go(visit: Visit) -> None:
    for awaited in Awaited:
        known(awaited, 1, 2)
    expat = visit(handed_in())
    with counted_queries() as queries:
        expat.asks_for("expat.status")
    assert len([query for query in queries if "FROM forecast" in query.replace("\n", " ")]) == 1


def test_officers_read_it_beside_the_step(officer: Visitor) -> None:
    known(Awaited.PAPERS, 2, 4)
    known(Awaited.REGISTRATION, 3, 5)
    officer.opens("desk.case", case_id=handed_in().id).sees("Usually takes 2 to 4 working days")
    officer.does_not_see("Usually takes 3 to 5 working days")


def test_the_coordinator_reads_all_of_it(coordinator: Visitor) -> None:
    coordinator.opens("desk.ratings").sees("Not counted yet: that is done each night.")
    known(Awaited.PAPERS, 2, 4)
    known(Awaited.PAPERS, None, None, Kind.EU_CITIZENS)
    coordinator.opens("desk.ratings").sees(
        "Papers checked", "all others", "34", "2 working days", "4 working days"
    )
    coordinator.sees("citizens of the EU", "too few to say")
