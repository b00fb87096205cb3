"""Another address for the mails of a household, confirmed at the old one and at the new one. Nothing here commits.

Whoever sits at a screen that somebody left open could otherwise take a whole file along (security T17). Opening a
link changes nothing; each works once, and needs the browser that asked or the code on its screen (T12, T13).
"""

import enum
from datetime import date, timedelta

from sqlalchemy import and_, delete, or_, select, update

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import find_case, lets_in
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people import throttle
from expatdesk.people.sign_ins import end_stays_of_case
from expatdesk.people.tokens import hashed, new_token
from expatdesk.rights.models import CalendarFeed, EmailChange
from expatdesk.rights.queries import hold
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session

# Long enough for a mailbox at work that is read in the morning.
LASTS = timedelta(hours=24)


class Side(enum.StrEnum):
    """Which of the two mailboxes a link went to."""

    NEW = "new"
    OLD = "old"


def ask_for_change(case: Case, email: str, *, nonce: str, code: str, by: Actor) -> None:
    """Mail both addresses a link; an older change that was asked for is void.

    The new mailbox may be anybody's: over its limits it gets no mail, and nothing looks different (security T16).
    """
    hold(case)
    session.execute(delete(EmailChange).where(EmailChange.case_id == case.id))
    new, old = new_token(), new_token()
    change = EmailChange(
        case_id=case.id, email=email, old_email=case.email, expires_at=now() + LASTS, nonce_hash=hashed(nonce),
        code_hash=_hashed_code(case, code), new_token_hash=hashed(new), old_token_hash=hashed(old),
    )  # fmt: skip
    session.add(change)
    record("email_change_asked", by=by, case_id=case.id)
    _mail("email_change_old", case, case.email, token=old, to=email)
    if throttle.knock(*throttle.mails_to(email)):
        _mail("email_change_new", case, email, token=new)


def change_waiting(case: Case) -> EmailChange | None:
    """The change that this household asked for, while it can still be confirmed."""
    wanted = select(EmailChange).where(EmailChange.case_id == case.id, EmailChange.expires_at > now())
    found = session.scalars(wanted).one_or_none()
    return found if found and found.old_email == case.email else None


def behind_link(token: str) -> tuple[EmailChange, Case, Side] | None:
    """The change that a link is about, its case, and whose mailbox it went to; None where it is dead."""
    digest = hashed(token)
    is_here = or_(EmailChange.new_token_hash == digest, EmailChange.old_token_hash == digest)
    change = session.scalars(select(EmailChange).where(is_here, EmailChange.expires_at > now())).one_or_none()
    if change is None:
        return None
    is_as_it_was = Case.email == change.old_email, Case.state == CaseState.OPEN
    case = find_case(and_(Case.id == change.case_id, *is_as_it_was, lets_in()))
    return (change, case, Side.NEW if change.new_token_hash == digest else Side.OLD) if case else None


def asked_here(change: EmailChange, nonce: str) -> bool:
    """Whether the browser with this nonce asked for it."""
    return bool(nonce) and change.nonce_hash == hashed(nonce)


def is_code(change: EmailChange, case: Case, typed: str) -> bool:
    """Whether this is the code on the screen that asked."""
    return change.code_hash == _hashed_code(case, typed.replace(" ", ""))


def say_yes(token: str, *, by: Actor, stay: str, region: Region, today: date) -> bool:
    """One mailbox confirms by its link; with the second yes the address changes. False where the link is dead.

    It is looked up anew: meanwhile somebody may have asked for another address, to which this is no yes. All stays
    end but the one named. Raises as `change_facts` does.
    """
    found = behind_link(token)
    if found is None:
        return False
    change, case, side = found
    hold(case)
    column = EmailChange.new_token_hash if side is Side.NEW else EmailChange.old_token_hash
    mine = update(EmailChange).where(column == hashed(token)).values({column: None})
    answered = session.execute(
        mine.returning(EmailChange.case_id), execution_options={"synchronize_session": False}
    )
    if answered.one_or_none() is None:
        return False
    session.refresh(change)
    if change.new_token_hash is None and change.old_token_hash is None:
        _take_over(change, case, by=by, stay=stay, region=region, today=today)
    return True


def stop_change(case: Case, *, by: Actor) -> None:
    """Let everything be as it was; both links are dead."""
    session.execute(delete(EmailChange).where(EmailChange.case_id == case.id))
    record("email_change_stopped", by=by, case_id=case.id)


def stop_from_mailbox(case: Case, *, by: Actor, stay: str) -> None:
    """The same for who reads the old mailbox: whoever asked is signed out, and only the stay named goes on."""
    stop_change(case, by=by)
    end_stays_of_case(case.id, but=stay)


def forget_old_changes() -> None:
    """Remove what nobody confirmed in time. The worker's part."""
    session.execute(delete(EmailChange).where(EmailChange.expires_at <= now()))


def _take_over(change: EmailChange, case: Case, *, by: Actor, stay: str, region: Region, today: date) -> None:
    old, new = case.email, change.email
    session.delete(change)
    change_facts(case, {"email": new}, version=case.version, by=by, region=region, today=today)
    # Only what was made with the old address: one that died before with an address that was wrong stays dead.
    theirs = update(CalendarFeed).where(CalendarFeed.case_id == case.id, CalendarFeed.email == old)
    session.execute(theirs.values(email=case.email))
    end_stays_of_case(case.id, but=stay)
    for address in (old, new):
        _mail("email_changed", case, address)


def _mail(kind: str, case: Case, recipient: str, *, token: str = "", to: str = "") -> None:
    queue_mail(
        kind, recipient=recipient, language=case.language, case_id=case.id, case=case,
        expires_at=now() + LASTS if token else None, token=token, to=to,
    )  # fmt: skip


def _hashed_code(case: Case, code: str) -> str:
    return hashed(f"{case.id} {code}")
