"""What the employer told is shown as told, to confirm in one press or to correct: never asked as if unknown."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from expatdesk.cases.actions import Hire, open_case
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.expat.answering import SINGLE, answers, place, words
from tests.factories import a_case, a_user, an_employer
from tests.factories.cases import REGION, a_hire, the_plan
from tests.page import text_of
from tests.visitor import Visitor

TOLD = "LUMC told us this."
COMES, LEAVES = date(2027, 2, 3), date(2027, 6, 30)
# Of an earlier stay or a number from before nobody has both: each is told by a hire of its own.
OTHERWISE: dict[str, dict[str, Any]] = {"has_bsn": {"has_bsn": True}, "lived_in_nl": {"lived_in_nl": True}}


@dataclass(frozen=True)
class Shown:
    """How a fact that was told is shown: its words on the first page, and what fields hold where it is asked."""

    value: Any
    words: str = ""
    slug: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)


def in_parts(name: str, day: date) -> dict[str, list[str]]:
    """The boxes of a date."""
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}-{part}": [str(number)] for part, number in parts.items()}


# One line for each fact that a form, a sheet or the API of an employer tells.
FACTS: dict[str, Shown] = {
    "given_names": Shown("Ana Lucia", "Name Ana Lucia de Souza", "name", {"given_names": ["Ana Lucia"]}),
    "particle": Shown("de", "Name Ana Lucia de Souza", "name", {"particle": ["de"]}),
    "family_name": Shown("Souza", "Name Ana Lucia de Souza", "name", {"family_name": ["Souza"]}),
    "email": Shown("ana@mail.example", "E-mail address ana@mail.example"),
    "language": Shown("nl", "Language of our mails Dutch"),
    "category": Shown("researcher", "You come as Researcher"),
    "nationality": Shown("BR", "Nationality Brazil", "origin", {"nationality": ["BR"]}),
    "stay_months": Shown(18, "Stay 18 months", "arrival", {"stay_months": ["18"]}),
    "people_expected": Shown(1, "Who come along Nobody", "household", {"partner": ["no"], "children": ["0"]}),
    "arrival": Shown(COMES, "Arrival Wednesday 3 February 2027", "arrival", in_parts("arrival", COMES)),
    "first_working_day": Shown(COMES, "First working day Wednesday 3 February 2027"),
    "home_kind": Shown("temporary", "Home Temporary home", "home", {"home_kind": ["temporary"]}),
    "home_street": Shown("Rapenburg 7", "Rapenburg 7", "address", {"home_street": ["Rapenburg 7"]}),
    "home_postcode": Shown("2311 GJ", "2311 GJ", "address", {"home_postcode": ["2311 GJ"]}),
    "home_from": Shown(COMES, "from 3 February 2027", "address", in_parts("home_from", COMES)),
    "home_until": Shown(LEAVES, "until 30 June 2027", "address", in_parts("home_until", LEAVES)),
    "home_registration_allowed": Shown(
        False, "You may register there No", "address", {"home_registration_allowed": ["no"]}
    ),
    "work_street": Shown("Albinusdreef 2", "Address of your work Albinusdreef 2, 2333 ZA"),
    "work_postcode": Shown("2333 ZA", "Address of your work Albinusdreef 2, 2333 ZA"),
    "address_form_signed": Shown(True, "Your employer signs the form for its address Yes"),
    "has_bsn": Shown(
        False, "Already has a BSN Yes", "earlier", {"has_bsn": ["yes"], "lived_in_nl": ["no"]}
    ),
    "lived_in_nl": Shown(False, "Lived in the Netherlands before Yes", "earlier", {"lived_in_nl": ["yes"]}),
    "department": Shown("Anatomy", "Department, as your employer calls it Anatomy"),
}  # fmt: skip


def told(**changes: Any) -> Case:
    """A household of which its employer told all that it can tell."""
    facts = {name: fact.value for name, fact in FACTS.items()}
    return a_case(employer=an_employer("LUMC"), **{**facts, **changes})


def values(expat: Visitor, button: str) -> dict[str, list[str]]:
    return expat.page.form_with(words(expat, button))[0].values()


def marks(expat: Visitor) -> dict[str, str]:
    """What stands beside fields on who told what they hold."""
    return {
        str(element.get("id")).removesuffix("-told"): text_of(element).strip()
        for element in expat.page.all("p")
        if str(element.get("id")).endswith("-told")
    }


def test_no_fact_of_a_hire_is_forgotten_here() -> None:
    assert set(FACTS) == set(Hire.__slots__)


@pytest.mark.parametrize("fact", FACTS)
def test_each_fact_that_was_told_is_shown_as_told(visit: Visit, fact: str) -> None:
    """On the first page, to confirm with one button; and where it is changed, filled in and named as told."""
    shown, expat = FACTS[fact], visit(told(**OTHERWISE.get(fact, {})))
    expat.opens("expat.question", slug="known").sees("LUMC told us.", shown.words, "Yes, go on")
    if not shown.slug:
        return
    expat.opens("expat.question", slug=shown.slug, back="known")
    held = values(expat, "Save")
    assert {name: held.get(name) for name in shown.fields} == shown.fields
    assert {name.partition("-")[0] for name in shown.fields} <= marks(expat).keys()
    assert set(marks(expat).values()) == {TOLD}


def test_nothing_that_was_told_comes_as_a_question_of_its_own(visit: Visit) -> None:
    """One press confirms it all; of the questions that follow, what was told needs no other press."""
    case = told()
    expat = visit(case)
    came = answers(expat, {**SINGLE, "origin": {"comes_from": "BR"}, "household": {}})
    assert not {"name", "arrival", "home", "address"} & set(came)
    assert again(case).principal.nationalities == ["BR"]


def again(case: Case) -> Case:
    session.expire_all()
    return case


# -- to correct ---------------------------------------------------------------------------------------


def test_a_correction_counts_and_the_employer_goes_on_seeing_what_it_told(visit: Visit) -> None:
    case = told()
    expat = visit(case).opens("expat.question", slug="known").follows("Something is wrong")
    expat.follows("Change Nationality").presses("Save", nationality="PT", comes_from="BR")
    assert place(expat) == "known"
    expat.sees("Nationality Portugal Changed since.", "Name Ana Lucia de Souza E-mail")
    assert marks(expat.opens("expat.question", slug="origin")) == {}
    assert again(case).as_submitted["nationality"] == "BR"  # type: ignore[index]
    (changed,) = (line for line in history_of(case.id) if line.verb == "facts_changed")
    assert (changed.actor_role, "nationalities" in changed.details["fields"]) == (Role.EXPAT, True)
    assert not any(step.key == "residence_right" for step in the_plan(case).steps)
    page = visit(a_user(Role.EMPLOYER, employer=case.employer)).opens("employer.hire", case_id=case.id)
    page.sees("Brazil").does_not_see("Portugal")


def test_what_is_typed_over_is_no_longer_named_as_told(visit: Visit) -> None:
    """Neither in the other language, where what is typed stays, nor where it cannot be saved."""
    expat = visit(told()).opens("expat.question", slug="arrival")
    expat.language = "nl"
    expat.presses("Nederlands", refused=200, stay_months="30")
    assert values(expat, "Go on")["stay_months"] == ["30"]
    assert marks(expat) == {"arrival": "LUMC heeft ons dit verteld."}
    expat.presses("Ga verder", refused=422, stay_months="0")
    assert set(marks(expat)) == {"arrival"}


def test_on_another_device_it_is_shown_as_told_as_well(visit: Visit) -> None:
    case = told()
    answers(visit(case), {"known": {}, "birth": SINGLE["birth"]}, until="origin")
    expat = visit(case).goes_to(visit(case).asks_for("expat.intake").location)
    assert (place(expat), marks(expat)) == ("origin", {"nationality": TOLD})


# -- what was told in part, or not at all -------------------------------------------------------------


def test_an_earlier_stay_that_was_told_is_confirmed_and_no_more_is_asked(visit: Visit) -> None:
    """By then another office registers them: one press, and they may send it."""
    case = told(lived_in_nl=True)
    expat = visit(case).opens("expat.question", slug="known").presses("Yes, go on")
    assert place(expat) == "summary"
    expat.sees("Lived in the Netherlands before Yes").does_not_see("Already has a BSN")
    expat.follows("Change Lived in the Netherlands before")
    assert marks(expat) == {"lived_in_nl": TOLD}
    assert values(expat, "Save")["has_bsn"] == []
    expat.presses("Save", lived_in_nl="no", has_bsn="no")
    assert again(case).lived_in_nl is False
    expat.opens("expat.question", slug="known").sees("Lived in the Netherlands before No Changed since.")


def test_that_an_employer_does_not_know_is_no_answer(visit: Visit) -> None:
    """Its "no, or we do not know" is asked as a question, and stands nowhere as told."""
    case = told()
    expat = visit(case).opens("expat.question", slug="known").does_not_see("Lived in the Netherlands before")
    expat.opens("expat.question", slug="earlier")
    assert (marks(expat), values(expat, "Go on")["lived_in_nl"]) == ({}, [])
    expat.opens("expat.summary").sees("Lived in the Netherlands before Not told yet")
    expat.opens("expat.question", slug="earlier").presses("Go on", lived_in_nl="no", has_bsn="no")
    expat.opens("expat.data").sees("Lived in the Netherlands before No You")


def test_somebody_stateless_is_told_as_such(visit: Visit) -> None:
    expat = visit(told(nationality="")).opens("expat.question", slug="known")
    expat.sees("Nationality No nationality (stateless)").opens("expat.question", slug="origin")
    assert (values(expat, "Go on")["nationality"], marks(expat)) == (["none"], {"nationality": TOLD})


def test_how_many_come_along_is_named_where_it_is_asked_who(visit: Visit) -> None:
    case = told(people_expected=4)
    expat = visit(case).opens("expat.question", slug="known").sees("Who come along 3 people")
    expat.opens("expat.question", slug="household").sees("LUMC told us that you come with 4 in all.")
    expat.presses("Go on", partner="yes", children="2")
    assert place(expat) == "member-1"
    # Of the others the employer tells nothing but how many they are.
    assert marks(expat) == {}
    expat.opens("expat.question", slug="household").sees("LUMC told us that you come with 4 in all.")
    expat.presses("Go on", partner="yes", children="1")
    expat.opens("expat.question", slug="known").sees("Who come along 2 people Changed since.")


def test_who_has_no_employer_reads_of_none(visit: Visit) -> None:
    case = open_case(a_hire(), employer=None, by=SYSTEM, region=REGION, today=today())
    expat = visit(case).opens("expat.question", slug="known").does_not_see("told us")
    for slug in ("name", "origin", "arrival", "household"):
        assert marks(expat.opens("expat.question", slug=slug)) == {}
