"""Hires that HR typed and did not send yet: listed for whoever typed them, to go on with or to throw away."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from expatdesk.access.policy import own_draft, own_drafts
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.hire_actions import DRAFTS_LAST, erase_draft
from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.hire_queries import find_draft, unsent_drafts
from expatdesk.employer.blueprint import blueprint
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import gettext as _

NAME = ("given_names", "particle", "family_name")


class Unsent(NamedTuple):
    """A draft in the list: whose name was typed in it, if any, since when and until when it is kept."""

    id: uuid.UUID
    name: str
    written_at: datetime
    kept_until: date


def unsent() -> list[Unsent]:
    """The visitor's own drafts."""
    drafts = unsent_drafts(own_drafts(current_visitor()))
    return [
        Unsent(one.id, _name(one), one.written_at, local(one.written_at + DRAFTS_LAST).date()) for one in drafts
    ]


@blueprint.post("/hires/drafts/<uuid:draft_id>/throw-away")
def throw_away(draft_id: uuid.UUID) -> Response:
    """Erase what was typed; what was sent meanwhile, from another tab, stands."""
    draft = draft_or_404(draft_id, to_change=True)
    if draft.case_id:
        return redirect(url_for("employer.hire", case_id=draft.case_id), 303)
    erase_draft(draft)
    flash(_("What you typed is thrown away."), "ok")
    return redirect(url_for("employer.hires"), 303)


def draft_or_404(draft_id: uuid.UUID, *, to_change: bool = False) -> HireDraft:
    """The visitor's own draft with this id; any other does not exist."""
    draft = find_draft(own_draft(current_visitor(), draft_id), to_change=to_change)
    if draft is None:
        abort(404)
    return draft


def _name(draft: HireDraft) -> str:
    return " ".join(text for part in NAME for text in draft.typed.get(part, ()) if text)
