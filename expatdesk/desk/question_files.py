"""A file that a household sent with a question turns out to be a paper that is asked for, and becomes one."""

import uuid

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.attachments import file_in
from expatdesk.access.guards import case_or_404
from expatdesk.access.papers import person_of, why_not
from expatdesk.access.policy import may_open_file, visible_threads
from expatdesk.access.readings import note_thread
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.firming import telling_when_firm
from expatdesk.cases.labels import PAPERS
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import CaseClosed
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.enquiries import THREAD
from expatdesk.desk.scanning import paper_form
from expatdesk.documents.attachments import put_to_paper
from expatdesk.documents.models import Attachment
from expatdesk.documents.refusals import PaperAccepted, PaperFull, PaperNotAsked
from expatdesk.enquiries.models import Side, Thread
from expatdesk.enquiries.queries import thread_on
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _


@blueprint.post(f"{THREAD}/files/<uuid:file_id>/to-paper")
def file_to_paper(case_id: uuid.UUID, thread_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    case = case_or_404(case_id)
    thread = thread_on(case.id, thread_id, visible_threads(current_visitor())) or abort(404)
    file = _file_of_household(thread, file_id)
    note_thread(thread)
    try:
        flash(_put(case, file), "ok")
    except PaperFull as full:
        flash(str(full.words), "warning")
    except (CaseClosed, PaperAccepted, PaperNotAsked) as refusal:
        flash(why_not(refusal), "warning")
    return redirect(url_for("desk.enquiry", case_id=case.id, thread_id=thread.id), 303)


def _file_of_household(thread: Thread, file_id: uuid.UUID) -> Attachment:
    file = file_in(thread, file_id)
    theirs = {message.id for message in thread.messages if message.side == Side.HOUSEHOLD}
    if file.message_id not in theirs or not may_open_file(current_visitor(), thread, file):
        abort(404)
    return file


def _put(case: Case, file: Attachment) -> str:
    form = paper_form(case)
    if not form.validate():
        abort(422)
    person_id, key = form.chosen
    person = person_of(case, person_id)
    with telling_when_firm(case, the_region(), today()):
        put_to_paper(case, file, person, PaperKey(key), **acting())
    paper = PAPERS[PaperKey(key)]
    return _(
        "It is a page of “%(paper)s” of %(name)s now, and waits to be checked.", paper=paper, name=person.full_name
    )
