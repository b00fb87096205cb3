"""Checking papers, one after the other: accept, return, look again."""

import uuid

from flask import abort, current_app, redirect, render_template
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.papers import person_of
from expatdesk.access.policy import may_open_pages, visible_cases
from expatdesk.access.readings import note_paper
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.firming import telling_when_firm
from expatdesk.cases.refusals import HoldsBsn, StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.checking import ACCEPT, RETURN
from expatdesk.desk.paper_page import PaperPage, address
from expatdesk.documents.checking import DoubtLeft, NotToCheck, accept, reopen, return_paper
from expatdesk.documents.checks import count_to_check, next_to_check
from expatdesk.documents.pictures import PictureNotMade, picture_of
from expatdesk.documents.queries import find_document, find_page
from expatdesk.documents.store import ContentMissing, StoreAway
from expatdesk.shared.clock import today
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.key_ring import Unreadable
from expatdesk.shared.pages import Page

PAPER = "/desk/cases/<uuid:case_id>/papers/<uuid:document_id>"


@blueprint.context_processor
def papers_waiting() -> dict[str, object]:
    """The count beside “Papers to check”, asked for only where the menu shows it."""
    return {"papers_waiting": lambda: count_to_check(visible_cases(current_visitor()))}


@blueprint.get("/desk/papers")
def papers() -> Page:
    found = next_to_check(visible_cases(current_visitor()), the_region(), today())
    if found is None:
        return render_template("desk/checking/none.html")
    return redirect(address(*found), 303)


@blueprint.get(PAPER)
def paper(case_id: uuid.UUID, document_id: uuid.UUID) -> Page:
    return PaperPage(case_id, document_id).show()


@blueprint.post(PAPER)
def judge_paper(case_id: uuid.UUID, document_id: uuid.UUID) -> Page:
    page = PaperPage(case_id, document_id)
    form = page.form
    if not form.validate() or form.decision.data not in (ACCEPT, RETURN):
        return page.show(422)
    try:
        return accepted(page) if form.decision.data == ACCEPT else returned(page)
    except DoubtLeft:
        return page.refuse("settled", _("Tick the doubts that are in order all the same, or return the paper."))
    except HoldsBsn:
        return page.refuse("note", _("This looks like a BSN, which we may not keep. Take the number out."))
    except (NotToCheck, StaleVersion):
        return page.stale()


def accepted(page: PaperPage) -> Response:
    """Accept it, and go on with the next."""
    form, name = page.form, page.name
    said = {"read": form.read, "settled": form.doubts_settled, "version": form.version.data}
    with telling_when_firm(page.case, the_region(), today()):
        accept(page.case, page.document, **said, **acting())
    return page.go_on(_("%(paper)s is accepted.", paper=name))


def returned(page: PaperPage) -> Response:
    """Return it, and go on with the next."""
    form, name = page.form, page.name
    said = {"reason": form.reason.data, "note": form.note.data or "", "read": form.read}
    return_paper(page.case, page.document, **said, version=form.version.data, **acting())
    return page.go_on(_("%(paper)s went back to the household, with a mail in their language.", paper=name))


@blueprint.post(f"{PAPER}/reopen")
def reopen_paper(case_id: uuid.UUID, document_id: uuid.UUID) -> Page:
    page = PaperPage(case_id, document_id)
    form = page.reopen_form
    if not form.validate():
        return page.show(422)
    try:
        with telling_when_firm(page.case, the_region(), today()):
            reopen(page.case, page.document, reason=form.reason.data, version=form.version.data, **acting())
    except (NotToCheck, StaleVersion):
        return page.stale()
    return redirect(address(page.case, page.document), 303)


@blueprint.get(f"{PAPER}/pages/<uuid:page_id>/<int(max=9999):sheet>", endpoint="sheet")
def show_sheet(case_id: uuid.UUID, document_id: uuid.UUID, page_id: uuid.UUID, sheet: int) -> Response:
    case = case_or_404(case_id)
    document, page = find_document(case, document_id), find_page(case, document_id, page_id)
    if document is None or page is None or not may_open_pages(current_visitor(), case, document):
        abort(404)
    note_paper(document, person_of(case, document.person_id), sheet)
    try:
        picture = picture_of(page, sheet)
    except (LookupError, ContentMissing):
        abort(404)
    except (PictureNotMade, Unreadable, StoreAway) as error:
        current_app.logger.error("no picture of a page: %s", error)
        abort(503)
    return user_file(picture.content, media_type=picture.media_type, name=f"{case.code}-{sheet}")
