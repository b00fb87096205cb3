"""One new first working day for several hires: looked at first, changed together or not at all."""

import uuid
from datetime import date
from typing import Any

import pytest

from expatdesk.cases.actions import change_facts, open_case
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.start_dates import MOST_AT_ONCE
from expatdesk.cases.sweep import untrue_projections
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer
from tests.factories.cases import REGION, a_hire, done_by
from tests.visitor import Visitor

OLD, NEW = date(2027, 3, 1), date(2027, 4, 1)
A_DAY = {"day-day": "1", "day-month": "4", "day-year": "2027"}


@pytest.fixture
def hires(employer: Employer) -> list[Case]:
    names = ("Ada", "Bo", "Cy")
    return [a_case(employer=employer, given_names=name, first_working_day=OLD) for name in names]


def looks(hr: Visitor, *hires: Case) -> Visitor:
    return hr.opens("employer.start_dates", look=1, hire=[str(case.id) for case in hires], **A_DAY)


def test_hr_looks_at_what_follows_and_then_changes(hr: Visitor, hires: list[Case]) -> None:
    for name in ("Di", "Ed"):
        a_case(employer=hires[0].employer, given_names=name)
    hr.opens("employer.hires").follows("Change first working days")
    hr.sees("Ada Krishnan, Monday 1 March 2027", "Cy Krishnan, Monday 1 March 2027")
    looks(hr, hires[0], hires[1])
    hr.sees(
        "2 hires begin on Thursday 1 April 2027. Nothing is changed yet.",
        "Ada Krishnan Thursday 1 April 2027 was Monday 1 March 2027",
        "Arrange their right to stay: Thu 4 Mar was Mon 1 Feb",
        "Ask for the 30 percent ruling: Sun 1 Aug was Thu 1 Jul",
        "Tell the IND if they did not come: Thu 29 Apr was Mon 29 Mar",
    )
    assert [case.first_working_day for case in hires] == [OLD, OLD, OLD]
    hr.presses("Change them").sees("2 first working days are changed.", "Starts Thu 1 Apr")
    assert [case.first_working_day for case in hires] == [NEW, NEW, OLD]
    assert [case.as_submitted["first_working_day"] for case in hires if case.as_submitted] == [
        "2027-04-01", "2027-04-01", "2027-03-01",
    ]  # fmt: skip
    said = sentence(history_of(hires[0].id)[0])
    assert "first working day from “1 March 2027” to “1 April 2027”" in said
    assert untrue_projections(REGION, today()) == []


def test_going_back_keeps_the_ticks_the_day_and_the_name(hr: Visitor, hires: list[Case]) -> None:
    two = [str(case.id) for case in hires[:2]]
    hr.opens("employer.start_dates", look=1, q="krishnan", hire=two, **A_DAY).follows("Change first working days")
    form, _button = hr.page.form_with("Look what changes")
    typed = form.values()
    assert (sorted(typed["hire"]), typed["q"]) == (sorted(two), ["krishnan"])
    assert {name: typed[name] for name in A_DAY} == {name: [text] for name, text in A_DAY.items()}


def test_what_a_colleague_changed_meanwhile_is_shown_first(hr: Visitor, hires: list[Case]) -> None:
    """Security T39."""
    looks(hr, *hires)
    assert hires[2].as_submitted
    hires[2].as_submitted = {**hires[2].as_submitted, "first_working_day": "2027-05-03"}
    hr.presses("Change them", refused=409).sees(
        "A colleague changed one of these meanwhile", "was Monday 3 May 2027"
    )
    assert [case.first_working_day for case in hires] == [OLD, OLD, OLD]
    hr.presses("Change them").sees("3 first working days are changed.")
    assert [case.first_working_day for case in hires] == [NEW, NEW, NEW]


def test_a_hire_that_was_closed_meanwhile_keeps_all_as_they_are(hr: Visitor, hires: list[Case]) -> None:
    looks(hr, *hires)
    hires[1].state = CaseState.CLOSED
    hr.presses("Change them", refused=409)
    assert [case.first_working_day for case in hires] == [OLD, OLD, OLD]


def test_more_than_fit_on_a_page_are_not_cut_in_silence(hr: Visitor, hires: list[Case]) -> None:
    ids = [str(case.id) for case in hires] + [str(uuid.uuid4()) for _ in range(MOST_AT_ONCE)]
    answer = hr.asks_for("employer.start_dates", look=1, hire=ids[:MOST_AT_ONCE], **A_DAY)
    assert answer.status_code == 200
    answer = hr.asks_for("employer.start_dates", look=1, hire=ids, **A_DAY)
    assert answer.status_code == 422
    assert "Change at most 50 hires at once." in answer.text


def test_of_a_hire_that_the_desk_opened_there_is_no_told_day_to_change(
    hr: Visitor, employer: Employer, hires: list[Case]
) -> None:
    opened = open_case(a_hire(given_names="Fay"), employer=None, by=SYSTEM, region=REGION, today=today())
    opened.employer = employer
    session.flush()
    hr.opens("employer.start_dates").sees("Ada Krishnan").does_not_see("Fay")
    sent: dict[str, Any] = {"seen": [f"{opened.id.hex}~"], **A_DAY}
    assert hr.posts("employer.change_start_dates", sent).location == hr.address("employer.start_dates")
    assert opened.as_submitted is None


def test_what_the_household_told_shows_nowhere(hr: Visitor, hires: list[Case]) -> None:
    """Security T07: the employer reads what it told itself."""
    pages: list[tuple[str, dict[str, Any]]] = [
        ("hire", {"case_id": hires[0].id}),
        ("withdraw", {"case_id": hires[0].id}),
        ("calendar", {"month": "2027-03"}),
        *(("hires", {"sort": sort}) for sort in ("turn", "day", "start")),
    ]

    def all_pages() -> list[str]:
        return [hr.asks_for(f"employer.{name}", **asked).text for name, asked in pages]

    hr.opens("employer.hires")
    before = all_pages()
    later = {"first_working_day": date(2027, 6, 7)}
    change_facts(hires[0], later, version=hires[0].version, **done_by())
    assert all_pages() == before
    looks(hr, hires[0]).sees("Thu 29 Apr was Mon 29 Mar", "Thu 4 Mar was Mon 1 Feb")
    hr.does_not_see("7 June", "7 Jun")
    assert untrue_projections(REGION, today()) == []


def test_a_hire_whose_employer_told_no_day_has_none(hr: Visitor, employer: Employer) -> None:
    """Security T07."""
    case = a_case(employer=employer, first_working_day=None)
    change_facts(case, {"first_working_day": OLD}, version=case.version, **done_by())
    hr.opens("employer.hire", case_id=case.id).does_not_see("1 Feb", "1 Jul", "29 Mar")
    assert case.calendar_due is None


def test_who_has_the_day_already_stays(hr: Visitor, employer: Employer, hires: list[Case]) -> None:
    other = a_case(employer=employer, given_names="Di", first_working_day=NEW)
    looks(hr, hires[0], other).sees("stays as it is", "No other day changes")
    hr.presses("Change them").sees("1 first working day is changed.")
    assert "facts_changed" not in [line.verb for line in history_of(other.id)]


def test_what_stays_by_the_page_stays_whatever_the_desk_wrote_down(hr: Visitor, hires: list[Case]) -> None:
    """Security T07: a day that moved, or one more in the count, would tell that the desk has another one."""
    change_facts(hires[0], {"first_working_day": NEW}, version=hires[0].version, **done_by())
    typed = {"day-day": "1", "day-month": "3", "day-year": "2027"}
    hr.opens("employer.start_dates", look=1, hire=[str(hires[0].id)], **typed)
    hr.sees("stays as it is", "No other day changes").presses("Change them")
    hr.sees("0 first working days are changed.")
    assert hires[0].first_working_day == NEW


def test_a_day_that_the_desk_knew_already_moves_the_employers_days(hr: Visitor, hires: list[Case]) -> None:
    change_facts(hires[0], {"first_working_day": NEW}, version=hires[0].version, **done_by())
    looks(hr, hires[0]).presses("Change them").sees("1 first working day is changed.", "Starts Thu 1 Apr")
    assert hires[0].sponsor_report_due == date(2027, 4, 29)
    assert untrue_projections(REGION, today()) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Fill in the new first working day."),
        ({"day-day": "1", "day-month": "4", "day-year": "2072"}, "Check the year"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(
    hr: Visitor, hires: list[Case], typed: dict[str, str], said: str
) -> None:
    answer = hr.asks_for("employer.start_dates", look=1, hire=[str(hires[0].id)], **typed)
    assert answer.status_code == 422
    assert said in answer.text


def test_nobody_ticked_is_refused(hr: Visitor, hires: list[Case]) -> None:
    answer = hr.asks_for("employer.start_dates", look=1, hire=["x"], **A_DAY)
    assert answer.status_code == 422
    assert "Tick the hires" in answer.text


def test_anothers_hire_is_as_missing_as_a_made_up_one(visit: Visit, hires: list[Case]) -> None:
    """Security T01."""
    naturalis = an_employer("Naturalis")
    stranger = visit(a_user(Role.EMPLOYER, employer=naturalis))
    mine = a_case(employer=naturalis, given_names="Mine")
    stranger.opens("employer.start_dates")
    answers = []
    for other in (str(hires[0].id), str(uuid.uuid4())):
        answer = stranger.asks_for("employer.start_dates", look=1, hire=[str(mine.id), other], **A_DAY)
        answers.append(answer.text.replace(other, "the other"))
    assert answers[0] == answers[1]
    stranger.posts("employer.change_start_dates", {**A_DAY, "seen": f"{hires[0].id.hex}~2027-03-01"})
    assert hires[0].first_working_day == OLD


def test_a_long_list_says_so_and_is_searched(
    hr: Visitor, hires: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("expatdesk.employer.start_dates.MOST_AT_ONCE", 2)
    hr.opens("employer.start_dates").sees("These are the first 2.").does_not_see("Cy Krishnan")
    hr.presses("Show", q="Cy").sees("Cy Krishnan").does_not_see("Ada Krishnan")
    hr.presses("Show", q="Zo").sees("We find nobody like that.")
