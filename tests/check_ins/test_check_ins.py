"""How a household is doing: what is kept, who is called, and what nobody learns."""

import contextlib
import uuid
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.access.fields import hire_for_employer
from expatdesk.cases.closing import close_case
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_for_employer
from expatdesk.cases.refusals import HoldsBsn, StepsUnfinished
from expatdesk.cases.step_actions import waive_steps
from expatdesk.check_ins.actions import NothingAsked, NothingSaid, Said, answer, forget_old_words
from expatdesk.check_ins.models import CheckInAnswer
from expatdesk.check_ins.queries import QuarterOfCheckIns, answers_of, trends
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rights.contents import contents_of
from expatdesk.rules.check_ins import CheckIn, Theme
from expatdesk.rules.figures import FEWEST
from expatdesk.rules.plan import Party, StepState
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import beside
from tests.factories import a_case, complete, done_by, registered, the_plan
from tests.factories.cases import REGION

SIX_WEEKS = timedelta(weeks=6)
GOOD = Said(dict.fromkeys(Theme, 4))


def settled(clock: time_machine.Traveller, after: timedelta = SIX_WEEKS) -> Case:
    """A household that was registered so long ago."""
    case = registered(a_case())
    session.flush()
    clock.shift(after)
    refresh(case, REGION, today())
    return case


def said(case: Case, what: Said) -> None:
    answer(case, what, by=SYSTEM, region=REGION, today=today())
    session.flush()


def mails(case: Case) -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.case_id == case.id, Mail.kind == "talk_offered")))


@pytest.fixture
def case(app: Flask, clock: time_machine.Traveller) -> Case:
    """A household that has been here for six weeks."""
    return settled(clock)


def test_what_goes_well_is_kept_and_nobody_calls(case: Case) -> None:
    said(case, Said({Theme.HOME: 5, Theme.PEOPLE: 3}, "We like it here."))
    (kept,) = answers_of(case.id)
    assert (kept.home, kept.people, kept.work, kept.language) == (5, 3, None, None)
    assert (kept.check_in, kept.text, kept.given_on) == ("six_week_check_in", "We like it here.", today())
    plan = the_plan(case)
    assert plan.step("six_week_check_in").state is StepState.DONE
    assert "six_week_talk" not in {step.key for step in plan.steps}
    assert mails(case) == []


@pytest.mark.parametrize("what", [Said({Theme.PEOPLE: 2, Theme.HOME: 5}), Said(wants_talk=True)])
def test_who_struggles_or_asks_is_called_and_told_so(case: Case, what: Said) -> None:
    said(case, what)
    step = the_plan(case).step("six_week_talk")
    assert (step.party, step.state) == (Party.DESK, StepState.OPEN)
    (mail,) = mails(case)
    assert step.due is not None
    assert str(step.due.day) in mail.text


def test_the_worklist_shows_who_is_to_be_called(case: Case) -> None:
    """Also while the household itself has something to do: health insurance is open for months."""
    complete(case, "welcome_talk")
    assert case.next_party == Party.EXPAT
    said(case, Said(wants_talk=True))
    assert (case.next_party, case.next_step) == (Party.DESK, "six_week_talk")


def test_the_employer_learns_nothing_of_it(case: Case) -> None:
    def seen() -> object:
        plan = plan_for_employer(case, REGION, today())
        return hire_for_employer(case, plan), case.hire_print, case.hire_changed_at, case.employer_party

    for step in the_plan(case).open_steps:
        if step.key != "six_week_check_in":
            waive_steps(case, [step.id], reason="not_wanted", version=case.version, **done_by())
    before = seen()
    assert case.next_party == Party.EXPAT
    said(case, Said({Theme.WORK: 1}, wants_talk=True))
    assert case.next_party == Party.DESK
    assert seen() == before


def test_nothing_of_the_answers_stands_in_the_history(case: Case) -> None:
    said(case, Said({Theme.PEOPLE: 1}, "I am alone a lot."))
    line = history_of(case.id)[0]
    assert (line.verb, line.details) == (
        "step_completed",
        {"step": "six_week_check_in", "on": today().isoformat()},
    )


def test_a_bsn_and_nothing_at_all_are_not_kept(case: Case) -> None:
    with pytest.raises(HoldsBsn):
        said(case, Said(text="mine is 123456782"))
    with pytest.raises(NothingSaid):
        said(case, Said(dict.fromkeys(Theme)))
    assert answers_of(case.id) == []


def test_once_answered_nothing_is_asked(case: Case) -> None:
    said(case, GOOD)
    with pytest.raises(NothingAsked):
        said(case, Said({Theme.HOME: 1}))
    assert [one.home for one in answers_of(case.id)] == [4]


def test_both_check_ins_stand_beside_each_other(case: Case, clock: time_machine.Traveller) -> None:
    said(case, GOOD)
    clock.shift(timedelta(days=80))
    said(case, Said(dict.fromkeys(Theme, 5)))
    assert [(one.check_in, one.work) for one in answers_of(case.id)] == [
        ("six_week_check_in", 4), ("four_month_check_in", 5)
    ]  # fmt: skip


def test_a_case_waits_for_the_check_ins_and_no_longer(app: Flask, clock: time_machine.Traveller) -> None:
    case = settled(clock, timedelta(days=100))
    for step in the_plan(case).steps:
        if not step.is_finished and step.key not in set(CheckIn):
            waive_steps(case, [step.id], reason="not_wanted", version=case.version, **done_by())
    closing = {"version": case.version, "by": SYSTEM, "region": REGION}
    with pytest.raises(StepsUnfinished):
        close_case(case, today=today(), **closing)  # type: ignore[arg-type]
    clock.shift(timedelta(days=60))
    close_case(case, today=today(), **closing)  # type: ignore[arg-type]
    assert case.closed_on == today()


def trends_tomorrow(clock: time_machine.Traveller) -> QuarterOfCheckIns:
    """What is told tomorrow, which is today from now on; in the tests all fall into one quarter."""
    clock.shift(timedelta(days=1))
    (quarter,) = trends(today())
    return quarter


def test_trends_tell_of_enough_answers_alone(app: Flask, clock: time_machine.Traveller) -> None:
    cases = [registered(a_case()) for _household in range(FEWEST)]
    session.flush()
    clock.shift(SIX_WEEKS)
    for case, score in zip(cases, (1, 2, 3, 4, 5), strict=True):
        said(case, Said({Theme.HOME: score} | ({Theme.WORK: 5} if score > 1 else {})))
        assert all(spread.mean is None for quarter in trends(today()) for spread in quarter.themes.values())
    quarter = trends_tomorrow(clock)
    home, work = quarter.themes[Theme.HOME], quarter.themes[Theme.WORK]
    assert (quarter.check_in, quarter.answers) == (CheckIn.SIX_WEEKS, FEWEST)
    assert (home.mean, home.low, home.fair, home.good) == (3, 2, 1, 2)
    assert (work.mean, work.good) == (None, 0)


def test_who_looks_every_day_learns_of_no_single_household(app: Flask, clock: time_machine.Traveller) -> None:
    """Security T05: between two looks there are always five scores of a theme more, or none."""
    cases = [registered(a_case()) for _household in range(2 * FEWEST + 1)]
    session.flush()
    clock.shift(SIX_WEEKS)
    told = []
    for number, case in enumerate(cases):
        said(case, Said({Theme.HOME: 1 + number % 5}))
        home = trends_tomorrow(clock).themes[Theme.HOME]
        told.append(home.low + home.fair + home.good)
    assert told == [0] * 4 + [5] * 5 + [10] * 2


def test_the_household_takes_its_answers_along(case: Case) -> None:
    said(case, Said({Theme.LANGUAGE: 3}, "Slow, but it goes."))
    (told,) = contents_of(case, REGION)["check_ins"]
    assert (told["language"], told["text"], told["check_in"]) == (3, "Slow, but it goes.", "six_week_check_in")


def test_of_an_erased_household_numbers_stay(case: Case) -> None:
    said(case, Said({Theme.HOME: 2}, "I live above the bakery.", wants_talk=True))
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    (kept,) = answers_of(case.id)
    assert (kept.text, kept.wants_talk, kept.home) == (None, False, 2)


def test_words_go_after_a_year_and_scores_stay(real_app: Flask, clock: time_machine.Traveller) -> None:
    case = settled(clock)
    said(case, Said({Theme.HOME: 4}, "A nice house."))
    session.commit()
    for days, words in ((364, "A nice house."), (3, None)):
        clock.shift(timedelta(days=days))
        forget_old_words()
        session.rollback()
        assert session.scalars(select(CheckInAnswer.text)).all() == [words]
    assert [one.home for one in answers_of(case.id)] == [4]


def answer_again(case_id: uuid.UUID, day: date) -> None:
    begin_immediate()
    with contextlib.suppress(NothingAsked):
        answer(session.get_one(Case, case_id), Said({Theme.HOME: 1}), by=SYSTEM, region=REGION, today=day)
    session.commit()


def test_sent_twice_at_once_the_first_answer_counts(real_app: Flask, clock: time_machine.Traveller) -> None:
    case_id = settled(clock).id
    session.commit()
    begin_immediate()
    said(session.get_one(Case, case_id), GOOD)
    with beside(real_app, lambda: answer_again(case_id, today())):
        session.commit()
    assert session.scalars(select(CheckInAnswer.home)).all() == [4]
    assert session.scalars(select(Mail).where(Mail.kind == "talk_offered")).all() == []
