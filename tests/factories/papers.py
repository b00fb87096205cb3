"""Papers that were handed in, as rows alone: what lies in the store matters to few tests."""

from expatdesk.cases.models import Case
from expatdesk.documents.models import Document, DocumentState
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from tests.factories.cases import complete, the_plan


def a_paper(case: Case, paper: PaperKey, person: Person | None = None, **columns: object) -> Document:
    """A paper of somebody, the principal's unless said otherwise, that waits to be checked."""
    usual = {"state": DocumentState.TO_CHECK, "given_at": now(), "given_by_role": "expat", "given_by_name": "They"}
    owner = person or case.principal
    document = Document(case_id=case.id, person_id=owner.id, paper=paper, **{**usual, **columns})
    session.add(document)
    session.flush()
    return document


def with_all_papers(case: Case) -> dict[tuple[int, PaperKey], Document]:
    """All papers that the plan asks for, handed in today and waiting to be checked."""
    complete(case, "intake")
    papers = {
        (paper.person, paper.key): a_paper(case, paper.key, case.people[paper.person])
        for paper in the_plan(case).papers
    }
    complete(case, "papers_handed_in")
    return papers
