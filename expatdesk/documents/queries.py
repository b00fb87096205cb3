"""Reading which papers a household says it has."""

from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.documents.models import PaperSaid
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.db import session


def papers_of(case: Case) -> dict[tuple[int, PaperKey], PaperSaid]:
    """What the household said of each paper, by the person's index and the paper, as in `Plan.papers`.

    A paper that nobody spoke of yet is missing from the answer.
    """
    position = {person.id: person.position for person in case.people}
    rows = session.scalars(select(PaperSaid).where(PaperSaid.case_id == case.id))
    return {(position[row.person_id], PaperKey(row.paper)): row for row in rows if row.person_id in position}
