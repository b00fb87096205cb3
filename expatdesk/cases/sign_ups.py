"""Households that sign up by themselves: asked, confirmed by mail, and a case like any other, without an employer.

Nothing here commits but the worker's parts.
"""

import uuid
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select

from expatdesk.cases.actions import Hire, open_case
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import cases_to_enter
from expatdesk.cases.sign_up_models import SignUp
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Role
from expatdesk.people.tokens import hashed, new_token
from expatdesk.rules.region import Region
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session

# So long the link in the mail works; then nothing of what was typed is left.
LASTS = timedelta(days=3)


def ask_to_sign_up(hire: Hire) -> None:
    """Keep it until the worker has mailed a link; whether anybody knows the address, it finds out (T14)."""
    session.add(SignUp(email=hire.email, language=hire.language, hire=hire.as_json()))
    jobs.ring()


def answer_sign_ups() -> None:
    """Mail each who asked: a link to confirm, or that they have a case. The worker's part; commits one by one."""
    while True:
        begin_immediate()
        unanswered = select(SignUp).where(SignUp.token_hash.is_(None))
        asked = session.scalars(unanswered.limit(1).with_for_update(skip_locked=True)).one_or_none()
        if asked is not None:
            _answer(asked)
        session.commit()
        if asked is None:
            return


def _answer(asked: SignUp) -> None:
    """Nothing that was typed stands in the mail: our letters carry no stranger's words to others (T16, T24)."""
    to: dict[str, Any] = {"recipient": asked.email, "language": asked.language}
    _forget_second_presses(asked)
    if _has_case(asked.email):
        queue_mail("sign_up_known", **to)
        session.delete(asked)
        return
    token = new_token()
    asked.token_hash = hashed(token)
    queue_mail("sign_up", **to, token=token, days=LASTS.days, expires_at=asked.asked_at + LASTS)


def _forget_second_presses(asked: SignUp) -> None:
    """The same sent twice is answered by one mail."""
    unanswered = select(SignUp).where(SignUp.email == asked.email, SignUp.token_hash.is_(None))
    others = unanswered.where(SignUp.id != asked.id).with_for_update(skip_locked=True)
    for other in session.scalars(others):
        if other.hire == asked.hire:
            session.delete(other)


def _has_case(email: str) -> bool:
    return any(case.state == CaseState.OPEN for case in cases_to_enter(email))


def living_sign_up(token: str) -> SignUp | None:
    """What waits to be confirmed behind the link in a mail. Changes nothing.

    None as well where a case was opened meanwhile, by another link or by an employer: nobody gets a second one.
    """
    wanted = select(SignUp).where(SignUp.token_hash == hashed(token), SignUp.asked_at > now() - LASTS)
    asked = session.scalars(wanted).one_or_none()
    return None if asked is None or _has_case(asked.email) else asked


def confirm_sign_up(asked: SignUp, *, region: Region, today: date) -> Case | None:
    """Whoever asked reads that mailbox: open their case, and invite them into it. None when somebody was first.

    Nothing is left but the case.
    """
    hire, mine = Hire.from_json(asked.hire), asked.id
    if mine not in _take_all(asked.email):
        return None
    by = Actor(Role.EXPAT, hire.full_name)
    case = open_case(hire, employer=None, by=by, region=region, today=today)
    case.signed_up = True
    session.flush()
    return case


def _take_all(email: str) -> set[uuid.UUID]:
    """Take all that waits under an address, and answer which: of two links pressed at once one finds anything."""
    waiting = select(SignUp.id).where(SignUp.email == email).order_by(SignUp.id).with_for_update()
    taken = set(session.scalars(waiting))
    session.execute(delete(SignUp).where(SignUp.id.in_(taken)))
    return taken


def forget_unconfirmed_sign_ups() -> None:
    """Remove what nobody confirmed in time. The worker's part; commits."""
    begin_immediate()
    session.execute(delete(SignUp).where(SignUp.asked_at < now() - LASTS))
    session.commit()
