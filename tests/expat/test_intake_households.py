"""Three households go through the whole intake, and the file says what they said."""

from datetime import date

from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import Case
from expatdesk.documents.models import Has
from expatdesk.documents.queries import papers_of
from expatdesk.rules.facts import (
    Certificate,
    Earlier,
    Home,
    HomeKind,
    MaritalStatus,
    PartialDate,
    Person,
    PersonRole,
    Wants,
)
from expatdesk.rules.plan import Destination, PaperCheck, PaperKey, RouteReason, StepState
from tests.conftest import Visit
from tests.expat.answering import SINGLE, Answers, answers, sends
from tests.factories import a_case, an_employer, the_plan


def state(case: Case, step_id: str) -> StepState:
    return the_plan(case).step(step_id).state


def test_a_single_person_with_one_name_and_a_year_of_birth(visit: Visit) -> None:
    case = a_case(given_names="", family_name="Wahyuningsih", nationality="ID")
    given: Answers = {
        **SINGLE,
        "birth": {"born-year": "1994", "born_in_part": True},
        "origin": {"comes_from": "ID"},
        "certificates": {"language_0": "id"},
        "wishes": {"wants_social": False, "wants_buddy": True},
        "papers": {"paper_0_identity": True},
    }
    expat = visit(case)
    came = answers(expat, given)
    assert came == [
        "known",
        "birth",
        "origin",
        "household",
        "status",
        "certificates",
        "earlier",
        "licence",
        "wishes",
        "papers",
    ]
    expat.sees("Wahyuningsih", "1994", "From Indonesia, in Indonesian", "1 of 5")
    assert state(case, "intake") is StepState.OPEN
    sends(expat)
    expat.sees("Hello Wahyuningsih", "Thank you. We have your answers.", "Hand in your papers")
    assert state(case, "intake") is StepState.DONE
    facts = facts_of(case)
    assert facts.people == (
        Person(
            PersonRole.PRINCIPAL,
            PartialDate(1994),
            ("ID",),
            "ID",
            Certificate("ID", "id"),
            MaritalStatus.SINGLE,
            None,
        ),
    )
    assert facts.wants == Wants(housing_help=False, social=True, buddy=True, language_course=False)
    birth = next(paper for paper in the_plan(case).papers if paper.key is PaperKey.BIRTH_CERTIFICATE)
    assert {PaperCheck.APOSTILLE, PaperCheck.SWORN_TRANSLATION} <= set(birth.checks)
    said = papers_of(case)
    assert said[0, PaperKey.IDENTITY].has == Has.YES
    assert said[0, PaperKey.BIRTH_CERTIFICATE].has == Has.NOT_YET


def test_a_couple_from_india_and_france_in_dutch(visit: Visit) -> None:
    case = a_case(
        arrival=date(2027, 1, 4),
        first_working_day=date(2027, 1, 11),
        people_expected=2,
        home_kind=None,
        home_street=None,
        home_postcode=None,
        home_from=None,
        home_registration_allowed=None,
        language="nl",
    )
    given: Answers = {
        "known": {},
        "birth": {"born-day": "1", "born-month": "5", "born-year": "1990"},
        "origin": {"comes_from": "IN"},
        "household": {"partner": "yes", "children": "0"},
        "member-1": {
            "given_names": "Luc",
            "family_name": "Moreau",
            "born-month": "2",
            "born-year": "1991",
            "born_in_part": True,
            "nationality": "FR",
            "comes_from": "IN",
        },
        "couple": {"joined": "married"},
        "certificates": {"country_0": "IN", "language_0": "en", "country_1": "FR", "language_1": "fr"},
        "earlier": {"lived_in_nl": "no", "has_bsn": "no"},
        "home": {"home_kind": "rent"},
        "address": {
            "home_postcode": "2312ab",
            "home_from-day": "1",
            "home_from-month": "1",
            "home_from-year": "2027",
            "home_registration_allowed": "yes",
        },
        "licence": {"licence_0": "IN"},
        "wishes": {
            "wants_housing_help": True,
            "wants_social": True,
            "wants_buddy": True,
            "wants_language_course": True,
        },
        "papers": {"paper_0_marriage_certificate": True},
    }
    expat = visit(case, language="nl")
    answers(expat, given)
    sends(expat)
    expat.sees("U en Luc komen over 3 weken aan", "Dank u wel. Wij hebben uw antwoorden.")
    facts = facts_of(case)
    assert facts.people == (
        Person(
            PersonRole.PRINCIPAL,
            PartialDate(1990, 5, 1),
            ("IN",),
            "IN",
            Certificate("IN", "en"),
            MaritalStatus.MARRIED,
            "IN",
        ),
        Person(
            PersonRole.PARTNER, PartialDate(1991, 2), ("FR",), "IN", Certificate("FR", "fr"), MaritalStatus.MARRIED
        ),
    )
    assert facts.home == Home("2312 AB", HomeKind.RENT, date(2027, 1, 1), registration_allowed=True)
    assert facts.earlier == Earlier(has_bsn=False, lived_in_nl=False)
    assert facts.wants == Wants(housing_help=True, social=True, buddy=True, language_course=True)
    assert the_plan(case).route.reason is RouteReason.COVERED_HOME
    # One certificate shows the marriage of both, so one tick speaks for both.
    assert {said.has for (_, key), said in papers_of(case).items() if key is PaperKey.MARRIAGE_CERTIFICATE} == {
        Has.YES
    }


def test_a_family_of_five_without_an_address(visit: Visit) -> None:
    employer = an_employer("Rijnland Optics B.V.")
    case = a_case(
        employer=employer,
        arrival=None,
        first_working_day=None,
        home_kind=None,
        home_street=None,
        home_postcode=None,
        home_from=None,
        home_registration_allowed=None,
        address_form_signed=True,
        people_expected=5,
    )
    children = {
        f"member-{number}": {
            "given_names": name,
            "family_name": "Okafor",
            "born-day": "3",
            "born-month": "4",
            "born-year": year,
            "nationality": "NG",
        }
        for number, name, year in ((2, "Chidi", "2012"), (3, "Ngozi", "2015"), (4, "Uche", "2021"))
    }
    given: Answers = {
        **SINGLE,
        "origin": {"nationality": "NG", "comes_from": "NG"},
        "household": {"partner": "yes", "children": "3"},
        "member-1": {
            "given_names": "Adaeze",
            "family_name": "Okafor",
            "born-day": "2",
            "born-month": "9",
            "born-year": "1988",
            "nationality": "NG",
            "second_nationality": "GB",
        },
        **children,
        "couple": {"joined": "neither"},
        "status": {"status_0": "divorced", "status_1": "single"},
        "certificates": {f"country_{person}": "NG" for person in range(5)},
        "arrival": {"arrival-day": "4", "arrival-month": "1", "arrival-year": "2027", "stay_months": "36"},
        "home": {"home_kind": "none"},
        "licence": {"licence_1": "GB"},
    }
    expat = visit(case)
    came = answers(expat, given)
    assert [slug for slug in came if slug.startswith("member")] == ["member-1", "member-2", "member-3", "member-4"]
    assert "address" not in came
    sends(expat)
    expat.sees("You and 4 others arrive in 3 weeks", "Child, born 3 April 2021", "All 5 of you, in person")
    facts = facts_of(case)
    assert [person.role for person in facts.people] == ["principal", "partner", "child", "child", "child"]
    assert facts.people[1].nationalities == ("NG", "GB")
    assert facts.people[2].comes_from == "NG"
    assert [person.marital_status for person in facts.people] == ["divorced", "single", None, None, None]
    assert facts.people[0].birth_certificate is None
    assert facts.arrival == date(2027, 1, 4)
    assert facts.stay_months == 36
    route = the_plan(case).route
    assert (route.to, route.reason) == (Destination.DESK, RouteReason.EMPLOYER_ADDRESS)
    papers = {(paper.person, paper.key) for paper in the_plan(case).papers}
    assert (0, PaperKey.DIVORCE_CERTIFICATE) in papers
    assert not {paper for paper in papers if paper[1] is PaperKey.MARRIAGE_CERTIFICATE}
