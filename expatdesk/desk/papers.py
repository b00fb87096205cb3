"""The papers that the rules ask of a household, with what it said it has and what is checked on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.labels import PAPER_CHECKS, PAPERS
from expatdesk.cases.models import Case
from expatdesk.documents.models import Has
from expatdesk.documents.queries import papers_of
from expatdesk.rules.plan import Paper, Plan
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# What the household said of a paper: the look of the word, and the word.
SAID: Mapping[str | None, tuple[str, LazyString]] = {
    Has.YES: ("done", _l("They have it")),
    Has.NOT_YET: ("none", _l("Not yet")),
    None: ("none", _l("Not told yet")),
}
CHECKED = ("done", _l("Checked"))


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper that is asked of somebody."""

    name: LazyString
    kind: str
    said: LazyString
    checks: list[LazyString]


@dataclass(frozen=True, slots=True)
class PapersOf:
    """The papers of one member of the household."""

    person: str
    papers: list[PaperLine]


def papers_asked(case: Case, plan: Plan) -> list[PapersOf]:
    """The papers of everybody, person by person."""
    said = {key: row.has for key, row in papers_of(case).items()}
    checked = papers_checked_on(plan) is not None

    def line(paper: Paper) -> PaperLine:
        kind, words = CHECKED if checked else SAID[said.get((paper.person, paper.key))]
        return PaperLine(PAPERS[paper.key], kind, words, [PAPER_CHECKS[check] for check in paper.checks])

    return [
        PapersOf(person.full_name, papers)
        for person in case.people
        if (papers := [line(paper) for paper in plan.papers if paper.person == person.position])
    ]


def papers_checked_on(plan: Plan) -> date | None:
    """The day on which the desk checked the papers; until single papers are checked, all of them at once."""
    return next((step.done_on for step in plan.steps if step.key == "papers_checked"), None)
