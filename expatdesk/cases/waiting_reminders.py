"""Reminders that wait to be sent and are not true any more: written anew, or not at all. The worker's part."""

import uuid
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, exists, null, or_, select
from sqlalchemy.orm import aliased

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.cases.reminder_models import StepReminder
from expatdesk.cases.step_reminders import KIND, KINDS, write_what_is_due
from expatdesk.messages.choices import unwanted_by
from expatdesk.messages.kinds import Choice
from expatdesk.messages.models import WAITING, Mail
from expatdesk.rules.plan import Party
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import begin_immediate, session


def renew_waiting(region: Region, today: date) -> None:
    """Look once more at the reminders that are about to go out: meanwhile the step may be done, or have moved.

    Commits case by case.
    """
    waiting = session.execute(
        select(Mail.id, Case.id).join(Case, Case.id == Mail.case_id).where(_is_about_to_go())
    )
    overtaken = [one for one in waiting.all() if not _is_true(*one, region, today)]
    session.rollback()
    for one in overtaken:
        _renew(*one, region, today)


def _is_about_to_go() -> ColumnElement[bool]:
    """Reminders that wait no longer, by themselves or because a mail to the same household takes them along."""
    other = aliased(Mail)
    takes_along = and_(other.state == WAITING, other.part.is_not(null()), other.try_after <= now())
    return _is_ours() & exists().where(other.case_id == Mail.case_id, takes_along)


def _is_ours() -> ColumnElement[bool]:
    """Not those that a worker is sending at this moment."""
    return and_(Mail.kind.in_(KINDS), Mail.state == WAITING, or_(Mail.tries == 0, Mail.try_after <= now()))


def _is_known() -> ColumnElement[bool]:
    return exists().where(StepReminder.mail_id == Mail.id)


def _is_true(mail_id: uuid.UUID, case_id: uuid.UUID, region: Region, today: date) -> bool:
    """Whether all that the mail tells of is still to be done by that day, and its reader wants to hear of it."""
    case, mail = session.get_one(Case, case_id), session.get_one(Mail, mail_id)
    # "Tomorrow" is said as of the day on which it was written.
    if mail.kind == KIND and local(mail.written_at).date() != today:
        return False
    if case.state != CaseState.OPEN or Choice.REMINDERS in unwanted_by(case_id):
        return False
    to_do = {(step.id, step.due) for step in plan_of(case, region, today).open_steps if step.party is Party.EXPAT}
    told = session.scalars(select(StepReminder).where(StepReminder.mail_id == mail_id))
    return all((one.step, one.due) in to_do for one in told)


def _renew(mail_id: uuid.UUID, case_id: uuid.UUID, region: Region, today: date) -> None:
    """Take the mail back, as if it had not been written, and write what is due now."""
    begin_immediate()
    session.execute(select(Case.id).where(Case.id == case_id).with_for_update())
    mine = delete(Mail).where(Mail.id == mail_id, _is_ours())
    if kind := session.execute(mine.returning(Mail.kind)).scalar_one_or_none():
        # The same as it waits for whoever reads it beside the household.
        session.execute(delete(Mail).where(Mail.case_id == case_id, Mail.kind == kind, _is_ours(), ~_is_known()))
        session.execute(delete(StepReminder).where(StepReminder.mail_id == mail_id))
        write_what_is_due(case_id, region, today)
    session.commit()
