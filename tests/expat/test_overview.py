"""What the status page says, put together without a page."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask

from expatdesk.appointments.actions import book_visit
from expatdesk.cases.models import Case
from expatdesk.expat.overview import StatusPage, status_page
from expatdesk.expat.overview.dates import PLANNED
from expatdesk.expat.overview.members import Mark
from expatdesk.expat.overview.tracks import Open
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.plan import DueKind, Track
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.i18n import speaking
from tests.factories import a_case, an_employer, registered, room_for, up_to_visit, with_family
from tests.factories.cases import complete, the_plan
from tests.visitor import Visitor

ARRIVAL = date(2027, 1, 4)


@pytest.fixture
def hired(app: object) -> Case:
    """Somebody who arrives in three weeks, at work from the first day."""
    return a_case(arrival=ARRIVAL, first_working_day=date(2027, 1, 11), home_from=ARRIVAL)


def page(case: Case, region: Region, language: str = "en") -> StatusPage:
    with speaking(language):
        return status_page(case, region, today())


def open_line(shown: StatusPage, title: str) -> Open:
    return next(line for track in shown.tracks for line in track.open if line.title == title)


def titles(shown: StatusPage, track: str) -> tuple[list[str], list[str], list[str]]:
    view = next(view for view in shown.tracks if view.key == track)
    return [x.title for x in view.done], [x.title for x in view.open], [x.title for x in view.later]


# -- now, and who holds the ball --------------------------------------------------------------------------


def test_at_first_the_questions(hired: Case, region: Region) -> None:
    shown = page(hired, region)
    assert (shown.now.title, shown.now.is_yours, shown.now.due) == ("Answer our questions", True, None)
    assert shown.now.button is not None
    assert (shown.now.button.word, shown.now.button.endpoint) == ("Start", "expat.intake")
    assert shown.ball is not None
    assert [(turn.who, turn.does) for turn in shown.ball.turns] == [
        ("You", "answer our questions"),
        ("The desk", "checks your papers"),
        ("Leiden", "registers you at the visit"),
    ]


def test_why_by_then_has_each_kind_of_date_once(hired: Case, region: Region) -> None:
    complete(hired, "intake")
    dates = page(hired, region).why
    assert [(dated.kind, dated.day) for dated in dates] == [
        (DueKind.ADVICE, date(2026, 12, 17)),
        (PLANNED, ARRIVAL),
        (DueKind.STATUTORY, date(2027, 1, 11)),
    ]


def test_a_date_by_law_stands_there_once(hired: Case, region: Region) -> None:
    for step in ("intake", "papers_handed_in", "papers_checked", "residence_right:0"):
        complete(hired, step)
    shown = page(hired, region)
    assert shown.now.title == "Book your visit"
    assert shown.now.button is not None
    assert shown.now.button.endpoint == "expat.visit"
    assert [dated.kind for dated in shown.why] == [PLANNED, DueKind.STATUTORY]


def test_while_the_desk_is_busy_there_is_nothing_to_do(hired: Case, region: Region) -> None:
    complete(hired, "intake")
    complete(hired, "papers_handed_in")
    # Booking waits for the papers alone, so it comes first for who has handed them in.
    shown = page(hired, region)
    assert shown.ball is not None
    assert (shown.now.title, shown.ball.with_whom) == ("Book your visit", "you and the desk")
    room_for(hired, date(2027, 1, 6), time(10))
    book_visit(hired, date(2027, 1, 6), time(10), version=hired.version, by=SYSTEM, region=region, today=today())
    shown = page(hired, region)
    assert (shown.now.title, shown.now.is_yours, shown.now.button) == ("We check your papers", False, None)
    assert shown.now.due == date(2026, 12, 21)
    assert shown.ball is not None
    assert shown.ball.with_whom == "the desk"


def test_the_visit_is_told_with_its_time(hired: Case, region: Region) -> None:
    up_to_visit(hired, day=date(2027, 1, 6), at=time(10))
    shown = page(hired, region)
    assert shown.now.title == "Leiden registers you at your visit"
    assert shown.now.at == datetime(2027, 1, 6, 10, tzinfo=AMSTERDAM)
    assert shown.now.due is None
    assert shown.visit is not None
    assert shown.visit.at == shown.now.at


def test_an_unknown_arrival_is_the_thing_to_tell(region: Region, app: object) -> None:
    case = a_case(arrival=None, first_working_day=None)
    for step in ("intake", "papers_handed_in", "papers_checked", "residence_right:0"):
        complete(case, step)
    shown = page(case, region)
    assert shown.now.title == "Tell us when you arrive"
    assert shown.now.button is not None
    assert shown.now.button.values == {"slug": "arrival"}
    assert shown.line == "You have not told us yet when you arrive."
    assert titles(shown, "registration")[2][0] == "Book your visit"


def test_advice_that_came_too_late_gives_way(region: Region, app: object, clock: time_machine.Traveller) -> None:
    case = registered(a_case())
    clock.shift(timedelta(days=20))
    shown = page(case, region)
    late = open_line(shown, "Tell us what you like to do")
    assert late.kind == "late"
    assert shown.now.title != late.title


def test_the_ball_starts_at_the_thing_to_do_now(region: Region, app: object) -> None:
    shown = page(registered(a_case()), region)
    assert shown.now.title == "Tell us what you like to do"
    assert shown.ball is not None
    assert shown.ball.with_whom == "you and the desk"
    assert shown.ball.turns[0].does == "tell us what you like to do"


# -- tracks -----------------------------------------------------------------------------------------------


def test_steps_of_several_people_are_one_line(region: Region, app: object) -> None:
    case = registered(with_family(a_case(), children=1))
    shown = page(case, region)
    done, _open, _later = titles(shown, "registration")
    assert done.count("Registered") == 1
    digid = open_line(shown, "Apply for DigiD")
    assert digid.names == "Ananya and Luc"
    complete(case, "digid:0")
    assert open_line(page(case, region), "Apply for DigiD").names == "Luc"


def test_a_later_step_says_what_it_waits_for(hired: Case, region: Region) -> None:
    view = next(view for view in page(hired, region).tracks if view.key == "registration")
    metas = {line.title: line.meta for line in view.later}
    assert metas["Hand in your papers"] == "waits for your answers, by Thu 17 Dec (our advice)"
    assert metas["The desk checks your papers"] == "waits for your papers"
    assert len(view.shown) == 2
    assert [*view.shown, *view.folded] == view.later


def test_a_later_step_names_for_whom_it_waits(region: Region, app: object) -> None:
    case = up_to_visit(with_family(a_case(), children=1))
    assert names_of_later(page(case, region), "You get your BSN") == ""
    registered(case, first=2)
    assert names_of_later(page(case, region), "You get your BSN") == "Mira"


def names_of_later(shown: StatusPage, title: str) -> str:
    return next(line.names for track in shown.tracks for line in track.later if line.title == title)


def test_only_what_is_near_or_late_carries_colour(
    hired: Case, region: Region, clock: time_machine.Traveller
) -> None:
    complete(hired, "intake")
    shown = page(hired, region)
    assert open_line(shown, "Hand in your papers").kind == "soon"
    employer = hired.employer.name if hired.employer else ""
    permit = open_line(shown, f"{employer} arranges your right to stay")
    assert (permit.kind, permit.turn) == ("wait", f"{employer}, by Mon 14 Dec (our advice)")
    clock.move_to(datetime(2026, 12, 15, 10, tzinfo=AMSTERDAM))
    permit = open_line(page(hired, region), f"{employer} arranges your right to stay")
    assert (permit.kind, permit.turn) == ("soon", f"{employer}, was due Mon 14 Dec (our advice)")
    clock.move_to(datetime(2026, 12, 18, 10, tzinfo=AMSTERDAM))
    shown = page(hired, region)
    late = open_line(shown, "Hand in your papers")
    assert (late.kind, late.turn) == ("late", "Your turn, was due Thu 17 Dec (our advice)")
    assert shown.now.is_late
    assert "By law" not in shown.now.why
    clock.move_to(datetime(2027, 1, 12, 10, tzinfo=AMSTERDAM))
    shown = page(hired, region)
    assert shown.now.why.endswith("By law you should have reported by Monday 11 January 2027: call us.")
    later = [line.meta for track in shown.tracks for line in track.later]
    assert "waits for your papers, was due Mon 11 Jan (by law)" in later


def test_the_now_step_has_its_button_once(hired: Case, region: Region) -> None:
    shown = page(hired, region)
    assert open_line(shown, "Answer our questions").button is None


# -- timeline ---------------------------------------------------------------------------------------------


def test_the_timeline_counts_on_the_visit(hired: Case, region: Region) -> None:
    up_to_visit(hired, day=date(2027, 1, 6), at=time(10))
    days = {moment.text: (moment.day, moment.kind) for moment in page(hired, region).months}
    assert days["Your visit. You go home with your BSN."] == (date(2027, 1, 6), PLANNED)
    assert days["The law: you report your arrival, at your visit."] == (date(2027, 1, 11), DueKind.STATUTORY)
    # Two weeks and six weeks after the visit: from the registration that is expected there.
    assert days["You have told us what you like to do."] == (date(2027, 1, 20), DueKind.ADVICE)
    assert days["You have been to a first activity. Six weeks here: you tell us how it goes."] == (
        date(2027, 2, 17),
        DueKind.ADVICE,
    )
    assert not any("We call to ask" in text for text in days)


def test_an_employer_that_ends_with_a_full_stop_ends_the_sentence(region: Region, app: object) -> None:
    case = a_case(employer=an_employer("Morspoort Therapeutics B.V."))
    assert "First day at Morspoort Therapeutics B.V." in [moment.text for moment in page(case, region).months]


def test_one_line_a_day_and_kind_in_order(hired: Case, region: Region) -> None:
    moments = page(with_family(hired), region).months
    keys = [(moment.day, moment.kind) for moment in moments]
    assert len(keys) == len(set(keys))
    assert [day for day, _ in keys] == sorted(day for day, _ in keys)


def test_what_is_over_leaves_the_timeline(hired: Case, region: Region, clock: time_machine.Traveller) -> None:
    assert "Your papers are with us." in [moment.text for moment in page(hired, region).months]
    clock.move_to(datetime(2026, 12, 18, 10, tzinfo=AMSTERDAM))
    assert "Your papers are with us." not in [moment.text for moment in page(hired, region).months]


def test_insurance_is_told_per_person_where_the_days_differ(region: Region, app: object) -> None:
    case = registered(with_family(a_case(first_working_day=date(2026, 12, 1))))
    texts = [moment.text for moment in page(case, region).months if "insurance" in moment.text]
    assert any("This is for Luc." in text for text in texts)


# -- cards ------------------------------------------------------------------------------------------------


def test_a_household_is_greeted_by_how_many_they_are(hired: Case, region: Region) -> None:
    assert page(hired, region).line == "You arrive in 3 weeks, on Monday 4 January 2027."
    with_family(hired, children=1)
    assert page(hired, region).line == "You, Luc and Mira arrive in 3 weeks, on Monday 4 January 2027."
    assert page(hired, region, "nl").line == "U, Luc en Mira komen over 3 weken aan, op maandag 4 januari 2027."


def test_a_name_from_right_to_left_keeps_to_itself(region: Region, app: object) -> None:
    shown = page(a_case(given_names="نیلوفر", family_name="فرهمند", arrival=ARRIVAL), region)
    assert shown.name == "\u2068نیلوفر\u2069"
    assert shown.members[0].name == "\u2068نیلوفر فرهمند\u2069"


def test_the_visit_costs_what_the_rules_say(region: Region, app: object) -> None:
    exempt = a_case(employer=an_employer("LUMC", fee_exempt=True), arrival=ARRIVAL)
    exempt.submitted_by_id = exempt.id
    visit = page(exempt, region).visit
    assert visit is not None
    assert visit.costs == "Nothing"
    own = page(a_case(arrival=ARRIVAL), region).visit
    assert own is not None
    assert own.costs == "€60.50 with VAT. You pay the desk; it tells you how, and takes no cash."
    invoiced = page(a_case(employer=an_employer("Zijl", invoice_customer=True), arrival=ARRIVAL), region).visit
    assert invoiced is not None
    assert invoiced.costs == "Nothing: your employer pays"


def test_both_sides_count_the_steps_the_same_way(officer: Visitor, app: Flask, region: Region) -> None:
    case = registered(with_family(a_case()))
    complete(case, "digid:0")
    counts = [the_plan(case).progress(track) for track in Track]
    counted = [f"{done} of {total} done" for done, total in counts if total]
    household = Visitor(app, case).opens("expat.status")
    sections = household.page.all("section")
    registration = next(e for e in sections if e.get("aria-labelledby") == "track-registration")
    ticks = [href for use in registration.iter("use") if "chevron" not in (href := use.get("href", ""))]
    assert ["info-circle" in one for one in ticks][:2] == [False, True]
    for visitor in (household, officer.opens("desk.case", case_id=case.id)):
        visitor.sees(*counted)


def test_each_member_has_papers_and_registration_beside_the_others(hired: Case, region: Region) -> None:
    with_family(hired, children=1)
    first, partner, child = page(hired, region).members
    assert first.registration == partner.registration == child.registration == Mark("wait", "Not registered yet")
    asked = [member.papers.word for member in (first, partner, child) if member.papers]
    assert len(asked) == 3
    assert all(word.startswith("0 of ") for word in asked)
    here = with_family(a_case())
    up_to_visit(here)
    registered(here)
    first = page(here, region).members[0]
    assert first.papers == Mark("done", "Checked")
    assert first.registration is not None
    assert first.registration.kind == "done"
