"""The household's papers: what is asked of whom, how far each is, and handing it in from a phone or a desk."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting
from expatdesk.access.papers import (
    Received,
    asked_or_404,
    page_file,
    paper_or_404,
    person_of,
    receive,
    said_of,
    warn_of_tiny,
)
from expatdesk.cases.models import Case
from expatdesk.documents.queries import find_document, find_page
from expatdesk.documents.uploads import take_back
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.household import own_household
from expatdesk.expat.late_papers import late_papers
from expatdesk.expat.paper_pages import PaperPage, list_of
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

PAPER = "/my/papers/<uuid:person_id>/<paper>"
ONE_PAGE = "/my/papers/<uuid:document_id>/pages/<uuid:page_id>"


@blueprint.get("/my/papers")
def papers() -> str:
    """Every paper, person by person, with how far it is."""
    household = own_household()
    return render_template(
        "expat/papers/list.html",
        is_closed=household.is_closed,
        is_registered=household.is_registered,
        list=list_of(household.case, household.plan),
        late_papers=late_papers(household.case, household.plan, household.region, household.today),
        back_url=url_for("expat.status"),
    )


@blueprint.get(PAPER)
def paper(person_id: uuid.UUID, paper: str) -> Page:
    """One paper: what makes it right, its pages, and the field to hand it in.

    What one paper shows for a couple has one page, with whom it is kept.
    """
    household = own_household()
    holder = list_of(household.case, household.plan).kept_with(person_id, paper)
    if holder is not None:
        return redirect(url_for("expat.paper", person_id=holder.id, paper=paper), 303)
    return _show(person_id, paper)


@blueprint.post(PAPER)
def hand_in_paper(person_id: uuid.UUID, paper: str) -> Page:
    """Take the files that were chosen or photographed."""
    key = paper_or_404(paper)
    received = receive(_case, person_id, key)
    if received.document is None:
        return _show(person_id, paper, received), 422
    for one in received.refused:
        flash(said_of(one), "files")
    flash(_thanks(), "ok")
    warn_of_tiny(received)
    return redirect(url_for("expat.paper", person_id=person_id, paper=key), 303)


@blueprint.post(f"{ONE_PAGE}/remove")
def remove_page(document_id: uuid.UUID, page_id: uuid.UUID) -> Response:
    """Take a page away again."""
    household = own_household()
    case = household.case
    document, page = find_document(case, document_id), find_page(case, document_id, page_id)
    if document is None or page is None or household.is_closed:
        abort(404)
    take_back(case, document, page, **acting())
    flash(_("The page is removed."), "ok")
    return redirect(url_for("expat.paper", person_id=document.person_id, paper=document.paper), 303)


@blueprint.get(ONE_PAGE)
def paper_file(document_id: uuid.UUID, page_id: uuid.UUID) -> Response:
    """A page as a file."""
    return page_file(own_household().case, document_id, page_id)


def _case() -> Case:
    return own_household().case


def _show(person_id: uuid.UUID, paper: str, received: Received | None = None) -> str:
    household, key = own_household(), paper_or_404(paper)
    person = person_of(household.case, person_id)
    asked_or_404(household.case, person, key)
    return render_template(
        "expat/papers/paper.html",
        page=PaperPage.of(household, person, key),
        errors=received.errors if received else [],
        is_registered=household.is_registered,
        back_url=url_for("expat.papers"),
    )


def _thanks() -> str:
    household = own_household()
    if list_of(household.case, household.plan).are_all_in:
        return _("Thank you. These were the last of your papers: now we check them.")
    return _("Thank you. We have this paper.")
