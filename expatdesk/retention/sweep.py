"""The night's work: erase the cases whose term ended, and tell households before. Case by case."""

import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.cases.queries import is_held
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.actions import queue_mail
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Term, Why, mails_left, may_be_over, term_of
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, session

log = logging.getLogger("expatdesk.retention")


@dataclass(frozen=True, slots=True)
class Due:
    """A case that is to be erased now, as the dry run lists it."""

    case_code: str
    term: Term


def cases_due(region: Region, today: date) -> Iterator[Due]:
    """What `erase_cases` would erase today. Changes nothing."""
    for case_id in _candidates(region, today):
        case = session.get_one(Case, case_id)
        if term := _ended(case, region, today):
            yield Due(case.code, term)


def erase_cases(region: Region, today: date) -> int:
    """Erase the cases whose term has ended, and announce it where a mail is due; answers how many were erased.

    Each case is a transaction of its own: whoever stops it in between loses nothing, and the next run goes on. A
    case that cannot be erased is logged, and keeps none of the others.
    """
    erased = 0
    for case_id in _candidates(region, today):
        try:
            erased += _see_to(case_id, region, today)
        except Exception:
            session.rollback()
            log.exception("a case could not be erased: %s", case_id)
    session.rollback()
    return erased


def _see_to(case_id: uuid.UUID, region: Region, today: date) -> bool:
    """Erase this case or announce it, if it is still due now that it is locked; answers whether it was erased."""
    begin_immediate()
    wanted = select(Case).where(Case.id == case_id, may_be_over(region.retention, today))
    case = session.scalars(wanted.with_for_update(of=Case, skip_locked=True)).one_or_none()
    term = _ended(case, region, today) if case else None
    if case and term:
        erase_case(case, term.why, countries=region.countries, today=today)
        log.info("case erased: %s, %s", case_id, term.why)
    elif case:
        announce(case, region, today)
    session.commit()
    return term is not None


def _candidates(region: Region, today: date) -> list[uuid.UUID]:
    return list(session.scalars(select(Case.id).where(may_be_over(region.retention, today)).order_by(Case.code)))


def _ended(case: Case, region: Region, today: date) -> Term | None:
    """The term of a case, where it has ended and the household was told of it in time."""
    term = term_of(case, region.retention)
    if term is None or term.on > today or is_held(case):
        return None
    is_told = term.why is not Why.ABANDONED or not list(mails_left(case, region.retention))
    return term if is_told else None


def announce(case: Case, region: Region, today: date) -> None:
    """Tell the household of an abandoned case when it is erased, where a mail is due.

    Where the sweep stood still, the day moves: nothing is erased sooner after a mail than the mail says.
    """
    term = term_of(case, region.retention)
    if term is None or term.why is not Why.ABANDONED or is_held(case):
        return
    if case.erase_on is not None and case.erase_on < term.on:
        # Somebody acted since: the term runs anew, and so do the mails.
        case.erase_on, case.erase_mails = None, 0
    before = next(mails_left(case, region.retention), None)
    if before is None or today < term.on - timedelta(days=before):
        return
    case.erase_on = max(term.on, today + timedelta(days=before))
    case.erase_mails += 1
    queue_mail(
        "case_ends", recipient=case.email, language=case.language, case_id=case.id, case=case, on=case.erase_on,
    )  # fmt: skip
    record("erasure_announced", by=SYSTEM, case_id=case.id, on=case.erase_on.isoformat())
