"""The facts of a household with who told them, and when: by the history of its case, newest line first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from expatdesk.cases.history import CHANGES
from expatdesk.cases.labels import CATEGORIES
from expatdesk.cases.models import Case
from expatdesk.cases.words import language_name, work_address
from expatdesk.expat.answers import touches
from expatdesk.expat.employer_told import is_told
from expatdesk.expat.family import called
from expatdesk.expat.forms.intake import FORMS
from expatdesk.expat.household import Household
from expatdesk.expat.likes import likes_in_words
from expatdesk.expat.questions import Intake, Question
from expatdesk.expat.summary import HELD_BY_DEFAULT, Row, sections_of
from expatdesk.housing.wish_words import wishes_in_words
from expatdesk.housing.wishes import wishes_row
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import EMPLOYER_SIDE, Person, Role
from expatdesk.rules.facts import Category
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date
from expatdesk.social.career_words import careers_of


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the file says, who told it, and when; `url` leads to where the household corrects it."""

    label: str
    words: str
    source: str
    at: datetime | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Facts that belong together, under one heading."""

    title: str
    facts: list[Fact]


def blocks_of(household: Household, history: Sequence[LogLine]) -> list[Block]:
    """Everything that was told of this household: by itself, its employer or the desk."""
    told = _Told(household, history)
    asked = [
        Block(section.title, [told.fact(row) for row in section.rows if not row.is_missing])
        for section in sections_of(household.case)
    ]
    found = [*asked, told.home(), told.likes(), *told.careers(), told.contact(), told.work()]
    return [block for block in found if block.facts]


@dataclass(frozen=True, slots=True)
class _Told:
    household: Household
    history: Sequence[LogLine]

    @property
    def case(self) -> Case:
        return self.household.case

    def fact(self, row: Row) -> Fact:
        question = Intake(self.case).find(row.slug)
        source, at = self._source(FORMS[question.key].touches, self._whose(question)) if question else ("", None)
        may_change = question is not None and self.household.may_change(question) and not row.continues
        return Fact(
            row.label,
            row.answer,
            source,
            at,
            url_for("expat.question", slug=row.slug, back="data") if may_change else "",
        )

    def contact(self) -> Block:
        (email,) = self._facts([(_("E-mail address"), self.case.email, {"email"})])
        if not self.household.is_closed:
            email = replace(email, url=url_for("expat.email"))
        language = language_name(self.case.language)
        return Block(_("How we reach you"), [email, Fact(_("Language of pages and mails"), language, "", None)])

    def home(self) -> Block:
        """What home they look for; all of it is said, and changed, on one page."""
        case = self.case
        lines = wishes_in_words(case, wishes_row(case.id), self.household.region)
        said = next((line for line in self.history if line.verb in SAYS_HOME_WISHES), None)
        who, at = (self._who(said), said.at) if said else ("", None)
        url = "" if self.household.is_closed else url_for("expat.home_wishes")
        return Block(
            _("The home you look for"),
            [Fact(label, words, who, at, "" if number else url) for number, (label, words) in enumerate(lines)],
        )

    def likes(self) -> Block:
        """What adults told to meet people; all of it is said, and taken back, on one page."""
        said = next((line for line in self.history if line.verb in SAYS_LIKES), None)
        who, at = (self._who(said), said.at) if said else ("", None)
        lines = likes_in_words(self.case)
        return Block(
            _("People to meet"),
            [
                Fact(label, words, who, at, "" if number else url_for("expat.people"))
                for number, (label, words) in enumerate(lines)
            ],
        )

    def careers(self) -> list[Block]:
        """What who comes along told of work; all of it is said, and changed, on one page."""
        household = self.household
        return [self._career(one, lines) for one, lines, _ in careers_of(self.case, household.today) if lines]

    def _career(self, person: Person, lines: list[tuple[str, str]]) -> Block:
        told = (line for line in self.history if line.verb in SAYS_CAREER)
        said = next((line for line in told if line.details.get("person") == person.full_name), None)
        who, at = (self._who(said), said.at) if said else ("", None)
        url = "" if self.household.is_closed else url_for("expat.career", who=person.role)
        title = _("Help with work: %(name)s", name=called(person))
        facts = enumerate(lines)
        return Block(title, [Fact(label, words, who, at, "" if n else url) for n, (label, words) in facts])

    def work(self) -> Block:
        case = self.case
        day = long_date(case.first_working_day) if case.first_working_day else ""
        rows = [
            (_("You come as"), str(CATEGORIES[Category(case.category)]), {"category"}),
            (_("Employer"), case.employer.name if case.employer else "", {"employer_id"}),
            (_("First working day"), day, {"first_working_day"}),
            (_("Address of your work"), work_address(case), {"work_street", "work_postcode"}),
            (_("Department, as your employer calls it"), case.department or "", {"department"}),
            (_("Your number at your employer"), case.reference or "", {"reference"}),
        ]
        return Block(_("Why you come"), self._facts(rows))

    def _facts(self, rows: list[tuple[str, str, set[str]]]) -> list[Fact]:
        return [Fact(label, words, *self._source(frozenset(columns))) for label, words, columns in rows if words]

    def _source(self, columns: frozenset[str], whose: str = "") -> tuple[str, datetime | None]:
        """Who told it last, and when; what nobody changed since was told when the case was opened."""
        for line in self.history:
            is_theirs = whose in ("", line.details.get("person", whose))
            if line.verb in CHANGES and is_theirs and touches(line, columns):
                return self._who(line), line.at
        told = self.case.as_submitted or {}
        if any(is_told(told, column) for column in columns | _NAMED_OTHERWISE.get(columns, set())):
            return self.case.employer.name if self.case.employer else "", self.case.opened_at
        if columns in ASKED_OF_HOUSEHOLD:
            # It was as the file had it, so nothing changed when the household said so.
            return _("You"), None
        first = next((line for line in reversed(self.history) if line.verb in OPENS), None)
        return (self._who(first), first.at) if first else ("", None)

    def _whose(self, question: Question) -> str:
        place = question.member or 0
        is_personal = question.key in OF_A_PERSON and place < len(self.case.people)
        return self.case.people[place].full_name if is_personal else ""

    def _who(self, line: LogLine) -> str:
        if line.actor_role == Role.EXPAT:
            return _("You")
        if line.actor_role in EMPLOYER_SIDE or line.actor_role == Role.REGISTRAR:
            return line.actor_organisation or _("Our desk")
        return _("Our desk")


ASKED_OF_HOUSEHOLD = frozenset(FORMS[key].touches for key in HELD_BY_DEFAULT)
SAYS_HOME_WISHES = frozenset({"home_wishes_said"})
SAYS_LIKES = frozenset({"interests_told"})
SAYS_CAREER = frozenset({"career_told", "career_written_down"})
OPENS = frozenset({"case_opened", "own_case_opened"})
OF_A_PERSON = frozenset({"name", "birth", "origin", "member", "certificates"})
_NAMED_OTHERWISE = {
    frozenset({"nationalities", "comes_from"}): {"nationality"},
    frozenset({"people"}): {"people_expected"},
}
