"""Writing down which papers a household says it has; somebody leaves with theirs. Nothing here commits."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from expatdesk.cases import household
from expatdesk.cases.actions import claim
from expatdesk.cases.difference import Difference
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.documents.checks import each_once
from expatdesk.documents.models import Document, Has, Page, PaperSaid
from expatdesk.documents.queries import documents_of, papers_of
from expatdesk.documents.store import erase_after_commit
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey, Plan
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session


def remove_member(
    case: Case, person: Person, *, version: int, by: Actor, region: Region, today: date
) -> Difference:
    """Take somebody out of the file, and erase the pages of their papers; answers and raises as `cases` does."""
    pages = _pages_by_person(case)
    change = household.remove_member(case, person, version=version, by=by, region=region, today=today)
    _erase_of_who_left(case, pages)
    return change


def set_household(
    case: Case, *, partner: bool, children: int, version: int, by: Actor, region: Region, today: date
) -> Difference:
    """Say who belongs to the household, and erase the pages of who does not; as `cases` does."""
    pages = _pages_by_person(case)
    change = household.set_household(
        case, partner=partner, children=children, version=version, by=by, region=region, today=today
    )
    _erase_of_who_left(case, pages)
    return change


def _pages_by_person(case: Case) -> list[tuple[uuid.UUID, str]]:
    found = select(Document.person_id, Page.stored_as).join(Page).where(Document.case_id == case.id)
    return [(person_id, name) for person_id, name in session.execute(found)]


def _erase_of_who_left(case: Case, pages: Sequence[tuple[uuid.UUID, str]]) -> None:
    """Their rows are gone; the content must not lie on until the worker finds that nobody names it."""
    here = {person.id for person in case.people}
    for person_id, name in pages:
        if person_id not in here:
            erase_after_commit(name)


def say_papers(
    case: Case, said: Mapping[tuple[int, PaperKey], Has], *, by: Actor, region: Region, today: date
) -> None:
    """Write down for these papers, by person's index and key, whether the household has them.

    What was said before and is not named here stays. One line of history where anything changed.
    Raises as `claim` does.
    """
    known = papers_of(case)
    changed = {paper: has for paper, has in said.items() if paper not in known or known[paper].has != has}
    if not changed:
        return
    claim(case, case.version)
    for (position, key), has in changed.items():
        row = known.get((position, key))
        if row is None:
            row = PaperSaid(case_id=case.id, person_id=case.people[position].id, paper=key)
            session.add(row)
        row.has, row.said_at = has, now()
    session.flush()
    each = _each_once(case, changed, plan_of(case, region, today))
    record("papers_said", by=by, case_id=case.id, in_hand=each.count(Has.YES), of=len(each))


def _each_once(case: Case, said: Mapping[tuple[int, PaperKey], Has], plan: Plan) -> list[Has]:
    """What was said of each paper that is asked, as the household counts them: a couple has one certificate."""
    found = [
        next((said[person, paper.key] for person in people if (person, paper.key) in said), None)
        for paper, people in each_once(plan, documents_of(case))
    ]
    return [has for has in found if has is not None]
