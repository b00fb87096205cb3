"""A household takes all that is kept of it along: as one file, which the worker makes."""

from itertools import chain

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.documents.store import ContentMissing
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.household import own_household
from expatdesk.people import throttle
from expatdesk.rights.exporting import KEPT, MOST_FAILURES, ask_for_export, content_of_export, export_of
from expatdesk.shared.clock import local, today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.files import user_file
from expatdesk.shared.key_ring import Unreadable
from expatdesk.shared.pages import Page


@blueprint.get("/my/data/file")
def export() -> str:
    """How far the file is, and where it is downloaded."""
    return _page()


@blueprint.post("/my/data/file")
def make_export() -> Page:
    """Ask for it; three times a day are enough for anybody."""
    household = own_household()
    if not throttle.may_try((throttle.EXPORTS, household.case.code)):
        return _page(too_many=True), 429
    begin_writing()
    ask_for_export(household.case, by=household.by)
    return redirect(url_for("expat.export"), 303)


@blueprint.get("/my/data/file/download")
def export_file() -> Response:
    """The file itself. One that lies under a key that nobody has any more is made anew."""
    case = own_household().case
    export = export_of(case.id)
    if export is None or export.made_at is None:
        abort(404)
    try:
        content = content_of_export(export)
        # With the first piece it shows whether the file can be read; an answer that has begun cannot say so.
        first = next(content)
    except (ContentMissing, Unreadable):
        abort(410)
    name = f"expatdesk-{case.code}-{today()}.zip"
    answer = user_file(chain([first], content), media_type="application/zip", name=name)
    answer.content_length = export.size
    return answer


def _page(*, too_many: bool = False) -> str:
    export = export_of(own_household().case.id)
    until = local(export.made_at + KEPT).date() if export and export.made_at else None
    has_failed = export is not None and export.failures >= MOST_FAILURES
    return render_template(
        "expat/data/export.html", export=export, until=until, has_failed=has_failed, too_many=too_many
    )
