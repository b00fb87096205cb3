"""Writing down which papers a household says it has; somebody leaves with theirs. Nothing here commits."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from expatdesk.cases import household
from expatdesk.cases.actions import claim
from expatdesk.cases.difference import Difference
from expatdesk.cases.models import Case
from expatdesk.documents.models import Document, Has, Page, PaperSaid
from expatdesk.documents.queries import papers_of
from expatdesk.documents.store import erase_after_commit
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session


def remove_member(
    case: Case, person: Person, *, version: int, by: Actor, region: Region, today: date
) -> Difference:
    """Take somebody out of the file, and erase the pages of their papers; answers and raises as `cases` does.

    Their rows go with them; the content must not lie on until the worker finds that nobody names it.
    """
    pages = select(Page.stored_as).join(Document).where(Document.person_id == person.id)
    stored = session.scalars(pages).all()
    change = household.remove_member(case, person, version=version, by=by, region=region, today=today)
    for name in stored:
        erase_after_commit(name)
    return change


def say_papers(case: Case, said: Mapping[tuple[int, PaperKey], Has], *, by: Actor) -> None:
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
    in_hand = sum(has is Has.YES for has in changed.values())
    record("papers_said", by=by, case_id=case.id, in_hand=in_hand, of=len(changed))
