"""Ending, as its household asks, that somebody represents it."""

import uuid

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.representatives import end_representation
from expatdesk.desk.blueprint import blueprint
from expatdesk.shared.i18n import gettext as _


@blueprint.post("/desk/cases/<uuid:case_id>/representative/end")
def end_representative(case_id: uuid.UUID) -> Response:
    case = case_or_404(case_id)
    if end_representation(case, by=current_visitor().actor):
        flash(_("Nobody represents this household any more. It gets a mail that says so."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)
