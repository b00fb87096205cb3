"""Giving several households to one officer."""

import uuid

from flask import abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.worklist_actions import AssignSeveralForm
from expatdesk.desk.picked import list_address, picked, refused_words, versions
from expatdesk.people.models import User
from expatdesk.people.staff import officer
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import ngettext
from expatdesk.shared.pages import Page
from expatdesk.worklists.selection import Done
from expatdesk.worklists.selection import assign_several as give_to


@blueprint.route("/desk/picked/assign", methods=["GET", "POST"])
def assign_several() -> Page:
    cases, form = picked(), AssignSeveralForm()
    if not cases:
        return nothing_picked()
    if not form.validate_on_submit():
        return _page(cases, form), 422 if form.errors else 200
    chosen = officer(uuid.UUID(form.officer.data)) or abort(422) if form.officer.data else None
    why = str(form.why.data)
    _tell(give_to(cases, chosen, versions=versions(), why=why, by=current_visitor().actor), chosen)
    return redirect(list_address(), 303)


def _tell(outcome: Done, chosen: User | None) -> None:
    for words in refused_words(outcome):
        flash(words, "warning")
    if count := len(outcome.done):
        taken = ngettext(
            "%(name)s has %(num)d household more.",
            "%(name)s has %(num)d households more.",
            count,
            name=chosen.name if chosen else "",
        )
        free = ngettext("Nobody has %(num)d household now.", "Nobody has these %(num)d households now.", count)
        flash(taken if chosen else free, "ok")


def nothing_picked() -> Response:
    """Back to the list, which says how households are picked."""
    flash(_("Pick at least one household first: tick the box before its date."), "info")
    return redirect(list_address(), 303)


def _page(cases: list[Case], form: AssignSeveralForm) -> str:
    return render_template("desk/bulk_assign/assign.html", cases=cases, form=form, list_url=list_address())
