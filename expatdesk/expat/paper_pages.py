"""What the pages of papers show: each paper with its state, and one paper as a whole."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from expatdesk.cases.labels import PAPER_CHECKS, paper_name
from expatdesk.cases.models import Case
from expatdesk.cases.reasons import RETURN_REASONS
from expatdesk.documents.checks import asked_since_check, document_for, each_once, is_accepted, takes_newer
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.models import Page as PageRow
from expatdesk.documents.queries import documents_of, newer_of
from expatdesk.expat.family import called
from expatdesk.expat.household import Household
from expatdesk.expat.papers import are_waived, is_shared, titled, why_asked
from expatdesk.people.models import Person
from expatdesk.rules.plan import Paper, PaperKey, Plan, StepState
from expatdesk.shared.i18n import LazyString, listed
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

# How far a paper is, as its household reads it: the look of the word, and the word.
STATES: Mapping[str, tuple[str, LazyString]] = {
    DocumentState.BEING_SCANNED: ("wait", _l("Being scanned for viruses")),
    DocumentState.TO_CHECK: ("wait", _l("We check it")),
    DocumentState.ACCEPTED: ("done", _l("Accepted")),
    DocumentState.RETURNED: ("soon", _l("Came back to you")),
    DocumentState.ERASED: ("none", _l("Erased, hand it in again")),
}
NOT_YET = ("none", _l("Not handed in yet"))
NOT_NEEDED = ("done", _l("Not needed"))
ASKED_SINCE = ("soon", _l("Asked since your answers changed"))
ACCEPTED_AND_ERASED = ("done", _l("Accepted, and erased here"))

# What the household has still to do something about, by the look of the word.
TO_COME = frozenset({"none", "soon"})


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper in the list: with whom it is kept, and whose it is."""

    person: Person
    people: Sequence[Person]
    key: PaperKey
    title: str
    kind: str
    state: LazyString
    reason: LazyString | None

    @property
    def is_shared(self) -> bool:
        """Whether it stands under "Together"."""
        return is_shared(self.key, [person.position for person in self.people])


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one person, or those of the household together."""

    name: str
    lines: Sequence[PaperLine]


@dataclass(frozen=True, slots=True)
class PaperList:
    """All papers of a household."""

    groups: Sequence[PaperGroup]
    left: int
    total: int
    is_their_turn: bool
    are_waived: bool

    def kept_with(self, person_id: uuid.UUID, key: str) -> Person | None:
        """With whom the paper of this person is kept, where it is somebody else."""
        lines = [line for group in self.groups for line in group.lines if line.key == key]
        theirs = [line for line in lines if person_id in [one.id for one in line.people]]
        return next((line.person for line in theirs if line.person.id != person_id), None)

    @property
    def may_be_told(self) -> bool:
        """Whether everything is here, and yet the desk was not told: some other step came first."""
        return self.is_their_turn and self.are_all_in

    @property
    def are_all_accepted(self) -> bool:
        """Whether nothing is left to hand in, nor to check."""
        return self.total > 0 and all(line.kind == "done" for group in self.groups for line in group.lines)

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
    why: str
    checks: Sequence[LazyString]
    kind: str
    state: LazyString
    reason: LazyString | None
    note: str
    document: Document | None
    pages: Sequence[PageRow]
    takes_files: bool
    # The accepted one holds beside what is handed in here.
    is_newer: bool
    next: PaperLine | None

    @property
    def may_remove(self) -> bool:
        """Whether its pages may be taken away again."""
        return self.takes_files and not is_accepted(self.document)

    @classmethod
    def of(cls, household: Household, person: Person, key: PaperKey) -> Self:
        """The page of this paper."""
        case, plan = household.case, household.plan
        handed = documents_of(case)
        asked = next(one for one in plan.papers if (one.person, one.key) == (person.position, key))
        people = next((people for one, people in each_once(plan, handed) if one == asked), (person.position,))
        had = document_for(asked, handed)
        is_newer = had is not None and takes_newer(case, had, plan, household.region, household.today)
        document = document_for(asked, newer_of(case)) or had
        kind, state = ASKED_SINCE if asked in asked_since_check(case, plan) else state_of(document, plan)
        left = [line for group in list_of(case, plan).groups for line in group.lines if line.kind in TO_COME]
        others = [line for line in left if (line.person, line.key) != (person, key)]
        return cls(
            person, listed([called(case.people[one]) for one in people]), len(case.people) == 1, key,
            paper_name(asked), why_asked(case, asked.why, people),
            [PAPER_CHECKS[check] for check in asked.checks], kind, state, _reason(document),
            (document.note or "") if document else "", document,
            document.pages if document else [],
            takes_files=not household.is_closed and (is_newer or (kind != "done" and not is_accepted(document))),
            is_newer=is_newer,
            next=others[0] if others and not household.is_closed else None,
        )  # fmt: skip


def list_of(case: Case, plan: Plan) -> PaperList:
    """All papers, person by person, with how far each is."""
    handed, newer = documents_of(case), newer_of(case)
    since = asked_since_check(case, plan, handed)

    def line(paper: Paper, people: tuple[int, ...]) -> PaperLine:
        document = document_for(paper, newer) or document_for(paper, handed)
        kind, state = ASKED_SINCE if paper in since else state_of(document, plan)
        title = titled(case, paper, people) if len(people) > 1 else str(paper_name(paper))
        holder, whose = case.people[paper.person], [case.people[person] for person in people]
        return PaperLine(holder, whose, paper.key, title, kind, state, _reason(document))

    lines = [line(paper, people) for paper, people in each_once(plan, handed)]
    shared = [one for one in lines if one.is_shared] if len(case.people) > 1 else []
    groups = [
        PaperGroup(called(person), [one for one in lines if one.person is person and one not in shared])
        for person in case.people
    ]
    groups.append(PaperGroup(_("Together"), shared))
    step = next((step for step in plan.steps if step.key == "papers_handed_in"), None)
    is_open = step is not None and step.state is StepState.OPEN
    left = sum(one.kind in TO_COME for one in lines)
    return PaperList([one for one in groups if one.lines], left, len(lines), is_open, are_waived(plan))


def state_of(document: Document | None, plan: Plan) -> tuple[str, LazyString]:
    """How far a paper is: the look of the word, and the word.

    Papers may have come another way than through these pages; then the steps of the plan tell.
    """
    if are_waived(plan) and not is_accepted(document):
        return NOT_NEEDED
    if document is None:
        return _by_step(plan)
    if document.state == DocumentState.ERASED and is_accepted(document):
        return ACCEPTED_AND_ERASED
    return STATES[document.state]


def _by_step(plan: Plan) -> tuple[str, LazyString]:
    done = {step.key for step in plan.steps if step.state is StepState.DONE}
    if "papers_checked" in done:
        return STATES[DocumentState.ACCEPTED]
    return STATES[DocumentState.TO_CHECK] if "papers_handed_in" in done else NOT_YET


def _reason(document: Document | None) -> LazyString | None:
    if document is None or document.state != DocumentState.RETURNED:
        return None
    return RETURN_REASONS[document.reason or ""]
