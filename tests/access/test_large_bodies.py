"""Only who is signed in, and only where papers are handed in, may send more than a form (security T27)."""

from werkzeug.test import TestResponse

from expatdesk.cases.models import Case
from expatdesk.documents.queries import documents_of
from expatdesk.rules.plan import PaperKey
from tests.conftest import Visit
from tests.documents.hostile import picture
from tests.factories import a_case
from tests.sending_files import sent
from tests.visitor import Visitor

# A photo with three megabytes behind its end.
LARGE = picture() + bytes(3 * 1024**2)
PASSPORT = PaperKey.IDENTITY


def status_of(answer: TestResponse) -> int:
    """The answer's status; werkzeug keeps the large body of a test in a file, which nobody else closes."""
    answer.request.environ["wsgi.input"].close()
    return answer.status_code


def test_a_paper_may_be_large(visit: Visit, app: object) -> None:
    case: Case = a_case()
    data = {"files": sent(("a.jpg", LARGE), ("b.jpg", LARGE + bytes(1)))}
    answer = visit(case).posts("expat.hand_in_paper", data, person_id=case.principal.id, paper=PASSPORT)
    assert status_of(answer) == 303
    assert len(documents_of(case)[0, PASSPORT].pages) == 2


def test_any_other_form_may_not(visit: Visit, app: object) -> None:
    case: Case = a_case()
    answer = visit(case).posts("expat.step_done", {"files": sent(("a.jpg", LARGE))}, key="papers_handed_in")
    assert status_of(answer) == 413


def test_nor_may_a_stranger(nobody: Visitor) -> None:
    case: Case = a_case()
    data = {"files": sent(("a.jpg", LARGE))}
    answer = nobody.posts("expat.hand_in_paper", data, person_id=case.principal.id, paper=PASSPORT)
    assert status_of(answer) == 413
