"""Employers that ask to be let in: asked, confirmed by mail, approved or refused by the coordinator.

Nothing here commits but the worker's part. A decided application is gone: what stays is a line in the logbook.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.organisations.actions import EmployerFacts, add_employer
from expatdesk.organisations.models import Employer, EmployerApplication
from expatdesk.people import throttle
from expatdesk.people.actions import invite_user
from expatdesk.people.models import Role
from expatdesk.people.queries import coordinators, user_by_email
from expatdesk.people.tokens import hashed, new_token
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import speaking

# So long the link in the mail works; then nothing of the application is left.
LASTS = timedelta(hours=24)
# So long it waits for the coordinator; then nobody will decide any more.
DECIDED_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed who asks to be let in."""

    name: str
    kvk_number: str
    street: str
    postcode: str
    town: str
    applicant: str
    email: str


def ask_to_be_let_in(asked: Asked, *, language: str) -> None:
    """Keep it until the worker has mailed a link; whether anybody knows the address, it finds out (T14)."""
    session.add(EmployerApplication(**asdict(asked), language=language))
    jobs.ring()


def answer_applications() -> None:
    """Mail each who asked: a link to confirm, or that the address has an account. Commits answer by answer."""
    while True:
        begin_immediate()
        unanswered = select(EmployerApplication).where(EmployerApplication.token_hash.is_(None))
        asked = session.scalars(unanswered.limit(1).with_for_update(skip_locked=True)).one_or_none()
        if asked is not None:
            _answer(asked)
        session.commit()
        if asked is None:
            return


def _answer(asked: EmployerApplication) -> None:
    """Nothing that was typed stands in the mail: our letters carry no stranger's words to others (T16, T24)."""
    to: dict[str, Any] = {"recipient": asked.email, "language": asked.language}
    if user_by_email(asked.email) is not None:
        queue_mail("employer_known", **to)
        session.delete(asked)
        return
    token = new_token()
    asked.token_hash = hashed(token)
    queue_mail("employer_application", **to, token=token, expires_at=asked.asked_at + LASTS)


def living_application(token: str) -> EmployerApplication | None:
    """The application behind the link in a mail, as long as it waits to be confirmed. Changes nothing."""
    wanted = select(EmployerApplication).where(
        EmployerApplication.token_hash == hashed(token),
        EmployerApplication.confirmed_at.is_(None),
        EmployerApplication.asked_at > now() - LASTS,
    )
    return session.scalars(wanted).one_or_none()


def confirm(application: EmployerApplication) -> bool:
    """Whoever asked reads that mailbox: now the coordinators hear of it. False when somebody was first.

    They get a few mails of this a day: the others stand on the page of employers as well (security T16).
    """
    mine = update(EmployerApplication).where(
        EmployerApplication.id == application.id, EmployerApplication.confirmed_at.is_(None)
    )
    done = mine.values(confirmed_at=now()).returning(EmployerApplication.id)
    if session.execute(done, execution_options={"synchronize_session": False}).one_or_none() is None:
        return False
    record("employer_applied", by=Actor(Role.VISITOR, application.applicant), employer=application.name)
    is_told = throttle.knock((throttle.APPLICATIONS_TOLD, "the coordinators"))
    for boss in coordinators(None) if is_told else ():
        queue_mail(
            "employer_applied", recipient=boss.email, language=boss.language, user=boss, application=application
        )
    return True


def confirmed_applications() -> list[EmployerApplication]:
    """What waits for the coordinator, the oldest first."""
    wanted = select(EmployerApplication).where(EmployerApplication.confirmed_at.is_not(None))
    return list(session.scalars(wanted.order_by(EmployerApplication.confirmed_at, EmployerApplication.id)))


def confirmed_application(application_id: uuid.UUID, *, to_decide: bool) -> EmployerApplication | None:
    """The one with this id; `to_decide` keeps a second coordinator waiting until the first is through."""
    wanted = select(EmployerApplication).where(
        EmployerApplication.id == application_id, EmployerApplication.confirmed_at.is_not(None)
    )
    return session.scalars(wanted.with_for_update() if to_decide else wanted).one_or_none()


def approve(application: EmployerApplication, facts: EmployerFacts, *, by: Actor) -> Employer:
    """Add the employer, and invite whoever asked as its admin. Raises EmployerRefused and UserRefused.

    Whoever approves has those before their eyes that may be the same.
    """
    employer = add_employer(facts, by=by, is_another=True)
    invite_user(
        application.email, application.applicant, Role.EMPLOYER_ADMIN, by=by, employer=employer,
        language=application.language,
    )  # fmt: skip
    session.delete(application)
    session.flush()
    return employer


def refuse(application: EmployerApplication, reason: str, *, by: Actor) -> None:
    """Let them know that they are not let in, and why."""
    queue_mail(
        "employer_refused", recipient=application.email, language=application.language, application=application,
        reason=reason,
    )  # fmt: skip
    record("employer_refused", by=by, employer=application.name, why=reason)
    session.delete(application)
    session.flush()


def forget_unconfirmed() -> None:
    """Remove what nobody confirmed in time."""
    old = EmployerApplication.confirmed_at.is_(None) & (EmployerApplication.asked_at < now() - LASTS)
    session.execute(delete(EmployerApplication).where(old))


def refuse_undecided() -> None:
    """Let those know whom nobody answered in time: what they typed is not kept for ever."""
    old = select(EmployerApplication).where(EmployerApplication.confirmed_at < now() - DECIDED_WITHIN)
    for application in session.scalars(old.with_for_update()):
        with speaking(application.language):
            reason = _("Nobody at the desk decided within %(days)d days.", days=DECIDED_WITHIN.days)
        refuse(application, reason, by=SYSTEM)
