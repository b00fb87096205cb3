"""The papers that the rules ask of a household, as its own pages show them: person by person, then together."""

from collections.abc import Sequence
from dataclasses import dataclass

from expatdesk.cases.labels import PAPER_CHECKS, PAPER_REASONS, PAPER_REASONS_OF_OTHERS, paper_name
from expatdesk.cases.models import Case
from expatdesk.documents.checks import document_for, each_once, is_accepted
from expatdesk.documents.models import Document, DocumentState, Has
from expatdesk.documents.queries import documents_of, papers_of
from expatdesk.expat.family import called
from expatdesk.rules.plan import Paper, PaperKey, PaperWhy, Plan, StepState
from expatdesk.shared.i18n import LazyString, listed
from expatdesk.shared.i18n import gettext as _

# Papers on the home, of which a household has one.
OF_ALL = frozenset({PaperKey.LEASE, PaperKey.PURCHASE_DEED, PaperKey.HOST_CONSENT, PaperKey.EMPLOYER_ADDRESS_FORM})


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of one member or of several, and whether the household has it; None where it did not say.

    `is_here` tells whether the desk has it as a file: False where it came back, None where nothing was sent.
    """

    key: PaperKey
    people: tuple[int, ...]
    title: str | LazyString
    why: str
    checks: tuple[LazyString, ...]
    in_hand: bool | None
    is_here: bool | None

    @property
    def field(self) -> str:
        """The name of its tick in a form."""
        return f"paper_{self.people[0]}_{self.key}"

    @property
    def is_had(self) -> bool:
        """Whether nothing is left to find: what was sent tells more than what was said before."""
        return self.in_hand is True if self.is_here is None else self.is_here


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one member, or those of the household together."""

    title: str
    lines: tuple[PaperLine, ...]


def groups_of(case: Case, plan: Plan) -> list[PaperGroup]:
    """All papers: first each member's own, then what one paper shows for all."""
    lines = _lines(case, plan)
    own = [
        PaperGroup(
            called(person),
            tuple(
                line
                for line in lines
                if line.people == (person.position,) and not is_shared(line.key, line.people)
            ),
        )
        for person in case.people
    ]
    together = PaperGroup(_("Together"), tuple(line for line in lines if is_shared(line.key, line.people)))
    alone = len(case.people) == 1
    if alone:
        return [PaperGroup(own[0].title, (*own[0].lines, *together.lines))] if lines else []
    return [group for group in (*own, together) if group.lines]


def titled(case: Case, paper: Paper, people: Sequence[int]) -> str:
    """A paper by its name; of whom, where the household is more than one."""
    if len(case.people) == 1:
        return str(paper_name(paper))
    names = listed([called(case.people[person]) for person in people])
    return _("%(paper)s of %(name)s", paper=paper_name(paper), name=names)


def is_shared(key: PaperKey, people: Sequence[int]) -> bool:
    """Whether one paper shows something of several, or of the home of all."""
    return key in OF_ALL or len(people) > 1


def why_asked(case: Case, why: PaperWhy, people: Sequence[int]) -> str:
    """Why a paper is asked: it speaks to the principal, and of another member by name; "" where all need it."""
    if why is PaperWhy.EVERYONE:
        return ""
    if len(people) == 1 and people[0] > 0 and why in PAPER_REASONS_OF_OTHERS:
        return str(PAPER_REASONS_OF_OTHERS[why]) % {"name": called(case.people[people[0]])}
    return str(PAPER_REASONS[why])


def are_waived(plan: Plan) -> bool:
    """Whether the desk needs no papers any more that it did not accept."""
    return any(step.key == "papers_checked" and step.state is StepState.WAIVED for step in plan.steps)


def counted(groups: list[PaperGroup]) -> tuple[int, int]:
    """How many papers are in hand, and how many there are."""
    lines = [line for group in groups for line in group.lines]
    return sum(line.is_had for line in lines), len(lines)


def _lines(case: Case, plan: Plan) -> list[PaperLine]:
    said, handed = papers_of(case), documents_of(case)
    in_hand = {paper: row.has == Has.YES for paper, row in said.items()}
    return [
        PaperLine(
            key=paper.key,
            people=people,
            title=titled(case, paper, people) if len(people) > 1 else paper_name(paper),
            why=why_asked(case, paper.why, people),
            checks=tuple(PAPER_CHECKS[check] for check in paper.checks),
            in_hand=in_hand.get((paper.person, paper.key)),
            is_here=_is_here(document_for(paper, handed)),
        )
        for paper, people in each_once(plan, handed)
    ]


def _is_here(document: Document | None) -> bool | None:
    if document is None:
        return None
    return is_accepted(document) or document.state in (DocumentState.BEING_SCANNED, DocumentState.TO_CHECK)
