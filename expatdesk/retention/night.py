"""All that is erased in a night, and what a dry run says of it."""

from datetime import date

from expatdesk.documents.retention import count_due_files, due_to_erase, erase_due, erase_due_files
from expatdesk.enquiries.open_questions import count_old_questions, forget_old_questions
from expatdesk.housing.stays import count_old_stays, forget_old_stays
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import latest
from expatdesk.retention.invoices import erase_invoices, invoices_to_erase
from expatdesk.retention.purging import cases_to_purge, erase_lines, lines_to_erase, purge_cases
from expatdesk.retention.sweep import cases_due, erase_cases
from expatdesk.rules.region import Region
from expatdesk.shared.clock import start_of
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.volunteers import count_volunteers_over, forget_volunteers

DONE = "retention_done"


def counts_due(region: Region, today: date) -> dict[str, int]:
    """How many of each kind `erase_all` would erase today. Changes nothing."""
    return {
        "papers": len(list(due_to_erase(region, today))),
        "files of questions": count_due_files(region, today),
        "volunteers": count_volunteers_over(region.retention, today),
        "stays at own places": count_old_stays(region.retention, today),
        "questions without a case": count_old_questions(region.retention, today),
        "cases": len(list(cases_due(region, today))),
        "erased cases, for good": cases_to_purge(region.retention, today),
        "lines of the logbook": lines_to_erase(region.retention, today),
        "invoices": invoices_to_erase(region.retention, today),
    }


def erase_all(region: Region, today: date) -> dict[str, int]:
    """Erase all whose term has ended; commits little by little, answers how many of each kind."""
    return {
        "papers": erase_due(region, today),
        "files of questions": erase_due_files(region, today),
        "volunteers": forget_volunteers(region.retention, today),
        "stays at own places": forget_old_stays(region.retention, today),
        "questions without a case": forget_old_questions(region.retention, today),
        "cases": erase_cases(region, today),
        "erased cases, for good": purge_cases(region.retention, today),
        "lines of the logbook": erase_lines(region.retention, today),
        "invoices": erase_invoices(region.retention, today),
    }


def erase_at_night(region: Region, today: date) -> None:
    """The worker's part: once a day, and again where it was stopped on its way. Commits."""
    if latest(DONE, start_of(today)) is not None:
        session.rollback()
        return
    counts = erase_all(region, today)
    begin_immediate()
    record(DONE, by=SYSTEM, counts=counts)
    session.commit()
