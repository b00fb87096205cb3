"""Reminding households of what is theirs to do by a day, as their plan says. The worker's part."""

import logging
import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from expatdesk.cases.labels import label_of
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import is_taken_up, plan_of
from expatdesk.cases.reminder_models import StepReminder
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import latest
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.choices import unwanted_by
from expatdesk.messages.kinds import Choice
from expatdesk.rules.check_ins import CheckIn
from expatdesk.rules.plan import DueKind, Plan, Step
from expatdesk.rules.region import Region
from expatdesk.rules.reminders import CHECK_INS, Reminder, reminders_on
from expatdesk.shared import jobs
from expatdesk.shared.clock import local, now, start_of
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.i18n import LazyString

log = logging.getLogger("expatdesk.reminders")

DONE, KIND = "steps_looked_at", "steps_due"
KINDS = (KIND, *CheckIn)
# Nobody is woken by the desk.
EARLIEST_HOUR = 8
BATCH = 100
# Some four to seven seconds of looking.
BATCHES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Due:
    """A step as the mail tells of it; `person` where it is one of several people's own."""

    title: LazyString
    by_day: date
    is_law: bool
    is_over: bool = False
    person: str = ""


def remind_of_steps(region: Region, today: date) -> int:
    """Look at the next households, each once a day, and write the mails that are due; answers how many.

    Commits one by one. It stops after so many, and goes on where it was once other work is done: nobody's link to
    sign in waits for it. Where it was stopped on its way it looks at some again: what was written is not written
    again. A household whose mail cannot be made keeps no other from its own.
    """
    before = latest(DONE, start_of(today))
    last = uuid.UUID(up_to) if before and (up_to := before.details.get("up_to")) else None
    session.rollback()
    if local(now()).hour < EARLIEST_HOUR or (before and last is None):
        return 0
    reminded = 0
    for _batch in range(BATCHES_AT_ONCE):
        found, last = _look(last, region, today)
        reminded += sum(_remind(case_id, region, today) for case_id in found)
        if last is None:
            break
    begin_immediate()
    record(DONE, by=SYSTEM, mails=reminded, up_to=str(last) if last else None)
    if last:
        jobs.ring()
    session.commit()
    return reminded


def _look(last: uuid.UUID | None, region: Region, today: date) -> tuple[list[uuid.UUID], uuid.UUID | None]:
    """Who of the households after this one has something to be reminded of, and the last that was looked at.

    None as the last where there are no more. Looking holds up nobody.
    """
    some = select(Case).where(Case.state == CaseState.OPEN, Case.email != "").order_by(Case.id).limit(BATCH)
    cases = session.scalars(some.where(Case.id > last) if last else some).all()
    found = [case.id for case in cases if _due(case, region, today)[1]]
    last = cases[-1].id if len(cases) == BATCH else None
    session.rollback()
    return found, last


def _due(case: Case, region: Region, today: date) -> tuple[Plan, list[tuple[Step, Reminder]]]:
    plan = plan_of(case, region, today)
    # Most have nothing due, and are not asked of any further.
    if not reminders_on(plan, (), today) or not is_taken_up(case) or Choice.REMINDERS in unwanted_by(case.id):
        return plan, []
    rows = session.scalars(select(StepReminder).where(StepReminder.case_id == case.id))
    return plan, reminders_on(plan, [Reminder(row.step, row.due, row.rung) for row in rows], today)


def _remind(case_id: uuid.UUID, region: Region, today: date) -> bool:
    """Whether a mail was written, with all that is due: by the file as it is once it is ours alone."""
    try:
        begin_immediate()
        written = write_what_is_due(case_id, region, today)
        session.commit()
    except Exception:
        session.rollback()
        log.exception("a reminder could not be made: %s", case_id)
        return False
    return written


def write_what_is_due(case_id: uuid.UUID, region: Region, today: date) -> bool:
    """Write all that an open case is to be reminded of, a mail of each kind; answers whether there is any."""
    mine = select(Case).where(Case.id == case_id, Case.state == CaseState.OPEN).with_for_update(of=Case)
    if (case := session.scalars(mine).one_or_none()) is None:
        return False
    plan, due = _due(case, region, today)
    if due:
        _write(case, plan, due, today)
    return bool(due)


def _write(case: Case, plan: Plan, due: list[tuple[Step, Reminder]], today: date) -> None:
    for kind in KINDS:
        of_it = [(step, reminder) for step, reminder in due if kind_of(step) == kind]
        if of_it:
            _write_mail(kind, case, plan, of_it, today)
    record("steps_reminded", by=SYSTEM, case_id=case.id, steps=[step.id for step, _ in due])


def _write_mail(kind: str, case: Case, plan: Plan, due: list[tuple[Step, Reminder]], today: date) -> None:
    mail = queue_mail(
        kind, recipient=case.email, language=case.language, case_id=case.id, case=case,
        steps=[_told(case, plan, step, reminder.due, today) for step, reminder in due],
    )  # fmt: skip
    session.flush()
    session.add_all(StepReminder(case_id=case.id, mail_id=mail.id, **reminder._asdict()) for _, reminder in due)


def kind_of(step: Step) -> str:
    """The kind of mail that reminds of a step: a check-in is asked in words of its own."""
    return step.key if step.key in CHECK_INS else KIND


def _told(case: Case, plan: Plan, step: Step, by_day: date, today: date) -> Due:
    whose = case.people[step.person].full_name if step.person is not None and len(case.people) > 1 else ""
    return Due(label_of(step, plan.route).title, by_day, step.due_kind is DueKind.STATUTORY, by_day < today, whose)
