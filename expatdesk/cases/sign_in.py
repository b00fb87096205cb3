"""How a household gets in: its invitation, links by mail, and its code with a secret."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, select, update

from expatdesk.cases import queries
from expatdesk.cases.hire_models import HeldInvitation
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import TooManyMails
from expatdesk.logbook.actions import record, record_for_all
from expatdesk.logbook.models import SYSTEM, Actor, LogLine
from expatdesk.messages.actions import queue_mail, readdress
from expatdesk.people import throttle
from expatdesk.people.links import LASTS, new_link
from expatdesk.people.models import Purpose, Role
from expatdesk.people.sign_ins import end_stays_of_case
from expatdesk.people.tokens import hashed_secret, is_secret, new_secret
from expatdesk.rules.plan import Destination
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.many_rows import write_rows

HELD_BACK = "invitation_held_back"


def invite(case: Case) -> None:
    """Mail the household that its case is open, with a link that works once, within 60 days."""
    # Of two at the same moment the second waits, and voids the link of the first (security T13).
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    token = new_link(Purpose.INVITATION, case.email, case_id=case.id)
    due = case.lawful_due if case.lawful_due and case.lawful_due > today() else None
    queue_mail(
        "invitation", recipient=case.email, language=case.language, case_id=case.id, case=case, token=token,
        due=due, is_here=case.route_to == Destination.DESK, expires_at=now() + LASTS[Purpose.INVITATION],
    )  # fmt: skip


def invite_within_limits(case: Case) -> None:
    """Invite the household of a new case, unless somebody submits hires to flood a mailbox (security T16)."""
    if throttle.knock(*_limits(case)):
        _invite_and_count(case)
    else:
        invite_soon([case.id])
        record("invitation_held_back", by=SYSTEM, case_id=case.id)


def invite_soon(cases: Sequence[uuid.UUID]) -> None:
    """Leave it to the worker to invite these households, as far as the limits allow."""
    write_rows(HeldInvitation, [{"case_id": case_id, "due": now()} for case_id in cases])


def _limits(case: Case) -> list[throttle.Knock]:
    return [*throttle.invitations_to(case.email), *_limits_of_employer(case)]


def _limits_of_employer(case: Case) -> list[throttle.Knock]:
    return [(throttle.INVITATIONS_OF, str(case.employer_id))] if case.employer_id else []


def invite_held_back() -> None:
    """The worker's part: invite those who wait for it, as far as the limits allow by now. Commits one by one."""
    while True:
        begin_immediate()
        waiting = select(HeldInvitation).where(HeldInvitation.due <= now()).order_by(HeldInvitation.due)
        held = session.scalars(waiting.limit(1).with_for_update(skip_locked=True)).one_or_none()
        if held is not None:
            _try_anew(held)
        session.commit()
        if held is None:
            return


def _try_anew(held: HeldInvitation) -> None:
    """Nobody is invited into a case that is closed meanwhile."""
    case = session.get_one(Case, held.case_id)
    if case.state == CaseState.CLOSED:
        session.delete(held)
    elif throttle.knock(*_limits(case)):
        if session.scalar(select(exists().where(LogLine.case_id == case.id, LogLine.verb == HELD_BACK))):
            record("invitation_followed", by=SYSTEM, case_id=case.id)
        session.delete(held)
        _invite_and_count(case)
    else:
        _put_off(HeldInvitation.case_id == case.id, throttle.free_from(*_limits(case)))
        _put_off_others(case)


def _put_off_others(case: Case) -> None:
    """Where its employer may invite nobody more today its others wait as well, and are not tried in vain."""
    for limit in _limits_of_employer(case):
        if not throttle.room(*limit):
            theirs = Case.employer_id == case.employer_id, HeldInvitation.due <= now()
            _put_off(and_(*theirs), throttle.free_from(limit))


def _put_off(those: ColumnElement[bool], due: datetime) -> None:
    """Let these wait until then; the history of each says once that it waits.

    Those that another worker holds are left to it: neither waits for the other.
    """
    waiting = select(HeldInvitation.case_id).join(Case).where(those)
    free = waiting.with_for_update(of=HeldInvitation, skip_locked=True)
    mine = update(HeldInvitation).where(HeldInvitation.case_id.in_(free)).values(due=due)
    put_off = set(session.scalars(mine.returning(HeldInvitation.case_id)))
    told = select(LogLine.case_id).join(HeldInvitation, HeldInvitation.case_id == LogLine.case_id)
    known = session.scalars(told.where(LogLine.verb == HELD_BACK, HeldInvitation.due == due))
    record_for_all("invitation_held_back", by=SYSTEM, case_ids=put_off.difference(known))


def invite_again(case: Case, *, by: Actor) -> None:
    """Send the invitation once more, with a new link, unless too many invitations went to this address lately."""
    limits = throttle.invitations_to(case.email)
    if not throttle.knock(*limits):
        raise TooManyMails(throttle.free_from(*limits))
    record("invitation_sent", by=by, case_id=case.id)
    session.execute(delete(HeldInvitation).where(HeldInvitation.case_id == case.id))
    _invite_and_count(case)


def _invite_and_count(case: Case) -> None:
    """Links asked for after an invitation are limited by it; what was asked before holds back no invitation."""
    throttle.count(*throttle.mails_to(case.email))
    invite(case)


def is_held_back(history: Iterable[LogLine]) -> bool:
    """Whether the household was never invited, as this history of its case says, newest line first."""
    told = (HELD_BACK, "invitation_followed", "invitation_sent")
    return [line.verb for line in history if line.verb in told][:1] == [HELD_BACK]


def issue_secret(case: Case, *, by: Actor, stay: str = "") -> str:
    """Make a secret to sign in with besides the case code, and answer it: the only time it can be read.

    An older secret does not work any more, and every stay ends but the one with this token. The household gets a
    mail, whoever made it: with the secret somebody at the desk could open their papers in their name.
    """
    secret = new_secret()
    case.secret_hash = hashed_secret(secret)
    end_stays_of_case(case.id, but=stay)
    record("secret_issued", by=by, case_id=case.id)
    queue_mail(
        "secret_issued", recipient=case.email, language=case.language, case_id=case.id, case=case,
        is_own=by.role == Role.EXPAT, on=today(), at=now(),
    )  # fmt: skip
    return secret


def leave_address(case: Case, old: str, *, was_wrong: bool) -> None:
    """Let what waits go to the new address; end what was opened through a wrong one: stays, and a secret."""
    readdress(case.id, old, case.email)
    if was_wrong:
        case.secret_hash = None
        end_stays_of_case(case.id)


def case_with_secret(code: str, secret: str, begin: Callable[[], None]) -> Case | None:
    """The case with this code and this secret, ours until the transaction ends that `begin` opens.

    It takes as long whether code or secret is wrong. Meanwhile a new secret may be made or the case erased: what
    was right when it was looked at lets nobody in then (security T17).
    """
    case = queries.find_case(and_(Case.code == code.strip().upper(), queries.lets_in()))
    looked_at = case.secret_hash if case else None
    if not is_secret(secret, looked_at) or case is None:
        return None
    still_right = Case.id == case.id, Case.secret_hash == looked_at, queries.lets_in()
    begin()
    return session.scalars(select(Case).where(*still_right).with_for_update(of=Case)).one_or_none()


def as_code(typed: str) -> str:
    """A case code as it is printed, however it was typed: 'le7k4m29' -> 'LE-7K4M-29'."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return f"{letters[:2]}-{letters[2:6]}-{letters[6:]}"
