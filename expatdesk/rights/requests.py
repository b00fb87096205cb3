"""A household asks the desk to correct or to erase what is kept of it, and the desk answers. Nothing here commits.

Within a month (GDPR art. 12(3)), and a no says why and where to complain (art. 12(4)).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, literal, select, union_all, update

from expatdesk.appointments.models import VisitKind
from expatdesk.appointments.queries import open_appointment
from expatdesk.cases.models import Case
from expatdesk.cases.queries import is_held
from expatdesk.cases.refusals import Refusal
from expatdesk.cases.step_actions import refuse_bsn
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.notes.queries import mentions_wanted
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rights.models import DataRequest, RequestKind, RequestState
from expatdesk.rights.queries import hold
from expatdesk.rules.region import Countries
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

MOST_OPEN = 5
MOST_LISTED = 50
MENTION = "mention"
ANSWERED_WITHIN_MONTHS = 1
REASONS: Mapping[RequestKind, Mapping[str, LazyString]] = {
    RequestKind.CORRECTION: {
        "right_already": _l("As far as we can see, what stands in your file is right."),
        "register": _l("The register of the municipality holds this. Ask the municipality to correct it."),
        "not_sure_who": _l("We could not be sure that it was you who asked."),
    },
    RequestKind.ERASURE: {
        "court": _l("A court or a complaint needs it (GDPR, article 17(3)(e))."),
        "under_way": _l("Your registration is under way, and without your file we cannot finish it."),
        "not_sure_who": _l("We could not be sure that it was you who asked."),
    },
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits, as a list shows it."""

    id: uuid.UUID
    case_id: uuid.UUID
    kind: str
    household: str
    officer: str | None
    due: date


class TooManyOpen(Refusal):
    """Several requests wait for an answer already."""


class AlreadyAnswered(Refusal):
    """Somebody was first: the desk with its answer, or the household that took it back."""


class CaseHeld(Refusal):
    """Nothing of a case is erased that a court or a complaint needs."""


class VisitAhead(Refusal):
    """A time is booked: it is cancelled first, so that others can have it."""


def ask(case: Case, kind: RequestKind, text: str, *, by: Actor) -> DataRequest:
    """Ask the desk. Of erasing there is one request at a time. Raises HoldsBsn and TooManyOpen."""
    refuse_bsn(text)
    hold(case)
    waiting = [row for row in requests_of(case.id) if row.state == RequestState.OPEN]
    if len(waiting) >= MOST_OPEN or (kind is RequestKind.ERASURE and any(row.kind == kind for row in waiting)):
        raise TooManyOpen
    request = DataRequest(case_id=case.id, kind=kind, text=text)
    session.add(request)
    session.flush()
    if kind is RequestKind.ERASURE:
        record("erasure_asked", by=by, case_id=case.id)
    else:
        record("correction_asked", by=by, case_id=case.id)
    return request


def withdraw(request: DataRequest, *, by: Actor) -> None:
    """The household takes it back. Raises AlreadyAnswered."""
    _answer(request, RequestState.WITHDRAWN)
    record("data_request_withdrawn", by=by, case_id=request.case_id)


def refuse(case: Case, request: DataRequest, reason: str, note: str, *, by: Actor) -> None:
    """Say no, with the reason that the household reads. Raises HoldsBsn and AlreadyAnswered."""
    refuse_bsn(note)
    words = REASONS[RequestKind(request.kind)][reason]
    _answer(request, RequestState.REFUSED, reason=reason, note=note or None)
    record("data_request_refused", by=by, case_id=case.id)
    _mail(case, request, is_agreed=False, words=words, note=note)


def agree(case: Case, request: DataRequest, note: str, *, by: Actor, countries: Countries, today: date) -> None:
    """Say yes: what was to be corrected is corrected, or the whole case is erased now.

    Raises HoldsBsn and AlreadyAnswered, and of erasing CaseHeld and VisitAhead.
    """
    refuse_bsn(note)
    if request.kind == RequestKind.ERASURE:
        _refuse_to_erase(case)
    _answer(request, RequestState.AGREED, note=note or None)
    record("data_request_agreed", by=by, case_id=case.id)
    if request.kind == RequestKind.CORRECTION:
        _mail(case, request, is_agreed=True, words="", note=note)
        return
    recipient, language, code = case.email, case.language, case.code
    erase_case(case, Why.ASKED, countries=countries, today=today)
    queue_mail("case_erased", recipient=recipient, language=language, code=code)


def requests_of(case_id: uuid.UUID) -> list[DataRequest]:
    """What this household asked for, newest first."""
    wanted = select(DataRequest).where(DataRequest.case_id == case_id)
    return list(session.scalars(wanted.order_by(DataRequest.asked_at.desc(), DataRequest.id)))


def find_request(case: Case, request_id: uuid.UUID) -> DataRequest | None:
    """The request with this id, of this very case; None otherwise (security T04)."""
    wanted = select(DataRequest).where(DataRequest.id == request_id, DataRequest.case_id == case.id)
    return session.scalars(wanted).one_or_none()


def waiting_for(user_id: uuid.UUID | None, visible: ColumnElement[bool]) -> tuple[list[Row[Any]], list[Waiting]]:
    """Where colleagues call this user, and which households wait for an answer; oldest first, in one question."""
    mentions = mentions_wanted(user_id, visible).subquery()
    asked = select(
        DataRequest.id, DataRequest.case_id, Case.officer_name, DataRequest.asked_at, Case.title, DataRequest.kind
    ).join(Case, Case.id == DataRequest.case_id)
    is_open = DataRequest.state == RequestState.OPEN
    requests = asked.where(is_open, visible).order_by(DataRequest.asked_at).limit(MOST_LISTED).subquery()
    rows = session.execute(union_all(select(mentions, literal(MENTION)), select(requests))).all()
    ordered = sorted(rows, key=lambda row: row.written_at)
    waiting = [
        Waiting(row[0], row[1], row[5], row[4], row[2], due_on(row[3])) for row in ordered if row[5] != MENTION
    ]
    return [row for row in ordered if row[5] == MENTION], waiting


def due(request: DataRequest) -> date:
    """The last day by law for an answer."""
    return due_on(request.asked_at)


def due_on(asked_at: datetime) -> date:
    """The same for what was asked at this moment."""
    return add_months(local(asked_at).date(), ANSWERED_WITHIN_MONTHS)


def _refuse_to_erase(case: Case) -> None:
    if is_held(case):
        raise CaseHeld
    if any(open_appointment(case.id, kind) for kind in VisitKind):
        raise VisitAhead


def _answer(request: DataRequest, state: RequestState, **more: str | None) -> None:
    """One UPDATE decides who was first."""
    mine = update(DataRequest).where(DataRequest.id == request.id, DataRequest.state == RequestState.OPEN)
    values = {"state": state, "answered_at": now(), **more}
    answered = session.execute(
        mine.values(values).returning(DataRequest.id), execution_options={"synchronize_session": False}
    )
    if answered.one_or_none() is None:
        raise AlreadyAnswered
    session.refresh(request)


def _mail(case: Case, request: DataRequest, *, is_agreed: bool, words: object, note: str) -> None:
    queue_mail(
        "data_request_answered", recipient=case.email, language=case.language, case_id=case.id, case=case,
        is_agreed=is_agreed, asked=request.kind, words=words, note=note,
    )  # fmt: skip
