"""Writing down which papers a household says it has. Nothing here commits."""

from collections.abc import Mapping

from expatdesk.cases.actions import claim
from expatdesk.cases.models import Case
from expatdesk.documents.models import Has, PaperSaid
from expatdesk.documents.queries import papers_of
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import now
from expatdesk.shared.db import session


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
