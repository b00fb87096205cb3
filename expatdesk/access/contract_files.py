"""The pages of a rental contract at both doors: taken in while nobody is kept from writing, and given out."""

import uuid
from collections.abc import Callable

from flask import Response, abort

from expatdesk.access.papers import has_files, read_files, said_of
from expatdesk.access.policy import may_open_contract
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.documents.contract_files import add_to_contract, contract_file
from expatdesk.documents.models import Attachment
from expatdesk.documents.reading import content_of
from expatdesk.documents.refusals import FileRefused, MessageFull
from expatdesk.documents.store import ContentMissing
from expatdesk.documents.taking_in import discard, take_in
from expatdesk.housing.contract_models import ContractCheck
from expatdesk.shared.db import begin_writing, let_others_write
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _


def take_pages(find: Callable[[], tuple[Case, ContractCheck]]) -> list[str]:
    """Put the files of this request to a contract; answers what is wrong with which.

    Reading files takes seconds in which nobody else must wait to write, so case and contract are found anew after.
    """
    if not has_files():
        return [_("Choose a file first, or make a photo.")]
    find()
    let_others_write()
    try:
        taken = take_in(read_files())
    except FileRefused as nobody_free:
        begin_writing()
        return [str(nobody_free.words)]
    begin_writing()
    case, contract = find()
    try:
        files = add_to_contract(case, contract.id, taken.pages)
    except MessageFull:
        discard(taken.pages)
        return [_("A contract can have at most 10 files. Put its pages together in one PDF.")]
    except FileRefused as full:
        discard(taken.pages)
        return [str(full.words)]
    held = {file.id for file in files}
    discard(page for page in taken.pages if page.id not in held)
    return [said_of(one) for one in taken.refused]


def contract_file_or_404(case: Case, contract: ContractCheck, file_id: uuid.UUID) -> Attachment:
    """A file of this contract that the visitor may open; 404 for any other (security T04, T26)."""
    file = contract_file(case.id, contract.id, file_id)
    if file is None or not may_open_contract(current_visitor(), contract, file):
        abort(404)
    return file


def give_out(file: Attachment) -> Response:
    """The file, to be saved."""
    try:
        return user_file(content_of(file), media_type=file.media_type, name=file.shown_name)
    except ContentMissing:
        abort(404)
