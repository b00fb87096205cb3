"""Papers that are scanned at the counter, and the file of any page for who has to save it."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.papers import page_file, receive, said_of, warn_of_tiny
from expatdesk.access.policy import may_open_pages
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.labels import PAPERS
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.scanning import ScanForm, Scannable
from expatdesk.documents.checks import document_for, each_once, is_accepted, takes_newer
from expatdesk.documents.models import Document
from expatdesk.documents.queries import documents_of, find_document
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import ngettext
from expatdesk.shared.pages import Page

SCAN = "/desk/cases/<uuid:case_id>/scan"


@blueprint.get(SCAN)
def scan(case_id: uuid.UUID) -> str:
    case = case_or_404(case_id)
    return _show(case, paper_form(case), [])


@blueprint.post(SCAN, endpoint="scanned")
def take_scan(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form = paper_form(case)
    if not form.validate():
        return _show(case, form, []), 422
    person_id, key = form.chosen
    received = receive(lambda: case_or_404(case_id), person_id, PaperKey(key))
    if received.document is None:
        return _show(case_or_404(case_id), form, received.errors), 422
    for one in received.refused:
        flash(said_of(one), "files")
    flash(_in_the_file(PaperKey(key), received.document), "ok")
    warn_of_tiny(received)
    # Page after page is scanned: the next one is most likely of the same paper.
    return redirect(url_for("desk.scan", case_id=case_id, paper=form.paper.data), 303)


@blueprint.get("/desk/cases/<uuid:case_id>/papers/<uuid:document_id>/pages/<uuid:page_id>")
def paper_file(case_id: uuid.UUID, document_id: uuid.UUID, page_id: uuid.UUID) -> Response:
    case = case_or_404(case_id)
    document = find_document(case, document_id)
    if document is None or not may_open_pages(current_visitor(), case, document):
        abort(404)
    return page_file(case, document_id, page_id)


def paper_form(case: Case) -> ScanForm:
    """The papers that may still be handed in, by person; of an accepted one that runs out, a newer one."""
    region, handed = the_region(), documents_of(case)
    plan, papers = plan_of(case, region, today()), list[Scannable]()
    for paper, people in each_once(plan, handed):
        document = document_for(paper, handed)
        is_newer = document is not None and takes_newer(case, document, plan, region, today())
        if is_newer or not is_accepted(document):
            whose = [case.people[person] for person in people]
            papers.append(Scannable(case.people[paper.person], whose, paper, is_newer))
    return ScanForm.of(papers, chosen=request.args.get("paper", ""))


def _in_the_file(key: PaperKey, document: Document) -> str:
    sheets = sum(page.sheets for page in document.pages)
    return ngettext(
        "%(paper)s is in the file: %(num)d page.", "%(paper)s is in the file: %(num)d pages.", sheets,
        paper=PAPERS[key],
    )  # fmt: skip


def _show(case: Case, form: ScanForm, errors: list[str]) -> str:
    return render_template("desk/scanning/scan.html", case=case, form=form, errors=errors)
