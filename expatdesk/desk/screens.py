"""Screens in waiting rooms: each has an address of its own, which is shown once and can be taken back."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.counters import add_screen, remove_screen
from expatdesk.appointments.screens import find_screen
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.screens import ScreenForm
from expatdesk.shared.addresses import full_address
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/desk/screens/new", methods=["GET", "POST"])
def new_screen() -> Page:
    """The address is shown in the answer itself and nowhere else, as with every secret."""
    form = ScreenForm()
    if not form.validate_on_submit():
        return render_template("desk/counters/screen.html", form=form, address=""), 422 if form.errors else 200
    screen, token = add_screen(form.name.data or "", by=current_visitor().actor)
    address = full_address("public.waiting_room", token=token)
    return render_template("desk/counters/screen.html", form=form, screen=screen, address=address)


@blueprint.post("/desk/screens/<uuid:screen_id>/remove", endpoint="remove_screen")
def remove(screen_id: uuid.UUID) -> Page:
    remove_screen(find_screen(screen_id) or abort(404), by=current_visitor().actor)
    flash(_("The address of the screen no longer works."), "ok")
    return redirect(url_for("desk.counters"), 303)
