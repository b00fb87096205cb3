"""A full day at the counters: twenty-five households, two officers and a registrar at once."""

from collections import Counter as Counting
from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.appointments.actions import visit_can_be_booked
from expatdesk.appointments.day import walked_in
from expatdesk.appointments.models import Appointment, Counter
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.registration_actions import Recorded, record_household
from expatdesk.documents.checking import accept
from expatdesk.documents.models import DocumentState
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role, User
from expatdesk.rules.acceptance import PaperSays
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import LEIDEN, a_user, actor_of, complete, the_plan
from tests.factories.cases import REGION
from tests.page import text_of
from tests.stories.full_day import HALF_HOUR, FullDay, a_full_day, at_clock
from tests.visitor import Visitor

SERVED = ["checked_in", "service_started", "registered", "service_ended"]
ABSENT = ("Goran", "Marek")
LATE = "Priya"
FEE = "€60.50"


@pytest.fixture
def day(app: Flask) -> FullDay:
    """The twenty-five."""
    return a_full_day()


@pytest.fixture
def sanne(visit: Visit) -> Visitor:
    """One officer."""
    return visit(a_user(Role.OFFICER, name="Sanne de Wit"))


@pytest.fixture
def bilal(visit: Visit) -> Visitor:
    """The other one."""
    return visit(a_user(Role.OFFICER, name="Bilal Haddad"))


@pytest.fixture
def rutger(visit: Visit) -> Visitor:
    """The registrar of Leiden."""
    return visit(a_user(Role.REGISTRAR, name="Rutger Zandstra", municipality=LEIDEN))


def appointment_of(case: Case) -> Appointment:
    """The newest one."""
    newest = select(Appointment).where(Appointment.case_id == case.id).order_by(Appointment.booked_at.desc())
    return session.scalars(newest).first() or pytest.fail(f"{case.title} has no appointment")


def line_of(visitor: Visitor, name: str) -> str:
    """What the day's page, or a list, says of this household."""
    return next(text_of(row) for row in visitor.page.all("tr") if name in text_of(row))


def write_down(officer: Visitor, case: Case, *acts: str) -> None:
    """Press these buttons of the day's page, one after the other."""
    for act in acts:
        answer = officer.signs_in().posts("desk.day_act", appointment_id=appointment_of(case).id, act=act)
        assert answer.status_code == 303, f"{act}: {case.title}: {answer.status}"


def as_actor(visitor: Visitor) -> Actor:
    assert isinstance(visitor.who, User)
    return actor_of(visitor.who)


def registers(registrar: Visitor, case: Case) -> None:
    whole = [Recorded(person, today(), BsnWay.HANDED_OVER, originals_seen=True) for person in case.people]
    record_household(case, whole, version=case.version, by=as_actor(registrar), region=REGION, today=today())


def look_at_the_day(day: FullDay, *staff: Visitor) -> None:
    """Everybody who comes stands on one page; My day tells of the one whose papers nobody has accepted."""
    for visitor in staff:
        visitor.signs_in().opens("desk.day").sees(*[case.title for case in day.booked])
        visitor.does_not_see(*[case.title for case in day.waiting])
    staff[0].opens("desk.dashboard").sees("We have not accepted the papers yet")
    assert "Not checked" in line_of(staff[1], day.unchecked.title)


def press_at_once(sanne: Visitor, bilal: Visitor, first: Case) -> None:
    """Two officers at one button: the second is told, and sees the day as it is now."""
    for officer in (sanne, bilal):
        officer.opens("desk.day")
    sanne.presses(f"Check in: {first.title}")
    bilal.presses(f"Check in: {first.title}", refused=409).sees("This was written down already.", "A-001")


def judge_at_once(day: FullDay, sanne: Visitor, bilal: Visitor, rutger: Visitor) -> None:
    """Two officers at one paper: the second reads both versions and what was typed; a registrar looks."""
    passport = day.papers[0][0, PaperKey.IDENTITY]
    for visitor in (sanne, bilal, rutger):
        visitor.opens("desk.paper", case_id=passport.case_id, document_id=passport.id)
    rutger.sees("The desk still has to check it").does_not_see("Return it to the household")
    sanne.presses("Accept A", **valid_until(2030))
    bilal.presses("Return it to the household", refused=409, reason="unreadable", **valid_until(2031))
    bilal.sees("Sanne de Wit accepted the paper", "16 June 2030", "16 June 2031", "Nothing of yours is saved")
    assert passport.state == DocumentState.ACCEPTED


def valid_until(year: int) -> dict[str, str]:
    return {"valid_until-day": "16", "valid_until-month": "6", "valid_until-year": str(year)}


def accept_the_rest(day: FullDay, *officers: Visitor) -> None:
    """In turn, all papers of those who wait at home."""
    left = [
        (case, document) for case, own in zip(day.waiting, day.papers, strict=True) for document in own.values()
    ]
    for number, (case, document) in enumerate(left[1:]):
        accept(
            case, document, read=PaperSays(), settled=(), version=document.version,
            by=as_actor(officers[number % 2]), region=REGION, today=today(),
        )  # fmt: skip


def go_through_the_morning(
    day: FullDay, sanne: Visitor, bilal: Visitor, rutger: Visitor, clock: Traveller
) -> None:
    """Two households every half hour, one at each counter; two of them do not come, and one comes late."""
    for number, pair in enumerate(zip(day.singles[::2], day.singles[1::2], strict=True)):
        begin = at_clock(9) + number * HALF_HOUR
        here = [case for case in pair if case.principal.given_names not in (*ABSENT, LATE)]
        for minutes, act in ((1, "check_in"), (2, "start"), (12, "registered"), (25, "finish")):
            clock.move_to(begin + timedelta(minutes=minutes))
            for officer, case in zip((sanne, bilal), here, strict=False):
                if act == "registered":
                    registers(rutger, case)
                elif (case, act) != (day.singles[0], "check_in"):
                    write_down(officer, case, act)
        for case in set(pair) - set(here):
            write_down(bilal, case, "no_show")


def comes_after_all(day: FullDay, sanne: Visitor, bilal: Visitor, rutger: Visitor, clock: Traveller) -> None:
    """They come just after they were given up, and the family that is due at their counter waits."""
    late = day.singles[-1]
    write_down(bilal, late, "undo", "check_in", "start")
    clock.move_to(at_clock(13))
    write_down(sanne, day.family, "check_in")
    bilal.signs_in().opens("desk.day")
    bilal.presses(f"Call: {day.family.title}", refused=409).sees("Another household is at this counter.")
    registers(rutger, late)
    clock.move_to(at_clock(13, 10))
    write_down(sanne, late, "finish")


def is_registered_from_the_day(family: Case, officer: Visitor, rutger: Visitor) -> None:
    """All four with one press, and back on the day's page."""
    officer.opens("desk.day").presses(f"Call: {family.title}")
    rutger.signs_in().opens("desk.day").follows(f"Register: {family.title}")
    rutger.presses("Record", bsn="handed_over", originals="y").sees("4 of 4 registered")
    write_down(officer, family, "finish")


def comes_too_early(unchecked: Case, officer: Visitor, rutger: Visitor) -> None:
    """Their papers are not accepted, so nobody of them can be registered."""
    write_down(officer, unchecked, "check_in", "start")
    rutger.opens("desk.registration", case_id=unchecked.id)
    rutger.sees("Nobody of this household can be registered now.")
    write_down(officer, unchecked, "finish")


def walk_in(day: FullDay, officer: Visitor, rutger: Visitor) -> None:
    """A question; a household that is ready; one that brings its papers, as it cannot be registered yet."""
    officer.signs_in().opens("desk.walk_in").presses("Give a number").sees("Without a case")
    officer.opens("desk.walk_in").presses("Give a number", code=day.ready.code, kind="registration")
    write_down(officer, day.ready, "start")
    registers(rutger, day.ready)
    write_down(officer, day.ready, "finish")
    officer.opens("desk.walk_in")
    officer.presses("Give a number", refused=422, code=day.empty_handed.code, kind="registration")
    officer.sees("This household cannot be registered yet")
    officer.presses("Give a number", code=day.empty_handed.code, kind="papers")
    write_down(officer, day.empty_handed, "start")
    for step in ("intake", "papers_handed_in", "papers_checked"):
        complete(day.empty_handed, step)
    write_down(officer, day.empty_handed, "finish")


def the_page_tells_it_all(day: FullDay, sanne: Visitor, rutger: Visitor) -> None:
    for visitor in (sanne, rutger):
        visitor.signs_in().opens("desk.day")
        for name in ABSENT:
            assert "Did not come" in line_of(visitor, name)
        for name in (LATE, "Amara", "Wen"):
            assert "1 of 1 registered" in line_of(visitor, name)
        assert "Nobody is registered yet" in line_of(visitor, day.unchecked.title)
    rutger.does_not_see("Without a case")


def the_worklist_says_what_is_next(day: FullDay, officer: Visitor) -> None:
    """Those who stayed away book another time; the desk looks at the papers of the one who came for nothing."""
    officer.opens("desk.worklist").sees("All 25 households of this list are here.")
    for name in ABSENT:
        assert "2 days late Book the visit" in line_of(officer, name)
    assert "Check the papers" in line_of(officer, day.unchecked.title)
    for case in (day.family, day.ready, day.singles[-1]):
        assert "Have the welcome talk" in line_of(officer, case.title)


def nothing_is_double_booked() -> None:
    """At a counter one ends before the next begins, as booked and as served; no number is given twice."""
    rows = session.scalars(select(Appointment)).all()
    for counter in session.scalars(select(Counter)).all():
        mine = [row for row in rows if row.counter_id == counter.id]
        booked = [(row.starts_at, row.ends_at) for row in mine if not walked_in(row)]
        served = [(row.served_from, row.served_until) for row in mine if row.served_from and row.served_until]
        for times in (sorted(booked), sorted(served)):
            assert all(one[1] <= other[0] for one, other in pairwise(times)), times
    tickets = [row.ticket for row in rows if row.ticket]
    assert len(tickets) == len(set(tickets)) == 19


def everybody_is_accounted_for(day: FullDay, officer: Visitor) -> None:
    """Registered, or ready to book, or named on My day."""
    officer.signs_in().opens("desk.dashboard")
    found = Counting(how_it_ended(case, officer) for case in day.everybody)
    assert found == {"registered": 16, "ready to book": 8, "named on My day": 1}


def how_it_ended(case: Case, officer: Visitor) -> str:
    if len(case.registrations) == len(case.people):
        return "registered"
    if case.visit_at is None and visit_can_be_booked(case, the_plan(case)):
        return "ready to book"
    return "named on My day" if case.title in officer.page.main else f"lost: {case.title}"


def the_histories_tell_it(day: FullDay) -> None:
    verbs = {case: [line.verb for line in reversed(history_of(case.id))] for case in day.everybody}
    for case in day.singles:
        name, last = case.principal.given_names, verbs[case]
        assert last[-4:] == SERVED or name in ABSENT
        assert (last[-1] == "visit_missed") == (name in ABSENT)
    assert verbs[day.singles[-1]][-6:] == ["visit_missed", "day_undone", *SERVED]
    assert verbs[day.unchecked][-3:] == ["checked_in", "service_started", "service_ended"]


def the_mails_tell_it(day: FullDay) -> None:
    """Who did not come reads what it costs; who came late, that it costs nothing after all."""
    booked = session.scalars(select(Mail).where(Mail.kind == "visit_booked", Mail.written_at < at_clock(0)))
    assert sorted(mail.recipient for mail in booked) == sorted(case.email for case in day.booked)
    written = session.scalars(select(Mail).where(Mail.written_at >= at_clock(0))).all()
    missed = {mail.recipient: mail.text for mail in written if mail.kind == "visit_missed"}
    assert set(missed) == {f"{name.lower()}@mail.example" for name in (*ABSENT, LATE)}
    assert all(f"{FEE} of the fee must be paid all the same." in text for text in missed.values())
    (after_all,) = [mail for mail in written if mail.kind != "visit_missed"]
    assert (after_all.kind, after_all.recipient) == ("visit_booked", day.singles[-1].email)
    assert "you pay for it only once" in after_all.text


def test_a_full_day(day: FullDay, sanne: Visitor, bilal: Visitor, rutger: Visitor, clock: Traveller) -> None:
    # Ten minutes before the doors open.
    clock.move_to(at_clock(8, 50))
    look_at_the_day(day, sanne, bilal, rutger)
    press_at_once(sanne, bilal, day.singles[0])
    judge_at_once(day, sanne, bilal, rutger)
    accept_the_rest(day, sanne, bilal)

    # At two counters, until late in the afternoon.
    go_through_the_morning(day, sanne, bilal, rutger, clock)
    comes_after_all(day, sanne, bilal, rutger, clock)
    is_registered_from_the_day(day.family, bilal, rutger)
    comes_too_early(day.unchecked, sanne, rutger)
    clock.move_to(at_clock(14, 30))
    walk_in(day, sanne, rutger)

    # When the doors are closed.
    clock.move_to(at_clock(17))
    the_page_tells_it_all(day, sanne, rutger)
    the_worklist_says_what_is_next(day, sanne)
    nothing_is_double_booked()
    everybody_is_accounted_for(day, bilal)
    the_histories_tell_it(day)
    the_mails_tell_it(day)
