"""A household that itself made its visit not fit: it chooses anew as by any other change of its own."""

from datetime import date, time

import pytest
import time_machine

from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.charges import is_excused
from expatdesk.appointments.day import no_show
from expatdesk.appointments.fitting import recheck_visit
from expatdesk.appointments.models import Counter, Misfit
from expatdesk.appointments.queries import changes_made
from expatdesk.appointments.refusals import ChangedTooOften
from expatdesk.cases.household import set_household
from expatdesk.cases.models import Case
from expatdesk.expat.answers import write
from expatdesk.expat.forms.intake import Answers
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.logbook.queries import history_of
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import KATWIJK, a_case, done_by, mail_about, visit_of, with_family, with_time_held
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("counter")

FRIDAY = date(2026, 12, 18)
EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")


def booked(at: time = time(10)) -> Case:
    """A single newcomer with half an hour on Friday."""
    return with_time_held(a_case(), day=FRIDAY, at=at)


def own_misfit(clock: time_machine.Traveller, moment: str = "2026-12-17T08:00:00Z") -> Case:
    """A household that finds no room for its partner, who came along at that moment by its own word."""
    case, _next_one = booked(), booked(time(10, 30))
    clock.move_to(moment)
    recheck_visit(with_family(case), **done_by(EXPAT))
    return case


def test_what_a_household_brings_about_is_its_own_change(clock: time_machine.Traveller) -> None:
    case = own_misfit(clock)
    book_visit(case, FRIDAY, time(11), version=case.version, **done_by(EXPAT))
    assert changes_made(case.id) == 1
    assert history_of(case.id)[0].details["withheld_cents"] == 9075
    assert not visit_of(case).misfit_is_own


def test_it_is_free_until_the_same_day_as_any_change(clock: time_machine.Traveller) -> None:
    case = own_misfit(clock, "2026-12-16T08:00:00Z")
    cancel_visit(case, version=case.version, **done_by(EXPAT))
    assert changes_made(case.id) == 1
    assert "withheld_cents" not in history_of(case.id)[0].details


def test_it_may_be_made_when_no_change_is_left(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(clock)
    visit_of(case).changes = region.visit_changes.most_by_household
    book_visit(case, FRIDAY, time(11), version=case.version, **done_by(EXPAT))
    with pytest.raises(ChangedTooOften):
        book_visit(case, FRIDAY, time(12), version=case.version, **done_by(EXPAT))


def test_what_the_desk_does_to_an_own_misfit_is_free(clock: time_machine.Traveller) -> None:
    case = own_misfit(clock)
    book_visit(case, FRIDAY, time(11), version=case.version, **done_by())
    assert changes_made(case.id) == 0
    assert "withheld_cents" not in history_of(case.id)[0].details


def test_who_first_made_it_not_fit_answers_for_it(clock: time_machine.Traveller) -> None:
    case = own_misfit(clock)
    recheck_visit(with_family(case, children=1), **done_by())
    assert visit_of(case).misfit_is_own
    other = booked(time(12))
    booked(time(12, 30))
    recheck_visit(with_family(other), **done_by())
    recheck_visit(with_family(other, children=1), **done_by(EXPAT))
    assert not visit_of(other).misfit_is_own


def test_it_is_nobodys_fault_once_it_fits(clock: time_machine.Traveller) -> None:
    case = own_misfit(clock)
    set_household(case, partner=False, children=0, version=case.version, **done_by())
    recheck_visit(case, **done_by(EXPAT))
    assert (visit_of(case).misfit, visit_of(case).misfit_is_own) == (None, False)


def test_who_does_not_come_to_an_own_misfit_loses_the_fee(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(clock)
    clock.move_to("2026-12-18T10:00:00Z")
    no_show(visit_of(case), case, by=SYSTEM, region=region, today=today())
    assert history_of(case.id)[0].details["withheld_cents"] == 9075


@pytest.mark.parametrize(
    ("moment", "said", "in_short"),
    [
        ("2026-12-15T08:00:00Z", "free of charge until Wednesday 16 December 2026", "It is free of charge until"),
        (
            "2026-12-17T08:00:00Z",
            "the fee of €90.75 must be paid all the same",
            "its fee of €90.75 must be paid all the same",
        ),
    ],
)
def test_page_and_mail_say_what_an_own_misfit_costs(
    visit: Visit,
    clock: time_machine.Traveller,
    moment: str,
    said: str,
    in_short: str,
) -> None:
    case = own_misfit(clock, moment)
    mail = mail_about(case, "does not fit any more")
    for text in (mail.text, mail.html):
        assert said in " ".join(text.split())
        assert "costs you nothing" not in text
    expat = visit(case)
    expat.opens("expat.status").sees("Choose a time that fits", in_short).does_not_see("It costs nothing")
    expat.opens("expat.visit").sees("You keep the present one until then", said).does_not_see("costs nothing")


def test_the_desk_reads_whose_change_it_was(officer: Visitor) -> None:
    for by, said in ((SYSTEM, "that fits, free of charge"), (EXPAT, "for the household its usual costs hold")):
        case, next_one = booked(), booked(time(10, 30))
        recheck_visit(with_family(case), **done_by(by))
        officer.opens("desk.case", case_id=case.id).sees(said)
        session.delete(visit_of(next_one))
        session.delete(visit_of(case))


def test_only_its_own_answer_is_a_household_to_blame_for(region: Region, counter: Counter) -> None:
    case = booked()
    write(case, Answers(case={"arrival": date(2026, 12, 21)}), **done_by(EXPAT))
    assert (visit_of(case).misfit, visit_of(case).misfit_is_own) == (Misfit.BEFORE_ARRIVAL, True)
    other, _next_one = booked(time(11)), booked(time(11, 30))
    counter.terms[0].municipalities = [KATWIJK]
    write(other, Answers(case={"stay_months": 30}), **done_by(EXPAT))
    assert (visit_of(other).misfit, visit_of(other).misfit_is_own) == (Misfit.NOT_SERVED, False)
    assert [is_excused(visit_of(one), region) for one in (case, other)] == [False, True]
