"""The members of the household side by side: who they are, and how far each is with papers and registration."""

from dataclasses import dataclass

from expatdesk.cases.labels import CATEGORIES, ROLES
from expatdesk.cases.words import birth_in_words
from expatdesk.expat.family import called, isolated
from expatdesk.expat.overview.situation import Situation
from expatdesk.expat.papers import PaperLine
from expatdesk.people.models import Person
from expatdesk.rules.facts import UNKNOWN_BIRTH, Category, PersonRole
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import plain_date


@dataclass(frozen=True, slots=True)
class Mark:
    """How far something is: the kind of its icon and colour, and its words."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the household, with a line on them; a mark is None where nothing of that kind is asked here."""

    name: str
    line: str
    papers: Mark | None
    registration: Mark | None


def members_of(situation: Situation, papers: list[PaperLine], *, are_checked: bool) -> list[Member]:
    """Everybody in the household; `papers` are all that are still asked, of each or of several together."""
    return [
        Member(
            isolated(person.full_name) or called(person),
            _line(person, situation),
            _papers([line for line in papers if person.position in line.people], are_checked=are_checked),
            _registration(person, situation),
        )
        for person in situation.case.people
    ]


def _papers(lines: list[PaperLine], *, are_checked: bool) -> Mark | None:
    if not lines:
        return None
    if are_checked:
        return Mark("done", _("Checked"))
    had = sum(line.is_had for line in lines)
    return Mark(
        "done" if had == len(lines) else "wait", _("%(have)d of %(all)d in hand", have=had, all=len(lines))
    )


def _registration(person: Person, situation: Situation) -> Mark | None:
    step = next((step for step in situation.steps("brp_registration") if step.person == person.position), None)
    if step is None:
        return None
    if step.done_on is not None:
        return Mark("done", _("Registered on %(day)s", day=plain_date(step.done_on)))
    return Mark("wait", _("Not registered yet"))


def _line(person: Person, situation: Situation) -> str:
    one_name = bool(person.full_name) and not (person.given_names and person.family_name)
    if person.role == PersonRole.PRINCIPAL:
        category = str(CATEGORIES[Category(situation.case.category)])
        at = _("%(category)s at %(employer)s", category=category, employer=situation.employer)
        return at if situation.case.employer else category
    role = str(ROLES[PersonRole(person.role)])
    if one_name:
        return _("%(role)s. One name, as in the passport.", role=role)
    if person.born == str(UNKNOWN_BIRTH):
        return _("%(role)s, date of birth unknown", role=role)
    return _("%(role)s, born %(born)s", role=role, born=birth_in_words(person.born)) if person.born else role
