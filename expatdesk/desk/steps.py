"""Steps of a plan: tick them off, let them go undone, send them back, undo."""

import uuid

from flask import flash, redirect, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.appointments.firming import telling_when_firm
from expatdesk.cases.refusals import (
    DayAhead,
    DayTooEarly,
    HoldsBsn,
    NotArrived,
    Refusal,
    StaleVersion,
    StepNotOpen,
)
from expatdesk.cases.step_actions import return_steps, waive_steps
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.step_page import StepPage
from expatdesk.documents.ticking import PapersInTheWay, PapersNotSeen, tick_off, undo_ticks
from expatdesk.housing.contract_queries import READS_CONTRACT, contract_waiting
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date
from expatdesk.shared.pages import Page

STEP = "/desk/cases/<uuid:case_id>/steps/<key>"


@blueprint.get(STEP)
def step(case_id: uuid.UUID, key: str) -> Page:
    return StepPage(case_id, key).show()


@blueprint.post(f"{STEP}/done")
def complete_step(case_id: uuid.UUID, key: str) -> Page:
    page = StepPage(case_id, key, "complete")
    if key == READS_CONTRACT and (waiting := contract_waiting(page.case.id)):
        flash(_("Say what you tell the household: then this is ticked off by itself."), "info")
        return redirect(url_for("desk.contract", case_id=case_id, contract_id=waiting.id), 303)
    form = page.form
    if not form.validate():
        return page.wrong()
    said = {"on": form["on"].data, "seen_on_paper": form["seen_on_paper"].data}
    try:
        with telling_when_firm(page.case, the_region(), today()):
            tick_off(page.case, form.step_ids, version=form.version.data, **said, **acting())
    except (DayAhead, DayTooEarly, NotArrived, PapersInTheWay, PapersNotSeen) as refusal:
        return page.refuse(*_against(refusal, page))
    except StepNotOpen:
        return page.wrong()
    except StaleVersion:
        return page.stale()
    return page.done(_("“%(step)s” is ticked off.", step=page.name))


def _against(refusal: Refusal, page: StepPage) -> tuple[str, str]:
    """The field that the desk's rules speak against, and what they say."""
    match refusal:
        case PapersNotSeen():
            return "seen_on_paper", _("Of some papers nothing is in the file. Tick the box if you have seen them.")
        case PapersInTheWay():
            return "on", _("This is not settled yet: %(papers)s. Check or scan it first.", papers=refusal.named)
        case DayAhead():
            return "on", _("This day is still to come. Fill in today or an earlier day.")
        case NotArrived():
            return "on", _("The household had not arrived on that day. Check the day.")
        case _:
            known = long_date(page.case.submitted_on)
            return "on", _("This was before the desk knew of it. Fill in %(day)s or a later day.", day=known)


@blueprint.post(f"{STEP}/waive")
def waive(case_id: uuid.UUID, key: str) -> Page:
    page = StepPage(case_id, key, "waive")
    form = page.form
    if not form.validate():
        return page.wrong()
    reason, version = form["reason"].data, form.version.data
    try:
        with telling_when_firm(page.case, the_region(), today()):
            waive_steps(page.case, form.step_ids, reason=reason, version=version, **acting())
    except StepNotOpen:
        return page.wrong()
    except StaleVersion:
        return page.stale()
    return page.done(_("“%(step)s” is not needed any more.", step=page.name))


@blueprint.post(f"{STEP}/return")
def give_back(case_id: uuid.UUID, key: str) -> Page:
    page = StepPage(case_id, key, "give_back")
    form = page.form
    if not form.validate():
        return page.wrong()
    why = {"reason": form["reason"].data, "note": form["note"].data or ""}
    try:
        with telling_when_firm(page.case, the_region(), today()):
            return_steps(page.case, form.step_ids, **why, version=form.version.data, **acting())
    except HoldsBsn:
        return page.refuse("note", _("This looks like a BSN, which we may not keep. Take the number out."))
    except StepNotOpen:
        return page.wrong()
    except StaleVersion:
        return page.stale()
    return page.done(_("“%(step)s” went back to the household, with a mail in their language.", step=page.name))


@blueprint.post(f"{STEP}/undo")
def undo(case_id: uuid.UUID, key: str) -> Page:
    page = StepPage(case_id, key, "undo")
    form = page.form
    if not form.validate():
        return page.wrong()
    try:
        with telling_when_firm(page.case, the_region(), today()):
            undo_ticks(page.case, form.step_ids, version=form.version.data, **acting())
    except StepNotOpen:
        return page.wrong()
    except StaleVersion:
        return page.stale()
    return page.done(_("“%(step)s” is to be done again.", step=page.name))
