"""The mails that stand ready for several households; the coordinator writes them."""

import uuid
from dataclasses import asdict

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.letters import MEANINGS, LetterForm
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.worklists import letter_queries
from expatdesk.worklists.letter_actions import LetterNameTaken, change_letter, remove_letter, write_letter
from expatdesk.worklists.models import Letter
from expatdesk.worklists.ready_letters import READY


@blueprint.get("/desk/letters")
def letters() -> str:
    return render_template("desk/letters/list.html", letters=letter_queries.letters())


@blueprint.route("/desk/letters/new", methods=["GET", "POST"])
def new_letter() -> Page:
    ready = READY.get(request.args.get("ready", ""))
    form = LetterForm(data={"version": 1, **(asdict(ready) if ready else {})})
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    try:
        write_letter(form.words(), by=current_visitor().actor)
    except LetterNameTaken:
        return _name_taken(form)
    return _saved(form)


@blueprint.route("/desk/letters/<uuid:letter_id>", methods=["GET", "POST"])
def letter(letter_id: uuid.UUID) -> Page:
    kept = _letter_or_404(letter_id)
    form = LetterForm.of(kept)
    if not form.validate_on_submit():
        return _page(form, kept), 422 if form.errors else 200
    try:
        change_letter(kept, form.words(), version=form.version.data, by=current_visitor().actor)
    except LetterNameTaken:
        return _name_taken(form, kept)
    except StaleVersion:
        form.version.data = kept.version
        return _page(form, kept, theirs=kept), 409
    return _saved(form)


@blueprint.post("/desk/letters/<uuid:letter_id>/remove", endpoint="remove_letter")
def put_away(letter_id: uuid.UUID) -> Response:
    remove_letter(_letter_or_404(letter_id), by=current_visitor().actor)
    flash(_("The mail is removed. What was sent with it stays sent."), "ok")
    return redirect(url_for("desk.letters"), 303)


def _letter_or_404(letter_id: uuid.UUID) -> Letter:
    return letter_queries.letter(letter_id) or abort(404)


def _name_taken(form: LetterForm, kept: Letter | None = None) -> tuple[str, int]:
    form.name.errors = [_("There is a mail of this name already. Choose another name.")]
    return _page(form, kept), 422


def _saved(form: LetterForm) -> Response:
    flash(_("“%(name)s” stands ready for officers.", name=form.name.data), "ok")
    return redirect(url_for("desk.letters"), 303)


def _page(form: LetterForm, kept: Letter | None = None, *, theirs: Letter | None = None) -> str:
    return render_template("desk/letters/letter.html", form=form, letter=kept, meanings=MEANINGS, theirs=theirs)
