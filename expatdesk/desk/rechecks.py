"""Saying what a change of the household, or of its papers, did to its visit."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash

from expatdesk.access.acting import acting, the_region
from expatdesk.appointments.firming import held_visit, tell_when_firm
from expatdesk.appointments.fitting import recheck_visit
from expatdesk.cases.models import Case
from expatdesk.shared.clock import today
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


@contextmanager
def telling_when_firm(case: Case) -> Iterator[None]:
    """Around an act that may accept the last paper: the household is told when its visit is firm by that."""
    held = held_visit(case, the_region(), today())
    yield
    tell_when_firm(case, held, the_region(), today())
