"""What the status page says to a household that another office registers."""

from datetime import datetime, time, timedelta

import time_machine

from expatdesk.cases.models import Case
from expatdesk.expat.overview import StatusPage
from expatdesk.rules.plan import DueKind
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM
from tests.expat.households import NO_HOME
from tests.expat.test_overview import ARRIVAL, open_line, page
from tests.factories import a_case, complete


def test_where_another_office_registers_there_is_no_visit(region: Region, app: object) -> None:
    shown = page(a_case(arrival=ARRIVAL, has_bsn=True), region)
    assert shown.visit is None
    assert shown.elsewhere is not None
    assert shown.elsewhere.office is not None
    assert shown.elsewhere.office.website == "gemeente.leiden.nl"
    assert shown.now.title == "Register at your town hall"
    assert shown.elsewhere.notice == shown.elsewhere.where
    assert shown.now.why == shown.elsewhere.meaning
    assert not shown.papers.groups
    assert "Reported elsewhere" not in [line.title for track in shown.tracks for line in track.done]


def test_in_a_town_that_the_desk_does_not_serve_it_says_what_it_does(region: Region, app: object) -> None:
    case = a_case(arrival=ARRIVAL, home_postcode="2225 AB")
    shown = page(case, region)
    assert shown.elsewhere is not None
    assert shown.now.why.startswith("This home lies in Katwijk.")
    assert "town hall of Katwijk" in shown.elsewhere.where
    assert shown.elsewhere.still_ours == "This desk does help you with your social network."
    case.wants_housing_help, case.wants_social = True, False
    shown = page(case, region)
    assert shown.elsewhere is not None
    assert shown.elsewhere.still_ours == "This desk does help you with finding a home."
    case.wants_housing_help = False
    shown = page(case, region)
    assert shown.elsewhere is not None
    assert shown.elsewhere.still_ours == ""


def test_another_office_comes_before_everything_else(region: Region, app: object) -> None:
    shown = page(a_case(**NO_HOME, arrival=ARRIVAL, stay_months=3), region)
    assert shown.now.title == "Register at an RNI desk"
    assert shown.now.due is None
    assert not shown.gets_pack


def test_until_the_arrival_it_is_where_to_report_that_counts(
    region: Region, app: object, clock: time_machine.Traveller
) -> None:
    def words(shown: StatusPage) -> list[str | None]:
        buttons = (shown.now.button, open_line(shown, "Register at an RNI desk").button)
        return [button.word if button else None for button in buttons]

    case = a_case(arrival=None, stay_months=3)
    assert words(page(case, region)) == ["See where you register", None]
    case.arrival = ARRIVAL
    assert words(page(case, region)) == ["See where you register", None]
    clock.move_to(datetime.combine(ARRIVAL, time(9), AMSTERDAM))
    assert words(page(case, region)) == ["I have done this", None]


def test_without_an_address_the_questions_can_be_answered_already(region: Region, app: object) -> None:
    shown = page(a_case(**NO_HOME, arrival=ARRIVAL), region)
    line = open_line(shown, "Answer our questions")
    assert line.button is not None
    assert line.button.endpoint == "expat.intake"
    assert shown.elsewhere is not None
    assert shown.elsewhere.notice == shown.elsewhere.meaning


def test_without_an_address_it_says_how_to_report_and_what_comes_of_it(
    region: Region, app: object, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime.combine(ARRIVAL, time(9), AMSTERDAM))
    shown = page(a_case(**NO_HOME, arrival=ARRIVAL), region)
    act = "Ask the town hall there how. As soon as you have an address, we can register you."
    assert shown.elsewhere is not None
    assert shown.now.title == "Report to the municipality where you stay"
    assert shown.now.why == f"{shown.elsewhere.meaning} {act}"
    assert open_line(shown, "Report to the municipality where you stay").say == act
    assert shown.ball is not None
    assert [turn.does for turn in shown.ball.turns] == ["report your arrival"]


def at_home_here(case: Case, *done: str) -> None:
    """Reported elsewhere 90 days after it came, the household finds a home in Leiden for day 100 on."""
    complete(case, "referral")
    case.home_kind, case.home_postcode, case.home_registration_allowed = "rent", "2312 AB", True
    case.home_street, case.home_from = "Hooigracht 5", ARRIVAL + timedelta(days=100)
    for step in done:
        complete(case, step)


def test_who_reported_elsewhere_and_finds_a_home_here_is_not_late_from_arrival(
    region: Region, app: object, clock: time_machine.Traveller
) -> None:
    """What is still to be reported is a move: the old page told them that they should have reported months ago."""
    case = a_case(**NO_HOME, arrival=ARRIVAL)
    clock.move_to(datetime.combine(ARRIVAL + timedelta(days=90), time(9), AMSTERDAM))
    at_home_here(case, "intake", "papers_handed_in")
    shown = page(case, region)
    assert shown.now.title == "Book your visit"
    assert "By law you should" not in shown.now.why
    assert not shown.now.is_late
    lawful = [(dated.day, dated.text) for dated in shown.why if dated.kind == DueKind.STATUTORY]
    assert lawful == [(shown.now.due, "The law: you report a move within 5 days.")]
    assert shown.visit is not None
    assert not shown.visit.is_late
    moments = [moment.text for moment in shown.months]
    assert "The law: you report your move, at your visit." in moments
    assert "The law: you report your arrival, at your visit." not in moments
    # What they did before stays in sight, and counts in no plan of this desk.
    (before,) = [line for track in shown.tracks for line in track.done if line.title == "Reported elsewhere"]
    assert (before.day, before.is_counted) == (ARRIVAL + timedelta(days=90), False)


def test_a_move_that_was_not_reported_in_time_is_called_one(
    region: Region, app: object, clock: time_machine.Traveller
) -> None:
    case = a_case(**NO_HOME, arrival=ARRIVAL)
    clock.move_to(datetime.combine(ARRIVAL + timedelta(days=90), time(9), AMSTERDAM))
    at_home_here(case, "intake")
    clock.move_to(datetime.combine(ARRIVAL + timedelta(days=120), time(9), AMSTERDAM))
    assert "By law you should have reported your move by " in page(case, region).now.why


def test_who_was_in_the_rni_registers_for_the_first_time_when_it_stays_on(
    region: Region, app: object, clock: time_machine.Traveller
) -> None:
    case = a_case(arrival=ARRIVAL, stay_months=3)
    clock.move_to(datetime.combine(ARRIVAL + timedelta(days=60), time(9), AMSTERDAM))
    at_home_here(case)
    assert page(case, region).now.title != "Register at an RNI desk"
    case.stay_months = 12
    shown = page(case, region)
    assert shown.now.title == "Register at your town hall"
    assert not shown.now.is_late
    complete(case, "referral")
    case.has_bsn = True
    assert page(case, region).now.title != "Register at your town hall"


def test_until_there_is_an_address_the_law_is_told_beside_the_route(
    region: Region, app: object, clock: time_machine.Traveller
) -> None:
    case = a_case(**NO_HOME, arrival=ARRIVAL)
    clock.move_to(datetime.combine(ARRIVAL, time(9), AMSTERDAM))
    shown = page(case, region).elsewhere
    assert shown is not None
    assert shown.still_ours.startswith("Until then you report your arrival to the municipality where you stay")
    complete(case, "referral")
    shown = page(case, region).elsewhere
    assert shown is not None
    assert shown.still_ours == ""
