"""Letting somebody represent a household, and ending it. Nothing here commits but the worker's parts."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import Refusal
from expatdesk.cases.representative_models import Grant, Mails, Relation, Representative
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.kinds import Matter
from expatdesk.messages.models import MailReader
from expatdesk.messages.readers import let_read, let_read_no_more
from expatdesk.people import throttle
from expatdesk.people.links import LASTS, answer_requests, ask_for_link, give_token, void_links_of_case
from expatdesk.people.models import Link, Purpose, Role, User
from expatdesk.people.sign_ins import end_stays_of_representative
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import begin_immediate, session

# Whoever needs somebody for longer names them again.
LONGEST = timedelta(days=366)


class AlreadyRepresented(Refusal):
    """One at a time: the present one is ended first."""


class EndTooFar(Refusal):
    """It ends on a day, and that lies ahead, at most a year."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a household names, what they see and do, and until when."""

    name: str
    email: str
    language: str
    relation: Relation
    sees: Collection[Grant]
    may_act: bool
    mails: Mails
    last_day: date


def name_representative(case: Case, named: Named, *, by: Actor) -> Representative:
    """Let somebody represent the household once they accept: they are invited by the worker.

    The household gets a mail, whoever asked in its name. Raises AlreadyRepresented and EndTooFar.
    """
    # Two tabs of one household come one after the other.
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    if representative_of(case.id) is not None:
        raise AlreadyRepresented
    if not today() <= named.last_day <= today() + LONGEST:
        raise EndTooFar
    one = Representative(
        case_id=case.id, name=named.name, email=named.email.lower(), language=named.language,
        relation=named.relation, sees=[grant for grant in Grant if grant in named.sees], may_act=named.may_act,
        mails=named.mails, last_day=named.last_day,
    )  # fmt: skip
    session.add(one)
    session.flush()
    record("representative_named", by=by, case_id=case.id, person=one.name, on=one.last_day.isoformat())
    ask_for_link(Purpose.REPRESENTATION, one.email, case_id=case.id)
    queue_mail(
        "representative_named", recipient=case.email, language=case.language, case_id=case.id, case=case,
        representative=one,
    )  # fmt: skip
    return one


def representative_of(case_id: uuid.UUID) -> Representative | None:
    """Who represents this household, or is asked to; None for nobody."""
    return session.scalars(select(Representative).where(Representative.case_id == case_id)).one_or_none()


def address_of(case: Case, representative_id: uuid.UUID | None) -> str:
    """Where a link is mailed to who is signed in to a case: to this representative, or to the household."""
    return session.get_one(Representative, representative_id).email if representative_id else case.email


def may_represent() -> ColumnElement[bool]:
    """The condition that somebody may represent a household now, once they have accepted.

    Nobody who works for its employer ever does: that would show it what it must not see (security T07). It is
    asked at each request, as anybody may get an account later.
    """
    theirs = aliased(Case)
    works_there = exists().where(User.email == Representative.email, User.employer_id == theirs.employer_id)
    return and_(Representative.last_day >= today(), ~works_there.where(theirs.id == Representative.case_id))


def is_represented_by(representative_id: uuid.UUID | None) -> ColumnElement[bool]:
    """The condition that a case is the one for which this representative stands now."""
    accepted = Representative.id == representative_id, Representative.accepted_at.is_not(None)
    return Case.id.in_(select(Representative.case_id).where(*accepted, may_represent()))


def is_represented(case_id: uuid.UUID) -> bool:
    """Whether somebody stands for this household now: asked at each mail, as only then it goes to them."""
    standing = Representative.case_id == case_id, Representative.accepted_at.is_not(None), may_represent()
    return bool(session.scalar(select(exists().where(*standing))))


def representations_of(email: str) -> list[Representative]:
    """For whom somebody with this address stands, those that end first on top."""
    theirs = Representative.email == email.strip().lower(), Representative.accepted_at.is_not(None)
    wanted = select(Representative).where(*theirs, may_represent())
    return list(session.scalars(wanted.order_by(Representative.last_day, Representative.id)))


def representation_behind(link: Link) -> Representative | None:
    """For whom somebody may stand who was sent this invitation; None where that is over."""
    its = Representative.case_id == link.case_id, Representative.email == link.email
    return session.scalars(select(Representative).where(*its, may_represent())).one_or_none()


def accept(one: Representative) -> None:
    """From now on they see what is granted, and get the mails of it if the household wants that."""
    if one.accepted_at is not None:
        return
    one.accepted_at = now()
    record("representative_accepted", by=Actor(Role.REPRESENTATIVE, one.name), case_id=one.case_id)
    if one.mails != Mails.NONE:
        let_read(
            one.case_id, one.email, name=one.name, language=one.language, last_day=one.last_day,
            matters=[matter for matter in Matter if matter in one.sees], is_instead=one.mails == Mails.INSTEAD,
        )  # fmt: skip


def choose_language(representative_id: uuid.UUID, language: str) -> None:
    """From now on this representative reads this language, on pages and in mails."""
    one = session.get_one(Representative, representative_id)
    one.language = language
    if (reader := session.get(MailReader, one.case_id)) is not None:
        reader.language = language


def end_representation(case: Case, *, by: Actor) -> bool:
    """Let nobody represent this household from now on; answers whether anybody did.

    Their stays, links and mails that wait end at once. The household gets a mail where the desk did it.
    """
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    one = representative_of(case.id)
    if one is None:
        return False
    _end(one)
    record("representative_ended", by=by, case_id=case.id, person=one.name)
    if by.role != Role.EXPAT and by is not SYSTEM:
        queue_mail(
            "representative_ended", recipient=case.email, language=case.language, case_id=case.id, case=case,
            representative=one,
        )  # fmt: skip
    return True


def _end(one: Representative) -> None:
    end_stays_of_representative(one.id)
    void_links_of_case(one.case_id, Purpose.REPRESENTATION)
    let_read_no_more(one.case_id, one.email)
    session.delete(one)
    session.flush()


def send_invitations() -> None:
    """Invite those who were named: the worker's part. Commits one by one.

    Who works for the employer gets nothing, and no page says so: it would tell who has an account (T14).
    """
    answer_requests(Purpose.REPRESENTATION, _send_invitation)


def _send_invitation(request: Link) -> bool:
    one = representation_behind(request)
    if one is None or not throttle.knock((throttle.REPRESENTATIONS_OF, request.email)):
        return False
    queue_mail(
        "representative_invited", recipient=one.email, language=one.language, case_id=one.case_id, case=one.case,
        representative=one, token=give_token(request), days=LASTS[Purpose.REPRESENTATION].days,
        expires_at=request.expires_at,
    )  # fmt: skip
    return True


def forget_ended() -> None:
    """Erase those whose day has passed, and who did not accept in time. The worker's part; commits."""
    begin_immediate()
    too_late = and_(
        Representative.accepted_at.is_(None), Representative.named_at < now() - LASTS[Purpose.REPRESENTATION]
    )
    over = or_(Representative.last_day < today(), too_late)
    for one in session.scalars(select(Representative).where(over)).all():
        end_representation(one.case, by=SYSTEM)
    session.commit()
