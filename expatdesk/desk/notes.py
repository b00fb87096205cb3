"""Notes of staff on a case: write one, change one's own within the day, and say that one is read."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.notes import NoteForm
from expatdesk.desk.note_lines import may_read_notes
from expatdesk.desk.saved_filters import my_id
from expatdesk.notes.actions import NobodyOfThatName, NoteStands, change_note, mark_read, write_note
from expatdesk.notes.models import Note
from expatdesk.notes.queries import colleagues_at, note_on
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed
from expatdesk.shared.pages import Page


@blueprint.route("/desk/cases/<uuid:case_id>/notes", methods=["GET", "POST"], endpoint="new_note")
def add_note(case_id: uuid.UUID) -> Page:
    case, form = _case_or_404(case_id), NoteForm(data={"version": 1})
    if not form.validate_on_submit():
        return _page(case, form), 422 if form.errors else 200
    try:
        note = write_note(case, str(form.text.data), by=current_visitor().actor)
    except NobodyOfThatName as refusal:
        return _nobody(case, form, refusal)
    flash(_("The note is saved."), "ok")
    return _to(case, note)


@blueprint.route("/desk/cases/<uuid:case_id>/notes/<uuid:note_id>", methods=["GET", "POST"], endpoint="note")
def change_own_note(case_id: uuid.UUID, note_id: uuid.UUID) -> Page:
    case = _case_or_404(case_id)
    note = note_on(case.id, note_id) or abort(404)
    form = NoteForm.of(note)
    if not form.validate_on_submit():
        return _page(case, form, note), 422 if form.errors else 200
    by = current_visitor().actor
    try:
        change_note(case, note, str(form.text.data), version=form.version.data, by=by, today=today())
    except NobodyOfThatName as refusal:
        return _nobody(case, form, refusal, note)
    except NoteStands:
        abort(409)
    except StaleVersion:
        form.version.data = note.version
        return _page(case, form, note, has_changed=True), 409
    return _to(case, note)


@blueprint.post("/desk/mentions/<uuid:note_id>/read")
def mention_read(note_id: uuid.UUID) -> Response:
    mark_read(note_id, user_id=my_id())
    return redirect(url_for("desk.dashboard"), 303)


def _case_or_404(case_id: uuid.UUID) -> Case:
    """The case, where its notes are for this visitor: another town's registrar may still see it, not these."""
    case = case_or_404(case_id)
    return case if may_read_notes(case, current_visitor()) else abort(404)


def _nobody(case: Case, form: NoteForm, refusal: NobodyOfThatName, note: Note | None = None) -> tuple[str, int]:
    names = listed([f"@{user.name}" for user in colleagues_at(case)])
    wrong = listed(refusal.names)
    form.text.errors = [
        _(
            "%(wrong)s: nobody here is called that, or more than one. You can call %(names)s.",
            wrong=wrong,
            names=names,
        )
    ]
    return _page(case, form, note), 422


def _page(case: Case, form: NoteForm, note: Note | None = None, *, has_changed: bool = False) -> str:
    return render_template("desk/notes/note.html", case=case, form=form, note=note, has_changed=has_changed)


def _to(case: Case, note: Note) -> Response:
    return redirect(url_for("desk.case", case_id=case.id, _anchor=f"note-{note.id}"), 303)
