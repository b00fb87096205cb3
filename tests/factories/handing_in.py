"""Papers that were handed in, made with the real actions."""

from expatdesk.cases.models import Case
from expatdesk.documents.models import Document
from expatdesk.documents.taking_in import Sent, take_in
from expatdesk.documents.uploads import hand_in
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from tests.documents.hostile import picture
from tests.factories.cases import REGION


def handed_in(
    case: Case,
    paper: PaperKey = PaperKey.IDENTITY,
    *contents: bytes,
    person: Person | None = None,
    name: str = "page.jpg",
    by: Actor = SYSTEM,
) -> Document:
    """A paper of somebody of this case, of the principal if not said; a photo if no files are given."""
    taken = take_in(Sent(name, content) for content in contents or (picture(),))
    assert not taken.refused
    whose = person or case.principal
    return hand_in(case, whose, paper, taken.pages, by=by, region=REGION, today=today())
