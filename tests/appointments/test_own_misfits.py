"""A household that itself made its visit not fit: it chooses anew as by any other change of its own."""

from datetime import date, time
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.charges import is_excused
from expatdesk.appointments.day import no_show
from expatdesk.appointments.fitting import recheck_visit
from expatdesk.appointments.models import Appointment, Counter, Misfit
from expatdesk.appointments.queries import changes_made, open_appointment
from expatdesk.appointments.refusals import ChangedTooOften
from expatdesk.cases.household import set_household
from expatdesk.cases.models import Case
from expatdesk.expat.answers import write
from expatdesk.expat.forms.intake import Answers
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import KATWIJK, a_case, a_counter, complete, with_family
from tests.visitor import Visitor

FRIDAY = date(2026, 12, 18)
EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    return a_counter()


def how(region: Region, by: Actor = SYSTEM) -> dict[str, Any]:
    return {"by": by, "region": region, "today": today()}


def booked(region: Region, at: time = time(10)) -> Case:
    """A single newcomer with half an hour on Friday."""
    case = a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    book_visit(case, FRIDAY, at, version=case.version, **how(region))
    return case


def the_visit(case: Case) -> Appointment:
    visit = open_appointment(case.id)
    assert visit is not None
    return visit


def the_mail(case: Case, about: str) -> Mail:
    """The one mail with these words in its subject."""
    return session.scalars(select(Mail).where(Mail.case_id == case.id, Mail.subject.contains(about))).one()


def own_misfit(region: Region, clock: time_machine.Traveller, moment: str = "2026-12-17T08:00:00Z") -> Case:
    """A household that finds no room for its partner, who came along at that moment by its own word."""
    case, _next_one = booked(region), booked(region, time(10, 30))
    clock.move_to(moment)
    recheck_visit(with_family(case), **how(region, EXPAT))
    return case


def test_what_a_household_brings_about_is_its_own_change(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(region, clock)
    book_visit(case, FRIDAY, time(11), version=case.version, **how(region, EXPAT))
    assert changes_made(case.id) == 1
    assert history_of(case.id)[0].details["withheld_cents"] == 9075
    assert not the_visit(case).misfit_is_own


def test_it_is_free_until_the_same_day_as_any_change(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(region, clock, "2026-12-16T08:00:00Z")
    cancel_visit(case, version=case.version, **how(region, EXPAT))
    assert changes_made(case.id) == 1
    assert "withheld_cents" not in history_of(case.id)[0].details


def test_it_may_be_made_when_no_change_is_left(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(region, clock)
    the_visit(case).changes = region.visit_changes.most_by_household
    book_visit(case, FRIDAY, time(11), version=case.version, **how(region, EXPAT))
    with pytest.raises(ChangedTooOften):
        book_visit(case, FRIDAY, time(12), version=case.version, **how(region, EXPAT))


def test_what_the_desk_does_to_an_own_misfit_is_free(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(region, clock)
    book_visit(case, FRIDAY, time(11), version=case.version, **how(region))
    assert changes_made(case.id) == 0
    assert "withheld_cents" not in history_of(case.id)[0].details


def test_who_first_made_it_not_fit_answers_for_it(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(region, clock)
    recheck_visit(with_family(case, children=1), **how(region))
    assert the_visit(case).misfit_is_own
    other = booked(region, time(12))
    booked(region, time(12, 30))
    recheck_visit(with_family(other), **how(region))
    recheck_visit(with_family(other, children=1), **how(region, EXPAT))
    assert not the_visit(other).misfit_is_own


def test_it_is_nobodys_fault_once_it_fits(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(region, clock)
    set_household(case, partner=False, children=0, version=case.version, **how(region))
    recheck_visit(case, **how(region, EXPAT))
    assert (the_visit(case).misfit, the_visit(case).misfit_is_own) == (None, False)


def test_who_does_not_come_to_an_own_misfit_loses_the_fee(region: Region, clock: time_machine.Traveller) -> None:
    case = own_misfit(region, clock)
    clock.move_to("2026-12-18T10:00:00Z")
    no_show(the_visit(case), case, by=SYSTEM, region=region, today=today())
    assert history_of(case.id)[0].details["withheld_cents"] == 9075


@pytest.mark.parametrize(
    ("moment", "said", "in_short"),
    [
        ("2026-12-15T08:00:00Z", "free of charge until Wednesday 16 December 2026", "It is free of charge until"),
        ("2026-12-17T08:00:00Z", "the fee of €90.75 is not paid back", "its fee of €90.75 is not paid back"),
    ],
)
def test_page_and_mail_say_what_an_own_misfit_costs(
    visit: Visit,
    region: Region,
    clock: time_machine.Traveller,
    moment: str,
    said: str,
    in_short: str,
) -> None:
    case = own_misfit(region, clock, moment)
    mail = the_mail(case, "does not fit any more")
    for text in (mail.text, mail.html):
        assert said in " ".join(text.split())
        assert "costs you nothing" not in text
    expat = visit(case)
    expat.opens("expat.status").sees("Choose a time that fits", in_short).does_not_see("It costs nothing")
    expat.opens("expat.visit").sees("You keep the present one until then", said).does_not_see("costs nothing")


def test_the_desk_reads_whose_change_it_was(officer: Visitor, region: Region) -> None:
    for by, said in ((SYSTEM, "that fits, free of charge"), (EXPAT, "for the household its usual costs hold")):
        case, next_one = booked(region), booked(region, time(10, 30))
        recheck_visit(with_family(case), **how(region, by))
        officer.opens("desk.case", case_id=case.id).sees(said)
        session.delete(the_visit(next_one))
        session.delete(the_visit(case))


def test_only_its_own_answer_is_a_household_to_blame_for(region: Region, counter: Counter) -> None:
    case = booked(region)
    write(case, Answers(case={"arrival": date(2026, 12, 21)}), **how(region, EXPAT))
    assert (the_visit(case).misfit, the_visit(case).misfit_is_own) == (Misfit.BEFORE_ARRIVAL, True)
    other, _next_one = booked(region, time(11)), booked(region, time(11, 30))
    counter.terms[0].municipalities = [KATWIJK]
    write(other, Answers(case={"stay_months": 30}), **how(region, EXPAT))
    assert (the_visit(other).misfit, the_visit(other).misfit_is_own) == (Misfit.NOT_SERVED, False)
    assert [is_excused(the_visit(one), region) for one in (case, other)] == [False, True]
