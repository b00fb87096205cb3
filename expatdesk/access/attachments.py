"""Files with messages at both doors: kept while somebody is still writing, and given out as files (T26, T28)."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flask import Response, abort, request

from expatdesk.access.papers import has_files, read_files, said_of
from expatdesk.access.policy import may_open_file
from expatdesk.access.readings import note_thread
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.documents.attachments import file_of, keep_files, kept_files
from expatdesk.documents.models import Attachment
from expatdesk.documents.reading import content_of
from expatdesk.documents.refusals import FileRefused
from expatdesk.documents.store import ContentMissing
from expatdesk.documents.taking_in import TakenIn, discard, take_in
from expatdesk.enquiries.models import Thread
from expatdesk.shared.db import begin_writing, let_others_write, session
from expatdesk.shared.files import user_file

# The boxes of files that were kept when the form came before.
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files that go with a message, and what is wrong with others that were sent."""

    files: Sequence[Attachment] = ()
    errors: Sequence[str] = ()


NOTHING = Gathered()


def gather_files(find_case: Callable[[], Case]) -> Gathered:
    """The files of this form, and those kept when it came before.

    New ones are kept at once, whatever becomes of the form: who has to mend a word need not choose them again.
    Reading files takes seconds in which nobody else must wait to write, so all else is asked for anew after this.
    """
    if not has_files():
        return Gathered(_kept_before(find_case()), [])
    find_case()
    let_others_write()
    try:
        taken = take_in(read_files())
    except FileRefused as nobody_free:
        begin_writing()
        return Gathered(_kept_before(find_case()), [str(nobody_free.words)])
    begin_writing()
    return _keep(find_case(), taken)


def message_file(thread: Thread, file_id: uuid.UUID) -> Response:
    """A file of this thread, to be saved; 404 for any other, for what is not scanned yet, and for who may not."""
    file = file_in(thread, file_id)
    if not may_open_file(current_visitor(), thread, file):
        abort(404)
    note_thread(thread)
    try:
        return user_file(content_of(file), media_type=file.media_type, name=file.shown_name)
    except ContentMissing:
        abort(404)


def file_in(thread: Thread, file_id: uuid.UUID) -> Attachment:
    """The file with this id, where it goes with a message of this thread; 404 for any other (security T04)."""
    return file_of(thread.case_id, [message.id for message in thread.messages], file_id) or abort(404)


def _keep(case: Case, taken: TakenIn) -> Gathered:
    before, errors = _kept_before(case), [said_of(one) for one in taken.refused]
    try:
        files = keep_files(case, taken.pages, kept_by=_writer(), beside=before)
    except FileRefused as full:
        discard(taken.pages)
        return Gathered(before, [*errors, str(full.words)])
    ids = [file.id for file in files]
    discard(page for page in taken.pages if page.id not in ids)
    session.commit()
    begin_writing()
    return Gathered(kept_files(case, ids, kept_by=_writer()), errors)


def _kept_before(case: Case) -> list[Attachment]:
    return kept_files(case, list(_ticked()), kept_by=_writer())


def _ticked() -> Iterator[uuid.UUID]:
    for text in request.form.getlist(KEPT):
        try:
            yield uuid.UUID(text)
        except ValueError:
            abort(422)


def _writer() -> uuid.UUID:
    """Who writes: a colleague, or a household."""
    visitor = current_visitor()
    return visitor.user_id or visitor.case_id or abort(404)
