"""The papers that the rules ask of a household, as its own pages show them: person by person, then together."""

from dataclasses import dataclass

from expatdesk.cases.labels import PAPER_CHECKS, PAPER_REASONS, PAPERS
from expatdesk.cases.models import Case
from expatdesk.documents.models import Has
from expatdesk.documents.queries import papers_of
from expatdesk.expat.family import are_joined, called
from expatdesk.rules.plan import Paper, PaperKey, PaperWhy, Plan
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _

# Papers on the home, of which a household has one.
OF_ALL = frozenset({PaperKey.LEASE, PaperKey.PURCHASE_DEED, PaperKey.HOST_CONSENT, PaperKey.EMPLOYER_ADDRESS_FORM})


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of one member or of several, and whether the household has it; None where it did not say."""

    key: PaperKey
    people: tuple[int, ...]
    title: LazyString
    why: LazyString | None
    checks: tuple[LazyString, ...]
    in_hand: bool | None

    @property
    def field(self) -> str:
        """The name of its tick in a form."""
        return f"paper_{self.people[0]}_{self.key}"


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
            tuple(line for line in lines if line.people == (person.position,) and not _shared(line)),
        )
        for person in case.people
    ]
    together = PaperGroup(_("Together"), tuple(line for line in lines if _shared(line)))
    alone = len(case.people) == 1
    if alone:
        return [PaperGroup(own[0].title, (*own[0].lines, *together.lines))] if lines else []
    return [group for group in (*own, together) if group.lines]


def counted(groups: list[PaperGroup]) -> tuple[int, int]:
    """How many papers are in hand, and how many there are."""
    lines = [line for group in groups for line in group.lines]
    return sum(line.in_hand is True for line in lines), len(lines)


def _shared(line: PaperLine) -> bool:
    return line.key in OF_ALL or len(line.people) > 1


def _lines(case: Case, plan: Plan) -> list[PaperLine]:
    said = papers_of(case)
    in_hand = {paper: row.has == Has.YES for paper, row in said.items()}
    joined = are_joined(case)
    people = {paper: _people(paper, plan, joined=joined) for paper in plan.papers}
    return [
        PaperLine(
            key=paper.key,
            people=people[paper],
            title=PAPERS[paper.key],
            why=None if paper.why is PaperWhy.EVERYONE else PAPER_REASONS[paper.why],
            checks=tuple(PAPER_CHECKS[check] for check in paper.checks),
            in_hand=in_hand.get((paper.person, paper.key)),
        )
        for paper in plan.papers
        if people[paper][0] == paper.person
    ]


def _people(paper: Paper, plan: Plan, *, joined: bool) -> tuple[int, ...]:
    """Whose paper it is: a couple has one certificate of its marriage."""
    if paper.key is not PaperKey.MARRIAGE_CERTIFICATE or not joined:
        return (paper.person,)
    return tuple(other.person for other in plan.papers if other.key is paper.key)
