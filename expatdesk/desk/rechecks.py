"""Saying what a change of the household did to its visit."""

from flask import flash

from expatdesk.access.acting import acting
from expatdesk.appointments.fitting import recheck_visit
from expatdesk.cases.models import Case
from expatdesk.shared.i18n import gettext as _


def recheck_visit_and_say(case: Case) -> None:
    """Whatever changed the household may have made its visit too short or too early: look, and say so."""
    found = recheck_visit(case, **acting())
    if found.fits_again:
        text = _(
            "The visit of %(name)s fits again: it begins as booked. The household gets a mail.", name=case.title
        )
        flash(text, "ok")
    elif found.misfit:
        text = _(
            "The visit of %(name)s does not fit any more. Book a time that does; the household got a mail.",
            name=case.title,
        )
        flash(text, "warning")
