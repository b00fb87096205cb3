"""Papers at every door: files come in without keeping others from writing, and go out as files (T26, T28)."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Response, abort, flash, request

from expatdesk.access.acting import acting, the_region
from expatdesk.access.readings import note_paper
from expatdesk.appointments.firming import telling_when_firm
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import CaseClosed
from expatdesk.documents.cleaning import MOST_BYTES
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import find_page
from expatdesk.documents.reading import content_of
from expatdesk.documents.refusals import PaperAccepted, PaperFull, PaperNotAsked
from expatdesk.documents.store import ContentMissing
from expatdesk.documents.taking_in import NotTaken, Sent, discard, take_in
from expatdesk.documents.uploads import hand_in, holds_same, is_asked, left_out
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_writing, let_others_write
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _

FIELD = "files"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the files of a request: the paper they are of now, and what is wrong with which."""

    document: Document | None
    refused: tuple[NotTaken, ...] = ()
    error: str = ""
    # Names of photos that were taken, though perhaps nobody can read them.
    tiny: tuple[str, ...] = ()

    @property
    def errors(self) -> list[str]:
        """Everything that is wrong, as sentences; which file, where there were files."""
        return [self.error] if self.error else [said_of(one) for one in self.refused]


def warn_of_tiny(received: Received) -> None:
    """Say kindly which of the photos that were taken is so small that perhaps nobody can read it."""
    for name in received.tiny:
        flash(
            _(
                "We have “%(file)s”, but it is small: perhaps we cannot read it. Can you read every word? "
                "Then it is fine. If not, make a larger photo and send that too.",
                file=name,
            ),
            "warning",
        )


def said_of(refused: NotTaken) -> str:
    """Which file was not taken, and why."""
    return _("“%(file)s” is not kept. %(why)s", file=refused.name, why=refused.why.words)


def receive(
    find_case: Callable[[], Case],
    person_id: uuid.UUID,
    paper: PaperKey,
    may_be_newer: Callable[[Case], bool] = lambda _case: True,
) -> Received:
    """Take the files of this request as a paper of somebody.

    Reading files takes seconds in which nobody else must wait to write: the case is let go, and found again, and
    only then it is asked whether they may be a newer paper beside an accepted one.
    """
    if not has_files():
        return Received(None, error=_("Choose a file first, or make a photo."))
    return receive_these(read_files(), find_case, person_id, paper, may_be_newer)


def receive_these(
    files: Iterator[Sent],
    find_case: Callable[[], Case],
    person_id: uuid.UUID,
    paper: PaperKey,
    may_be_newer: Callable[[Case], bool] = lambda _case: True,
) -> Received:
    """The same with files that come one by one, each made while nobody is kept from writing."""
    case = find_case()
    asked_or_404(case, person_of(case, person_id), paper)
    let_others_write()
    taken = take_in(files)
    begin_writing()
    if not taken.pages:
        return Received(None, taken.refused)
    case = find_case()
    try:
        with telling_when_firm(case, the_region(), today()):
            person, newer = person_of(case, person_id), may_be_newer(case)
            document = hand_in(case, person, paper, taken.pages, may_be_newer=newer, **acting())
    except PaperFull:
        document = None
    except (CaseClosed, PaperAccepted, PaperNotAsked) as refusal:
        discard(taken.pages)
        return Received(None, error=why_not(refusal))
    left = left_out(document, taken.pages)
    discard(left)
    without_room = [page for page in left if not holds_same(document, page)]
    tiny = tuple(page.shown_name for page in taken.pages if page.is_tiny and page not in left)
    return Received(
        document, (*taken.refused, *(NotTaken(page.shown_name, PaperFull()) for page in without_room)), tiny=tiny
    )


def person_of(case: Case, person_id: uuid.UUID) -> Person:
    """The member of this household with this id; 404 for anybody else (security T04)."""
    person = next((person for person in case.people if person.id == person_id), None)
    return person or abort(404)


def paper_or_404(key: str) -> PaperKey:
    """The kind of paper by its name in an address."""
    return PaperKey(key) if key in set(PaperKey) else abort(404)


def asked_or_404(case: Case, person: Person, paper: PaperKey) -> None:
    """404 for a paper that nobody asked this person for."""
    today_there = {name: value for name, value in acting().items() if name != "by"}
    if not is_asked(case, person, paper, **today_there):  # type: ignore[arg-type]
        abort(404)


def page_file(case: Case, document_id: uuid.UUID, page_id: uuid.UUID) -> Response:
    """The file of one page of this case, to be saved; 404 for another's, and for what is not scanned yet."""
    page = find_page(case, document_id, page_id)
    if page is None or page.document.state == DocumentState.BEING_SCANNED:
        abort(404)
    note_paper(page.document, person_of(case, page.document.person_id))
    try:
        return user_file(content_of(page), media_type=page.media_type, name=page.shown_name)
    except ContentMissing:
        abort(404)


def has_files() -> bool:
    """Whether anybody chose a file in this form."""
    return any(file.filename for file in request.files.getlist(FIELD))


def read_files() -> Iterator[Sent]:
    """The files of this form one by one, each no further than to see that it is too large."""
    for file in request.files.getlist(FIELD):
        if file.filename:
            content = file.stream.read(MOST_BYTES + 1)
            file.close()
            yield Sent(file.filename, content)


def why_not(refusal: Exception) -> str:
    """Why a paper takes no files, as a sentence."""
    match refusal:
        case CaseClosed():
            return _("This case is closed. Ask the desk to open it again.")
        case PaperAccepted():
            return _("The desk has accepted this paper already. Ask the desk if it has to be another one.")
        case _:
            return _("This paper is not needed any more.")
