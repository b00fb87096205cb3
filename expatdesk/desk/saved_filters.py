"""What somebody keeps of their worklist: a list under a name, and which columns they see."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.saved_filters import ChangeFilterForm, ColumnsForm, FilterForm
from expatdesk.desk.forms.worklist import Asked, read_asked, read_query
from expatdesk.desk.worklist_columns import shown_columns
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.worklists.actions import (
    NameTaken,
    TooManyFilters,
    change_filter,
    choose_columns,
    remove_filter,
    save_filter,
)
from expatdesk.worklists.models import SavedFilter
from expatdesk.worklists.queries import filter_to_change, kept_by


@blueprint.route("/desk/filters/new", methods=["GET", "POST"])
def new_filter() -> Page:
    asked = read_asked(request.args, current_visitor(), the_region(), today())
    form = FilterForm(may_share=_may_share(), asked=asked)
    if not form.validate_on_submit():
        return _page(form, asked), 422 if form.errors else 200
    try:
        save_filter(my_id(), str(form.name.data), asked.query(), is_shared=form.is_shared)
    except NameTaken:
        return _name_taken(form, asked)
    except TooManyFilters:
        form.name.errors = [_("You keep as many filters as the list can show. Remove one first.")]
        return _page(form, asked), 422
    flash(_("“%(name)s” stands beside the list now.", name=form.name.data), "ok")
    return _to(asked)


@blueprint.route("/desk/filters/<uuid:filter_id>", methods=["GET", "POST"], endpoint="filter")
def change_kept_filter(filter_id: uuid.UUID) -> Page:
    kept = _filter_or_404(filter_id)
    asked = read_query(kept.query, current_visitor(), the_region(), today())
    form = ChangeFilterForm.of(kept, may_share=_may_share())
    if not form.validate_on_submit():
        return _page(form, asked, kept), 422 if form.errors else 200
    try:
        change_filter(kept, name=str(form.name.data), is_shared=form.is_shared, place=form.place.data or 1)
    except NameTaken:
        return _name_taken(form, asked, kept)
    return _to(asked)


@blueprint.post("/desk/filters/<uuid:filter_id>/remove", endpoint="remove_filter")
def forget_filter(filter_id: uuid.UUID) -> Response:
    kept = _filter_or_404(filter_id)
    name = kept.name
    remove_filter(kept)
    flash(_("The filter “%(name)s” is removed. The households stay.", name=name), "ok")
    return redirect(url_for("desk.worklist"), 303)


@blueprint.route("/desk/columns", methods=["GET", "POST"])
def columns() -> Page:
    asked = read_asked(request.args, current_visitor(), the_region(), today())
    kept = kept_by(my_id(), with_shared=False)
    form = ColumnsForm(data={"columns": shown_columns(kept.columns)})
    if not form.validate_on_submit():
        return render_template(
            "desk/saved_filters/columns.html", form=form, asked=asked
        ), 422 if form.errors else 200
    choose_columns(my_id(), form.columns.data or ())
    return _to(asked)


def my_id() -> uuid.UUID:
    """Who is signed in; only users come through the desk's door."""
    return current_visitor().user_id or abort(404)


def _may_share() -> bool:
    """Registrars are the municipalities' people: what they keep is theirs alone."""
    return current_visitor().may(Permission.CHANGE_CASE)


def _filter_or_404(filter_id: uuid.UUID) -> SavedFilter:
    also_shared = current_visitor().may(Permission.KEEP_SHARED_FILTERS)
    return filter_to_change(filter_id, my_id(), also_shared=also_shared) or abort(404)


def _name_taken(form: FilterForm, asked: Asked, kept: SavedFilter | None = None) -> tuple[str, int]:
    form.name.errors = [_("You have a filter of this name already. Choose another name.")]
    return _page(form, asked, kept), 422


def _page(form: FilterForm, asked: Asked, kept: SavedFilter | None = None) -> str:
    return render_template("desk/saved_filters/filter.html", form=form, asked=asked, kept=kept)


def _to(asked: Asked) -> Response:
    return redirect(url_for("desk.worklist", **asked.address()), 303)
