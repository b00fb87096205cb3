"""Three households go through the whole intake, and the file says what they said."""

from datetime import date

from expatdesk.cases.actions import change_facts
from expatdesk.cases.facts import facts_of
from expatdesk.cases.intake_actions import remember_question
from expatdesk.documents.models import Has
from expatdesk.documents.queries import papers_of
from expatdesk.logbook.models import SYSTEM
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
from expatdesk.rules.plan import PaperCheck, PaperKey, RouteReason, StepState
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.expat.answering import answers, sends
from tests.expat.households import COUPLE, FAMILY, MONONYM, NO_HOME
from tests.factories import a_case, registered, the_plan
from tests.factories.cases import REGION

PRINCIPAL, PARTNER, MARRIED = PersonRole.PRINCIPAL, PersonRole.PARTNER, MaritalStatus.MARRIED


def test_a_single_person_with_one_name_and_a_year_of_birth(visit: Visit) -> None:
    case = a_case(given_names="", family_name="Wahyuningsih", nationality="ID")
    expat = visit(case)
    came = answers(expat, MONONYM)
    assert came[:5] == ["known", "birth", "origin", "household", "status"]
    assert came[5:] == ["certificates-0", "earlier", "licence", "wishes", "papers"]
    expat.sees("Wahyuningsih", "1994", "From Indonesia, in Indonesian", "1 of 5")
    assert the_plan(case).step("intake").state is StepState.OPEN
    sends(expat)
    expat.sees("Hello Wahyuningsih", "Thank you. We have your answers.", "Hand in your papers")
    assert the_plan(case).step("intake").state is StepState.DONE
    facts = facts_of(case)
    certificate, single = Certificate("ID", "id"), MaritalStatus.SINGLE
    assert facts.people == (Person(PRINCIPAL, PartialDate(1994), ("ID",), "ID", certificate, single),)
    assert facts.wants == Wants(housing_help=False, social=True, buddy=True, language_course=False)
    birth = next(paper for paper in the_plan(case).papers if paper.key is PaperKey.BIRTH_CERTIFICATE)
    assert {PaperCheck.APOSTILLE, PaperCheck.SWORN_TRANSLATION} <= set(birth.checks)
    said = papers_of(case)
    assert said[0, PaperKey.IDENTITY].has == Has.YES
    assert said[0, PaperKey.BIRTH_CERTIFICATE].has == Has.NOT_YET


def test_a_couple_from_india_and_france_in_dutch(visit: Visit) -> None:
    arrival, work = date(2027, 1, 4), date(2027, 1, 11)
    case = a_case(arrival=arrival, first_working_day=work, people_expected=2, language="nl", **NO_HOME)
    expat = visit(case, language="nl")
    answers(expat, COUPLE)
    sends(expat)
    expat.sees("U en Luc komen over 3 weken aan", "Dank u wel. Wij hebben uw antwoorden.")
    facts = facts_of(case)
    assert facts.people == (
        Person(PRINCIPAL, PartialDate(1990, 5, 1), ("IN",), "IN", Certificate("IN", "en"), MARRIED, "IN"),
        Person(PARTNER, PartialDate(1991, 2), ("FR",), "IN", Certificate("FR", "fr"), MARRIED),
    )
    assert facts.home == Home("2312 AB", HomeKind.RENT, date(2027, 1, 1), registration_allowed=True)
    assert facts.earlier == Earlier(has_bsn=False, lived_in_nl=False)
    assert facts.wants == Wants(housing_help=True, social=True, buddy=True, language_course=True)
    assert the_plan(case).route.reason is RouteReason.COVERED_HOME
    # One certificate shows the marriage of both, so one tick speaks for both.
    married = {person: said.has for (person, key), said in papers_of(case).items() if "marriage" in key}
    assert married == {0: Has.YES, 1: Has.YES}


def test_a_family_of_five_without_an_address(visit: Visit) -> None:
    case = a_case(arrival=None, first_working_day=None, address_form_signed=True, people_expected=5, **NO_HOME)
    expat = visit(case)
    came = answers(expat, FAMILY)
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
    assert (facts.arrival, facts.stay_months) == (date(2027, 1, 4), 36)
    assert the_plan(case).route.reason is RouteReason.EMPLOYER_ADDRESS
    papers = {(paper.person, paper.key) for paper in the_plan(case).papers}
    assert (0, PaperKey.DIVORCE_CERTIFICATE) in papers
    assert not [paper for paper in papers if paper[1] is PaperKey.MARRIAGE_CERTIFICATE]


def test_what_nobody_asked_is_not_answered(visit: Visit) -> None:
    """One answer can end the questions early; a default of the file is no answer."""
    case = a_case()
    expat = visit(case)
    expat.opens("expat.summary").sees("Not told yet").does_not_see("No driving licence", "social network")
    remember_question(case, "wishes")
    expat.opens("expat.summary").sees("No driving licence", "social network")


def test_what_the_desk_told_for_a_household_is_told(visit: Visit) -> None:
    case = a_case()
    change_facts(case, {"wants_buddy": True}, version=case.version, by=SYSTEM, region=REGION, today=today())
    visit(case).opens("expat.summary").sees("Not told yet", "social network, a buddy").does_not_see("No driving")


def test_past_its_intake_a_household_reads_what_the_file_holds(visit: Visit) -> None:
    case = a_case()
    visit(case).opens("expat.summary").sees("In hand", "0 of 5")
    registered(case)
    expat = visit(case).opens("expat.summary").sees("No driving licence", "social network")
    expat.does_not_see("You would like Not told yet", "In hand", "0 of")
