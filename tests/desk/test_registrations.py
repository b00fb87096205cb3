"""What a registrar does: today's visits, and who was registered. Never the number."""

from datetime import date, datetime, time

import pytest
import time_machine
from lxml.etree import _Element as Element

from expatdesk.appointments.actions import book_visit
from expatdesk.cases.history import sentence
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.queries import registration_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.people.models import Role
from expatdesk.rules.plan import StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from tests.conftest import Visit
from tests.expat.households import NO_HOME
from tests.factories import (
    LEIDEN,
    LEIDERDORP,
    a_case,
    a_user,
    an_employer,
    complete,
    registered,
    room_for,
    the_plan,
    up_to_visit,
    with_family,
)
from tests.page import FIELDS, text_of
from tests.visitor import Visitor

ALL_WELL = {"bsn": "handed_over", "originals": "y"}
TOMORROW = datetime(2026, 12, 15, 9, tzinfo=AMSTERDAM)


@pytest.fixture
def family() -> Case:
    """A couple with two children and a visit today."""
    return up_to_visit(with_family(a_case(nationality="FR"), children=2), day=today())


def recorded(case: Case) -> list[tuple[date, str | None] | None]:
    """What is recorded of each member: the day and the way of the BSN."""
    rows = [registration_of(case, person) for person in case.people]
    return [(row.registered_on, row.bsn_way) if row else None for row in rows]


def section(visitor: Visitor, name: str) -> str:
    """What stands in the part of the page with this id as its heading."""
    return next((text_of(e) for e in visitor.page.all("section") if e.get("aria-labelledby") == name), "")


def originals(case: Case) -> list[bool | None]:
    """Whether the originals of each member were seen; None where nothing is recorded."""
    rows = [registration_of(case, person) for person in case.people]
    return [row.originals_seen if row else None for row in rows]


def test_who_registers_at_the_employer_has_its_address(registrar: Visitor, region: Region) -> None:
    employer = an_employer("Rijnveld Software B.V.", street="Einsteinweg 55")
    case = a_case(employer=employer, **NO_HOME)
    case.address_form_signed = True
    up_to_visit(case, day=today())
    registrar.opens("desk.registrations").sees("Einsteinweg 55, 2333 ZA (employer)")
    registrar.opens("desk.case", case_id=case.id).sees("Address Einsteinweg 55, 2333 ZA")
    case.work_street = "Niels Bohrweg 1"
    registrar.opens("desk.registrations").sees("Niels Bohrweg 1, 2333 ZA (employer)")
    case.work_street, case.work_postcode = None, "2311 EZ"
    registrar.opens("desk.registrations").sees("2311 EZ (employer)").does_not_see("Einsteinweg")


def test_one_tick_tells_that_the_originals_of_all_were_seen(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id).presses("Record", **ALL_WELL)
    assert originals(family) == [True] * 4
    assert "The originals were seen." in sentence(history_of(family.id)[0])


def test_the_originals_of_one_of_them_come_later(registrar: Visitor, family: Case) -> None:
    partner = {"person1-originals": "not_yet"}
    registrar.opens("desk.registration", case_id=family.id).presses("Record", refused=422, **ALL_WELL | partner)
    registrar.presses("Record", confirmed=True)
    assert originals(family) == [True, False, True, True]
    registrar.opens("desk.registrations").sees("All; originals not ticked")
    registrar.opens("desk.registration", case_id=family.id).presses("Record", **{"person1-originals": "seen"})
    assert originals(family) == [True] * 4
    assert len([line for line in history_of(family.id) if line.verb == "registered"]) == 5


def test_nobody_is_said_to_have_seen_what_they_did_not_tick(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id)
    registrar.presses("Record", refused=422, bsn="handed_over")
    registrar.sees("You ticked the originals as seen of nobody.")
    assert originals(family) == [None] * 4
    registrar.presses("Record", confirmed=True)
    assert originals(family) == [False] * 4


def test_how_the_number_reached_them_is_never_filled_in_beforehand(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id)
    registrar.presses("Record", refused=422, originals="y").sees("Choose whether they have the BSN now")
    registrar.presses("Record", refused=422, **{f"person{one}-bsn": "by_post" for one in range(3)})
    assert recorded(family) == [None] * 4
    registrar.presses("Record", **{"person3-registered": False})
    assert recorded(family) == [*[(today(), "by_post")] * 3, None]


def test_one_tick_lets_no_second_doubt_through(registrar: Visitor) -> None:
    """Who says that the day is right has not been asked yet whether they saw the originals."""
    case = up_to_visit(a_case(nationality="FR"))
    registrar.opens("desk.registration", case_id=case.id).sees("The visit is only on")
    registrar.presses("Record", refused=422, bsn="handed_over", confirmed=True)
    registrar.sees("You did not tick the originals as seen: Ananya", "Look at this once more")
    assert recorded(case) == [None]
    assert [box.get("checked") is not None for box in doubts(registrar)] == [True, False]
    registrar.presses("Record", confirmed=[box.get("value", "") for box in doubts(registrar)])
    assert recorded(case) == [(today(), "handed_over")]
    assert originals(case) == [False]


def test_a_tick_does_not_hold_for_somebody_else(registrar: Visitor, family: Case) -> None:
    first, second = ({f"person{one}-originals": "not_yet"} for one in (1, 2))
    registrar.opens("desk.registration", case_id=family.id).presses("Record", refused=422, **ALL_WELL | first)
    registrar.presses("Record", refused=422, confirmed=True, **second)
    assert [box.get("checked") for box in doubts(registrar)] == [None]
    registrar.presses("Record", confirmed=True)
    assert originals(family) == [True, False, False, True]


def doubts(registrar: Visitor) -> list[Element]:
    """The boxes to tick, one for each doubt."""
    return [box for box in registrar.page.all("input") if box.get("name") == "confirmed"]


def test_everybody_today_takes_one_press(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id).presses("Record", **ALL_WELL)
    registrar.sees("Municipality of Leiden", f"{family.title}: 4 of 4 registered, BSN of 4 of them recorded.")
    registrar.follows("Look at it or correct it").sees("Record the registration", family.title)
    assert recorded(family) == [(today(), "handed_over")] * 4
    plan = the_plan(family)
    assert {step.state for step in plan.steps if step.key in ("brp_registration", "bsn_issued")} == {
        StepState.DONE
    }
    assert [line.verb for line in history_of(family.id)][:4] == ["registered"] * 4


def test_one_day_and_way_hold_for_all_who_do_not_differ(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id)
    theirs = {
        "person1-bsn": "not_yet",
        "person2-on-day": "10",
        "person2-on-month": "12",
        "person2-on-year": "2026",
    }
    registrar.presses(
        "Record", bsn="by_post", originals="y", **{"on-day": "11", **theirs}, **{"person3-registered": False}
    )
    friday, thursday = date(2026, 12, 11), date(2026, 12, 10)
    assert recorded(family) == [(friday, "by_post"), (friday, None), (thursday, "by_post"), None]
    assert the_plan(family).step("bsn_issued:1").state is StepState.OPEN
    assert the_plan(family).step("brp_registration:3").state is StepState.OPEN


def test_recording_again_corrects(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id).presses("Record", **ALL_WELL | {"bsn": "not_yet"})
    registrar.opens("desk.registration", case_id=family.id)
    registrar.presses("Record", bsn="handed_over", **{"person3-registered": False})
    assert recorded(family) == [*[(today(), "handed_over")] * 3, None]
    verbs = [line.verb for line in history_of(family.id)][:4]
    assert verbs == ["registration_withdrawn", "registered", "registered", "registered"]
    nobody = {f"person{one}-registered": False for one in range(4)}
    registrar.opens("desk.registration", case_id=family.id).presses("Record", **nobody)
    registrar.sees("Nobody is registered.")


def test_a_number_that_came_later_counts_from_then(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id).presses(
        "Record", bsn="not_yet", originals="y", **{"on-day": "10"}
    )
    registrar.opens("desk.registration", case_id=family.id).presses("Record", bsn="by_post")
    row = registration_of(family, family.people[0])
    assert row is not None
    assert (row.registered_on, row.bsn_on) == (date(2026, 12, 10), today())


def test_recording_the_same_again_leaves_no_trace(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id).presses("Record", **ALL_WELL)
    lines = len(history_of(family.id))
    registrar.opens("desk.registration", case_id=family.id).presses("Record")
    assert len(history_of(family.id)) == lines


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on-day": "15"}, "This day is still to come."),
        ({"on-day": "8"}, "The household had not arrived on that day."),
        ({"on-day": ""}, "Fill in the day, the month and the year."),
        (
            {"person1-on-day": "24", "person1-on-month": "12", "person1-on-year": "2026"},
            "This day is still to come.",
        ),
    ],
)
def test_a_day_that_cannot_be(registrar: Visitor, family: Case, typed: dict[str, str], said: str) -> None:
    registrar.opens("desk.registration", case_id=family.id).presses("Record", refused=422, **typed).sees(said)
    assert recorded(family) == [None] * 4


def test_who_has_no_right_to_stay_yet_waits(registrar: Visitor, region: Region) -> None:
    case = with_family(a_case(nationality="IN"))
    for step in ("intake", "papers_handed_in", "papers_checked"):
        complete(case, step)
    registrar.opens("desk.registration", case_id=case.id).sees("Nobody of this household can be registered now.")
    room_for(case, today(), time(10, 30))
    book_visit(case, today(), time(10, 30), version=case.version, by=SYSTEM, region=region, today=today())
    registrar.opens("desk.registration", case_id=case.id)
    registrar.sees("Cannot be registered yet. Waits for: Arrange right to stay").presses("Record", **ALL_WELL)
    assert recorded(case) == [None, (today(), "handed_over")]


def test_there_is_no_field_for_the_number(registrar: Visitor, family: Case) -> None:
    registrar.opens("desk.registration", case_id=family.id)
    typed = [e for e in registrar.page.all(*FIELDS) if e.get("type") == "text"]
    assert {e.get("name", "").rsplit("-", 1)[-1] for e in typed} == {"day", "month", "year"}
    assert not [column for column in registration_columns() if "number" in column or column == "bsn"]


def registration_columns() -> list[str]:
    """The columns that a registration is stored in."""
    return [column.name for column in registered(a_case()).registrations[0].__table__.columns]


def test_the_list_shows_their_own_municipality_alone(visit: Visit, family: Case) -> None:
    other = up_to_visit(a_case(family_name="Oduya", home_postcode="2353 GA"), day=today())
    tomorrow = up_to_visit(a_case(family_name="Nakamura"))
    own = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.registrations")
    own.sees("Municipality of Leiden").does_not_see("Oduya")
    assert "10:30 Ananya Krishnan4 people" in section(own, "visits-today").replace("  ", " ")
    assert "Nakamura" in section(own, "coming")
    assert tomorrow.title not in section(own, "visits-today")
    theirs = visit(a_user(Role.REGISTRAR, municipality=LEIDERDORP)).opens("desk.registrations")
    theirs.sees("Oduya").does_not_see("Krishnan 4 people", "Nakamura")
    theirs.cannot_open("desk.registration", case_id=family.id)
    assert other.municipality == LEIDERDORP


def test_what_earlier_visits_left_is_not_forgotten(
    visit: Visit, clock: time_machine.Traveller, family: Case
) -> None:
    done = registered(up_to_visit(a_case(family_name="Done", nationality="FR"), day=today()))
    registered(up_to_visit(a_case(family_name="Numberless", nationality="FR"), day=today()), bsn_way=None)
    clock.move_to(TOMORROW)
    registrar = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.registrations")
    left = section(registrar, "unfinished")
    assert "Krishnan" in left
    assert "Numberless" in left
    assert done.title not in left


def test_who_was_left_has_the_day_of_the_visit(visit: Visit, clock: time_machine.Traveller, family: Case) -> None:
    """A day that is free takes a second look: the register never opens on a Sunday."""
    clock.move_to(datetime(2026, 12, 20, 9, tzinfo=AMSTERDAM))
    registrar = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.registration", case_id=family.id)
    registrar.presses("Record", refused=422, **ALL_WELL | {"on-day": "20"}).sees("Sunday 20 December 2026 is no")
    registrar.opens("desk.registration", case_id=family.id).presses("Record", **ALL_WELL)
    assert recorded(family) == [(date(2026, 12, 14), "handed_over")] * 4


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR])
def test_the_desk_itself_never_registers(visit: Visit, family: Case, role: Role) -> None:
    desk = visit(a_user(role))
    desk.cannot_open("desk.registration", case_id=family.id)
    desk.cannot_open("desk.registrations")
    on = {"on-day": "14", "on-month": "12", "on-year": "2026"}
    sent = {"version": str(family.version), "bsn": BsnWay.BY_POST.value, **on}
    assert desk.posts("desk.registration", sent, case_id=family.id).status_code == 404
    assert recorded(family) == [None] * 4


def test_two_registrars_at_one_household(visit: Visit, family: Case) -> None:
    first = visit(a_user(Role.REGISTRAR, name="Ada Blom", municipality=LEIDEN))
    second = visit(a_user(Role.REGISTRAR, name="Bas Kok", municipality=LEIDEN))
    for one in (first, second):
        one.opens("desk.registration", case_id=family.id)
    first.presses("Record", **ALL_WELL, **{"person3-registered": False})
    second.presses("Record", refused=409, **ALL_WELL | {"bsn": "by_post"})
    second.sees("Ada Blom (Leiden) recorded the registration")
    assert [row and row[1] for row in recorded(family)] == ["handed_over"] * 3 + [None]
    second.presses("Record")
    assert [row and row[1] for row in recorded(family)] == ["by_post"] * 4
