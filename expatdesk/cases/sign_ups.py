"""Households that sign up by themselves: asked, confirmed by mail, and a case like any other, without an employer.

Nothing here commits but the worker's parts.
"""

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
    if any(case.state == CaseState.OPEN for case in cases_to_enter(asked.email)):
        queue_mail("sign_up_known", **to)
        session.delete(asked)
        return
    token = new_token()
    asked.token_hash = hashed(token)
    queue_mail("sign_up", **to, token=token, days=LASTS.days, expires_at=asked.asked_at + LASTS)


def living_sign_up(token: str) -> SignUp | None:
    """What waits to be confirmed behind the link in a mail. Changes nothing."""
    wanted = select(SignUp).where(SignUp.token_hash == hashed(token), SignUp.asked_at > now() - LASTS)
    return session.scalars(wanted).one_or_none()


def confirm_sign_up(asked: SignUp, *, region: Region, today: date) -> Case | None:
    """Whoever asked reads that mailbox: open their case, and invite them into it. None when somebody was first.

    One DELETE decides, and nothing is left but the case.
    """
    hire = Hire.from_json(asked.hire)
    mine = delete(SignUp).where(SignUp.id == asked.id).returning(SignUp.id)
    if session.execute(mine, execution_options={"synchronize_session": False}).one_or_none() is None:
        return None
    session.expunge(asked)
    by = Actor(Role.EXPAT, hire.full_name)
    case = open_case(hire, employer=None, by=by, region=region, today=today)
    case.signed_up = True
    session.flush()
    return case


def forget_unconfirmed_sign_ups() -> None:
    """Remove what nobody confirmed in time. The worker's part; commits."""
    begin_immediate()
    session.execute(delete(SignUp).where(SignUp.asked_at < now() - LASTS))
    session.commit()
