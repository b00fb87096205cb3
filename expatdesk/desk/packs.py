"""The welcome pack of a household, for the officer to print."""

import uuid

from flask import abort
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import today
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.welcome_pack.actions import make_pack


@blueprint.get("/desk/cases/<uuid:case_id>/welcome-pack/<language>", endpoint="pack")
def print_pack(case_id: uuid.UUID, language: str) -> Response:
    case = case_or_404(case_id)
    if language not in LANGUAGES:
        abort(404)
    pack = make_pack(
        case, language, status_url=full_address("expat.status"),
        # What adults told to meet people no municipality sees: by its registrar's hand the pack does without.
        follows_likes=current_visitor().may(Permission.RUN_BUDDIES), region=the_region(), today=today(),
    )  # fmt: skip
    return user_file(pack, media_type="application/pdf", name=f"welcome-{case.code}-{language}.pdf")
