"""What the pages of papers show: each paper with its state, and one paper as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from expatdesk.cases.labels import PAPER_CHECKS, PAPER_REASONS, PAPERS
from expatdesk.cases.models import Case
from expatdesk.cases.reasons import RETURN_REASONS
from expatdesk.documents.checks import is_accepted
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.models import Page as PageRow
from expatdesk.documents.queries import documents_of
from expatdesk.documents.uploads import papers_left
from expatdesk.expat.family import called
from expatdesk.people.models import Person
from expatdesk.rules.plan import Paper, PaperKey, PaperWhy, Plan, StepState
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# How far a paper is, as its household reads it: the look of the word, and the word.
STATES: Mapping[str | None, tuple[str, LazyString]] = {
    None: ("none", _l("Not handed in yet")),
    DocumentState.BEING_SCANNED: ("wait", _l("Being scanned for viruses")),
    DocumentState.TO_CHECK: ("wait", _l("We check it")),
    DocumentState.ACCEPTED: ("done", _l("Accepted")),
    DocumentState.RETURNED: ("soon", _l("Came back to you")),
    DocumentState.ERASED: ("none", _l("Erased, hand it in again")),
}
ACCEPTED_AND_ERASED = ("done", _l("Accepted, and erased here"))


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of one person in the list."""

    person: Person
    key: PaperKey
    title: LazyString
    kind: str
    state: LazyString
    reason: LazyString | None


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one person."""

    name: str
    lines: Sequence[PaperLine]


@dataclass(frozen=True, slots=True)
class PaperList:
    """All papers of a household."""

    groups: Sequence[PaperGroup]
    left: int
    total: int
    is_their_turn: bool

    @property
    def may_be_told(self) -> bool:
        """Whether everything is here, and yet the desk was not told: some other step came first."""
        return self.is_their_turn and self.are_all_in

    @property
    def are_all_in(self) -> bool:
        """Whether nothing is left to hand in."""
        return self.total > 0 and self.left == 0


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper as a whole."""

    person: Person
    name: str
    is_alone: bool
    key: PaperKey
    title: LazyString
    why: LazyString | None
    checks: Sequence[LazyString]
    kind: str
    state: LazyString
    reason: LazyString | None
    note: str
    document: Document | None
    pages: Sequence[PageRow]
    takes_files: bool
    next: PaperLine | None

    @classmethod
    def of(cls, case: Case, plan: Plan, person: Person, key: PaperKey, document: Document | None) -> Self:
        """The page of this paper."""
        asked = next(one for one in plan.papers if (one.person, one.key) == (person.position, key))
        kind, state = state_of(document)
        left = [
            line for group in list_of(case, plan).groups for line in group.lines if line.kind in ("none", "soon")
        ]
        others = [line for line in left if (line.person, line.key) != (person, key)]
        return cls(
            person, called(person), len(case.people) == 1, key, PAPERS[key],
            None if asked.why is PaperWhy.EVERYONE else PAPER_REASONS[asked.why],
            [PAPER_CHECKS[check] for check in asked.checks], kind, state, _reason(document),
            (document.note or "") if document else "", document,
            document.pages if document else [],
            takes_files=not is_accepted(document),
            next=others[0] if others else None,
        )  # fmt: skip


def list_of(case: Case, plan: Plan) -> PaperList:
    """All papers, person by person, with how far each is."""
    handed = documents_of(case)
    left = papers_left(plan, handed)

    def line(person: Person, paper: Paper) -> PaperLine:
        document = handed.get((paper.person, paper.key))
        kind, state = state_of(document)
        return PaperLine(person, paper.key, PAPERS[paper.key], kind, state, _reason(document))

    groups = [
        PaperGroup(
            called(person), [line(person, paper) for paper in plan.papers if paper.person == person.position]
        )
        for person in case.people
    ]
    step = next((step for step in plan.steps if step.key == "papers_handed_in"), None)
    is_open = step is not None and step.state is StepState.OPEN
    total = len(plan.papers)
    return PaperList([one for one in groups if one.lines], len(left), total, is_open)


def state_of(document: Document | None) -> tuple[str, LazyString]:
    """How far a paper is: the look of the word, and the word."""
    if document is not None and document.state == DocumentState.ERASED and is_accepted(document):
        return ACCEPTED_AND_ERASED
    return STATES[document.state if document else None]


def _reason(document: Document | None) -> LazyString | None:
    if document is None or document.state != DocumentState.RETURNED:
        return None
    return RETURN_REASONS[document.reason or ""]
