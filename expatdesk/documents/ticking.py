"""Ticking off that papers are here, or checked, in accord with what lies in the file. Nothing here commits."""

from collections.abc import Collection, Sequence
from datetime import date

from expatdesk.cases.labels import paper_name
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.queries import plan_of, record_of
from expatdesk.cases.refusals import Refusal
from expatdesk.cases.step_actions import complete_steps, reopen_steps
from expatdesk.documents.checking import CHECKED, HANDED_IN
from expatdesk.documents.checks import (
    asked_since_check,
    document_for,
    each_once,
    is_accepted,
    is_seen_on_paper,
)
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import documents_of
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.rules.plan import Paper, Plan
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed


class PapersInTheWay(Refusal):
    """Papers came back, or still wait to be checked, so that the step cannot be done yet."""

    def __init__(self, case: Case, papers: Sequence[Paper]) -> None:
        super().__init__(", ".join(one.key for one in papers))
        self.papers = [(paper_name(one), case.people[one.person].full_name) for one in papers]

    @property
    def named(self) -> str:
        """Which papers, and of whom, in the reader's language."""
        words = [_("%(paper)s of %(name)s", paper=paper, name=name) for paper, name in self.papers]
        return listed(words)


class PapersNotSeen(Refusal):
    """Of some papers nothing lies in the file, and nobody said that they saw them on paper."""


def tick_off(
    case: Case,
    step_ids: Sequence[str],
    *,
    version: int,
    by: Actor,
    region: Region,
    today: date,
    on: date | None = None,
    seen_on_paper: bool = False,
) -> Plan:
    """As `complete_steps`, for what somebody says by hand. Raises as that does, PapersInTheWay and PapersNotSeen.

    Papers that the desk checked without a scan are written down as accepted, and the history names them: what
    facts ask for later stands out.
    """
    before = plan_of(case, region, today)
    refuse_papers_in_the_way(case, before, step_ids)
    unseen = papers_without_file(case, before) if CHECKED in step_ids else []
    if unseen and not seen_on_paper:
        raise PapersNotSeen
    seen = [(paper.key, case.people[paper.person].full_name) for paper in unseen]
    plan = complete_steps(case, step_ids, version=version, by=by, region=region, today=today, on=on, seen=seen)
    _write_down_as_checked(case, unseen, by)
    return plan


def refuse_papers_in_the_way(case: Case, plan: Plan, step_ids: Collection[str]) -> None:
    """Raise PapersInTheWay where a paper that is asked contradicts that these steps are done."""
    handed = documents_of(case)
    asked = each_once(plan, handed)
    here = [(paper, row) for paper, _people in asked if (row := document_for(paper, handed)) is not None]
    found = [paper for paper, row in here if _is_in_the_way(row, step_ids)]
    if found:
        raise PapersInTheWay(case, found)


def papers_without_file(case: Case, plan: Plan) -> list[Paper]:
    """The papers that are asked and of which nothing lies in the file: somebody may have seen them on paper."""
    handed = documents_of(case)
    return [paper for paper, _people in each_once(plan, handed) if document_for(paper, handed) is None]


def _is_in_the_way(row: Document, step_ids: Collection[str]) -> bool:
    """Whether this paper must come again before it is handed in, or is not accepted before all are checked."""
    if is_accepted(row):
        return False
    comes_again = row.state in (DocumentState.RETURNED, DocumentState.ERASED)
    return CHECKED in step_ids or (HANDED_IN in step_ids and comes_again)


def undo_ticks(
    case: Case, step_ids: Sequence[str], *, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """As `reopen_steps`; papers that were checked without a scan are to be checked again."""
    plan = reopen_steps(case, step_ids, version=version, by=by, region=region, today=today)
    if CHECKED in step_ids:
        for row in documents_of(case).values():
            if is_seen_on_paper(row):
                session.delete(row)
        session.flush()
    return plan


def take_up_again(case: Case, *, by: Actor, region: Region, today: date) -> None:
    """Before a paper comes that facts ask for since the check: the desk has something to check again.

    Both steps open anew, so that our promise runs from today and the visit is only held until then.
    """
    if not asked_since_check(case, plan_of(case, region, today)):
        return
    _open_both(case, by=by, region=region, today=today)


def missed_again(case: Case, person: Person, paper: str, *, by: Actor, region: Region, today: date) -> None:
    """After a paper was taken away: if it is still asked for, not everything is handed in any more."""
    handed = documents_of(case)
    asked = [
        one for one in plan_of(case, region, today).papers if (one.person, one.key) == (person.position, paper)
    ]
    if any(document_for(one, handed) is None for one in asked):
        _open_both(case, by=by, region=region, today=today)


def _open_both(case: Case, *, by: Actor, region: Region, today: date) -> None:
    done = [step for step in (HANDED_IN, CHECKED) if _is_done(case, step)]
    if done:
        reopen_steps(case, done, version=case.version, by=by, region=region, today=today)


def _is_done(case: Case, step: str) -> bool:
    past = record_of(case, step)
    return past is not None and past.outcome == Outcome.DONE


def _write_down_as_checked(case: Case, papers: Sequence[Paper], by: Actor) -> None:
    session.add_all(
        Document(
            case_id=case.id, person_id=case.people[paper.person].id, paper=paper.key, state=DocumentState.ACCEPTED,
            given_by_role=by.role, given_by_name=by.name[:200], checked_at=now(), checked_by=by.name[:200],
        )
        for paper in papers
    )  # fmt: skip
    session.flush()
