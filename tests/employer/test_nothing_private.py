"""What an employer must never see: the household's own life, and anything of another employer."""

import uuid
from datetime import date

import pytest

from expatdesk.access.fields import EMPLOYER_NEVER_SEES, EMPLOYER_SEES
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.housing.wish_models import HomeWishes
from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, registered, up_to_visit, with_family
from tests.visitor import Visitor

# -- nothing private (security T07, section 2) ------------------------------------------------------

PRIVATE = {
    "code": "LE-PRIV-01", "officer_name": "Privofficer", "home_street": "Privstreet 9", "home_postcode": "2316 XP",
    "work_street": "Privworkstreet", "secret_hash": "privsecrethash", "intake_reached": "privquestion",
}  # fmt: skip


def a_household_full_of_secrets(employer: Employer, region: Region) -> Case:
    """Every column that HR did not type holds something that can be told from all else."""
    case = with_family(a_case(employer=employer), children=1)
    for column, value in PRIVATE.items():
        setattr(case, column, value)
    for number, person in enumerate(case.people):
        person.born, person.marital_status, person.driving_licence = f"19{70 + number}-03-17", "married", "AU"
        person.comes_from, person.birth_certificate_country = "AR", "BO"
        person.birth_certificate_language = "es"
        if number:
            person.given_names, person.particle, person.family_name = f"Privgiven{number}", "privvan", "Privfamily"
            person.nationalities = ["PE"]
    case.wants_buddy = case.wants_language_course = case.wants_housing_help = True
    case.interests, case.home_wishes = "Privchess", "Privgarden"
    session.add(HomeWishes(case_id=case.id, budget=173_700, work_postcode="2352 QP", municipalities=["0537"]))
    case.arrival, case.stay_months, case.has_bsn = date(2026, 12, 12), 37, True
    refresh(case, region, today())
    case.has_bsn = False
    refresh(case, region, today())
    return case


SECRETS = (
    *PRIVATE.values(), "Privgiven1", "Privgiven2", "privvan", "Privfamily", "Luc", "Moreau", "1970", "1971",
    "1972", "Peru", "Argentina", "Bolivia", "Australia", "married", "12 December 2026", "37 months", "2026-12-12",
    "housing_wishes", "Privchess", "Privgarden", "1,737", "1737", "2352 QP", "buddy", "health_insurance",
    "driving", "DigiD", "papers_handed_in",
)  # fmt: skip


def test_the_pages_hold_nothing_private(hr: Visitor, employer: Employer, region: Region) -> None:
    case = a_household_full_of_secrets(employer, region)
    hr.opens("employer.hires").does_not_see(*SECRETS)
    hr.opens("employer.hire", case_id=case.id).does_not_see(*SECRETS)
    up_to_visit(case)
    hr.opens("employer.hire", case_id=case.id).does_not_see(*SECRETS, "10:30", "Tuesday 15 December", "Tue 15 Dec")
    registered(case)
    hr.opens("employer.hire", case_id=case.id).does_not_see(*SECRETS, "Monday 14 December 2026, registered")


def test_what_hr_typed_stays_what_hr_sees(hr: Visitor, employer: Employer, region: Region) -> None:
    case = a_case(employer=employer, home_street="Hooigracht 12", home_postcode="2312 KS")
    case.home_street, case.home_postcode, case.arrival = "Privstreet 9", "2316 XP", date(2026, 12, 12)
    refresh(case, region, today())
    hr.opens("employer.hire", case_id=case.id).sees("Hooigracht 12", "2312 KS", "Wednesday 9 December 2026")
    hr.does_not_see("Privstreet", "2316 XP", "12 December 2026")


def test_the_task_of_a_family_does_not_tell_how_many_it_is_for(hr: Visitor, employer: Employer) -> None:
    alone, family = a_case(employer=employer), with_family(a_case(employer=employer), children=2)
    for person in family.people:
        person.nationalities = ["IN"]
    session.flush()
    texts = []
    for case in (alone, family):
        hr.opens("employer.hire", case_id=case.id)
        texts.append(hr.page.main.count("Arrange their right to stay"))
    assert texts == [1, 1]


def test_the_page_says_what_hr_sees_word_for_word(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    hr.opens("employer.hire", case_id=case.id)
    hr.sees(*(str(seen.words) for seen in EMPLOYER_SEES), str(EMPLOYER_NEVER_SEES))


def test_a_name_of_html_is_shown_and_not_run(hr: Visitor, employer: Employer) -> None:
    """Security T23."""
    case = a_case(
        employer=employer, given_names='<img src=x onerror="alert(1)">', family_name="</a><script>1</script>"
    )
    for opened in (hr.opens("employer.hires"), hr.opens("employer.hire", case_id=case.id)):
        assert not opened.page.all("img")
        assert all(e.get("src") for e in opened.page.all("script"))
        opened.sees('<img src=x onerror="alert(1)">')


# -- another employer's hire does not exist (security T01, T04) --------------------------------------


def test_another_employers_hire_is_as_missing_as_a_made_up_one(
    hr: Visitor, other_hr: Visitor, employer: Employer
) -> None:
    case = a_case(employer=employer)
    for case_id in (case.id, uuid.uuid4()):
        other_hr.cannot_open("employer.hire", case_id=case_id)
        answer = other_hr.posts("employer.complete_task", case_id=case_id, key="residence_right")
        assert answer.status_code == 404
    assert not session.query(LogLine).filter_by(case_id=case.id, actor_role="employer").count()


def test_answers_for_anothers_and_a_made_up_id_are_the_same_bytes(
    hr: Visitor, other_hr: Visitor, employer: Employer
) -> None:
    case = a_case(employer=employer)
    other_hr.opens("employer.hires")
    answers = [other_hr.asks_for("employer.hire", case_id=case_id) for case_id in (case.id, uuid.uuid4())]
    assert answers[0].data == answers[1].data
    assert dict(answers[0].headers) == dict(answers[1].headers)


@pytest.mark.parametrize("who", ["officer", "coordinator", "registrar", "expat"])
def test_nobody_else_enters_the_employers_door(who: str, request: pytest.FixtureRequest) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    case = a_case()
    visitor.cannot_open("employer.hires")
    visitor.cannot_open("employer.hire", case_id=case.id)
