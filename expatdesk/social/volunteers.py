"""Volunteers: they apply, confirm their mailbox, are screened by the desk, pause, and end.

Nothing here commits but the worker's parts.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import delete, exists, select, update

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.actions import queue_mail, take_back
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.people.tokens import hashed, new_token
from expatdesk.rules.buddies import Family, FreeTime, Profile
from expatdesk.rules.interests import Interest
from expatdesk.rules.region import Retention
from expatdesk.rules.terms import add_months
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.clock import today as this_day
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.buddy_models import BuddyIncident, BuddyPair, Volunteer, VolunteerState
from expatdesk.social.links import OPEN_TO, forget_links_of, forget_old_links, new_link
from expatdesk.social.pairs import leave_all

# So long the link in the first mail works; then nothing of what was typed is left.
TO_CONFIRM = timedelta(days=3)
# Whoever changes the words of the consent on the form raises it.
TEXT_VERSION = 1
MOST_NEWCOMERS = 5
# Who acts by a link of theirs: without a name, as the logbook outlasts what is kept of them.
A_VOLUNTEER = Actor(Role.VISITOR, "")
TO_VOLUNTEERS = (
    "volunteer_confirms", "volunteer_page", "volunteer_accepted", "volunteer_refused", "newcomer_proposed",
    "newcomer_found",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody tells who wants to be a buddy."""

    first_name: str
    family_name: str
    email: str
    language: str
    languages: list[str]
    interests: list[str]
    times: list[str]
    family: str
    municipality: str
    most: int
    last_day: date | None = None


def apply(offer: Offer) -> None:
    """Keep it until the worker has mailed a link; whether anybody knows it, it finds out (T14)."""
    session.add(Volunteer(**asdict(offer), state=VolunteerState.ASKED, text_version=TEXT_VERSION))
    jobs.ring()


def answer_volunteers() -> None:
    """Mail each who applied a link to confirm, or to the page they have. The worker's part; commits each."""
    while True:
        begin_immediate()
        new = Volunteer.state == VolunteerState.ASKED, Volunteer.token_hash.is_(None)
        unanswered = select(Volunteer).where(*new).order_by(Volunteer.asked_at, Volunteer.id)
        asked = session.scalars(unanswered.limit(1).with_for_update(skip_locked=True)).one_or_none()
        if asked is not None:
            _answer(asked)
        session.commit()
        if asked is None:
            return


def _answer(asked: Volunteer) -> None:
    """Nothing that was typed stands in the mail: our letters carry no stranger's words to others (T16, T24)."""
    if (known := _known_by(asked.email)) is not None:
        session.delete(asked)
        send_link(known)
        return
    # The newest link voids older ones, so that nobody becomes two volunteers (T13).
    take_back("volunteer_confirms", [asked.email])
    older = Volunteer.email == asked.email, Volunteer.state == VolunteerState.ASKED, Volunteer.id != asked.id
    session.execute(delete(Volunteer).where(*older, Volunteer.token_hash.is_not(None)))
    token = new_token()
    asked.token_hash = hashed(token)
    queue_mail(
        "volunteer_confirms", recipient=asked.email, language=asked.language, token=token, days=TO_CONFIRM.days,
        expires_at=asked.asked_at + TO_CONFIRM,
    )  # fmt: skip


def _known_by(email: str) -> Volunteer | None:
    known = select(Volunteer).where(Volunteer.email == email, Volunteer.state.in_(OPEN_TO))
    return session.scalars(known.limit(1)).one_or_none()


def send_only_link(volunteer: Volunteer) -> None:
    """The same, and no link from before opens it any more: somebody else may have one."""
    forget_links_of(volunteer)
    send_link(volunteer)


def send_link(volunteer: Volunteer) -> None:
    """Mail a volunteer a new link to their own page."""
    queue_mail(
        "volunteer_page", recipient=volunteer.email, language=volunteer.language, volunteer=volunteer,
        token=new_link(volunteer, this_day()),
    )  # fmt: skip


def living_offer(token: str) -> Volunteer | None:
    """Who waits to confirm behind the link in a mail. Changes nothing."""
    alive = Volunteer.state == VolunteerState.ASKED, Volunteer.asked_at > now() - TO_CONFIRM
    return session.scalars(select(Volunteer).where(Volunteer.token_hash == hashed(token), *alive)).one_or_none()


def confirm_offer(offer: Volunteer) -> bool:
    """Whoever applied reads that mailbox: now the desk sees it. False when somebody was first.

    Who is known already gets a link to the page they have.
    """
    if (known := _known_by(offer.email)) is not None:
        session.delete(offer)
        send_link(known)
        return False
    mine = update(Volunteer).where(Volunteer.id == offer.id, Volunteer.state == VolunteerState.ASKED)
    done = mine.values(state=VolunteerState.WAITING, confirmed_at=now(), token_hash=None).returning(Volunteer.id)
    if session.execute(done, execution_options={"synchronize_session": False}).one_or_none() is None:
        return False
    session.refresh(offer)
    record("volunteer_applied", by=A_VOLUNTEER, volunteer=str(offer.id))
    return True


def volunteers() -> Sequence[Volunteer]:
    """All whom the desk sees: those who wait to be screened first, then by name."""
    known = Volunteer.state != VolunteerState.ASKED
    order = Volunteer.state != VolunteerState.WAITING, Volunteer.first_name, Volunteer.family_name, Volunteer.id
    return session.scalars(select(Volunteer).where(known).order_by(*order)).all()


def volunteer_by(volunteer_id: uuid.UUID, *, to_change: bool = False) -> Volunteer | None:
    """One of them; `to_change` keeps a second officer waiting until the first is through."""
    known = select(Volunteer).where(Volunteer.id == volunteer_id, Volunteer.state != VolunteerState.ASKED)
    return session.scalars(known.with_for_update(key_share=True) if to_change else known).one_or_none()


def accept(volunteer: Volunteer, note: str, *, by: Actor, today: date) -> None:
    """The desk has talked with them: from now on newcomers are proposed to them."""
    if volunteer.state != VolunteerState.WAITING:
        return
    volunteer.state, volunteer.screened_on = VolunteerState.ACTIVE, today
    volunteer.screened_by, volunteer.screening_note = by.name, note or None
    session.flush()
    _tell_accepted(volunteer)
    record("volunteer_accepted", by=by, volunteer=str(volunteer.id))


def _tell_accepted(volunteer: Volunteer) -> None:
    queue_mail(
        "volunteer_accepted", recipient=volunteer.email, language=volunteer.language, volunteer=volunteer,
        token=new_link(volunteer, this_day()),
    )  # fmt: skip


def refuse(volunteer: Volunteer, reason: str, *, by: Actor) -> None:
    """Let them know that they do not become a buddy, and why; nothing of them is left but a line."""
    if volunteer.state != VolunteerState.WAITING:
        return
    record("volunteer_refused", by=by, volunteer=str(volunteer.id))
    email, language, name = volunteer.email, volunteer.language, volunteer.first_name
    session.delete(volunteer)
    session.flush()
    queue_mail("volunteer_refused", recipient=email, language=language, first_name=name, reason=reason)


def pause(volunteer: Volunteer, *, by: Actor) -> None:
    """For now no newcomer is proposed to them; whom they have, they keep."""
    _turn(volunteer, VolunteerState.ACTIVE, VolunteerState.PAUSED, "volunteer_paused", by)


def resume(volunteer: Volunteer, *, by: Actor) -> None:
    """They are there again."""
    _turn(volunteer, VolunteerState.PAUSED, VolunteerState.ACTIVE, "volunteer_resumed", by)


def _turn(volunteer: Volunteer, old: VolunteerState, new: VolunteerState, verb: str, by: Actor) -> None:
    if volunteer.state == old:
        volunteer.state = new
        session.flush()
        record(verb, by=by, volunteer=str(volunteer.id))


def end(volunteer: Volunteer, *, by: Actor, today: date) -> None:
    """They stop being a buddy; after some months nothing is left of them. The same once more changes nothing."""
    if volunteer.state in OPEN_TO:
        leave_all(volunteer, by=by, today=today)
        forget_links_of(volunteer)
        volunteer.state, volunteer.ended_on = VolunteerState.ENDED, today
        session.flush()
        record("volunteer_ended", by=by, volunteer=str(volunteer.id))


def profile_of_volunteer(volunteer: Volunteer) -> Profile:
    """What they told as the rules want it."""
    return Profile(
        languages=frozenset(volunteer.languages),
        interests=frozenset(map(Interest, volunteer.interests)),
        times=frozenset(map(FreeTime, volunteer.times)),
        family=Family(volunteer.family),
        municipality=volunteer.municipality,
    )


def forget_volunteers(retention: Retention, today: date) -> int:
    """End whose last day is over, erase who ended long ago or never confirmed. Commits; answers how many went."""
    begin_immediate()
    for volunteer in session.scalars(
        select(Volunteer)
        .where(Volunteer.last_day < today, Volunteer.state.in_(OPEN_TO))
        .with_for_update(key_share=True)
    ):
        end(volunteer, by=SYSTEM, today=today)
    gone = _over(retention, today)
    for volunteer in gone:
        _forget_mails(volunteer)
        session.delete(volunteer)
    forget_old_links(today)
    session.commit()
    return len(gone)


def _forget_mails(volunteer: Volunteer) -> None:
    """What was written to them as a volunteer: behind the address may be somebody with an account as well."""
    same = exists().where(Volunteer.email == volunteer.email, Volunteer.id != volunteer.id)
    if not session.scalar(select(same)):
        session.execute(delete(Mail).where(Mail.recipient == volunteer.email, Mail.kind.in_(TO_VOLUNTEERS)))


def count_volunteers_over(retention: Retention, today: date) -> int:
    """How many would be erased. Changes nothing."""
    return len(_over(retention, today))


def _over(retention: Retention, today: date) -> list[Volunteer]:
    """Who is to be erased; not while the desk has still to look at a problem that they had, or were."""
    of_theirs = exists().where(BuddyIncident.pair_id == BuddyPair.id, BuddyPair.volunteer_id == Volunteer.id)
    is_looked_at = of_theirs.where(BuddyIncident.settled_on.is_(None))
    ended = (Volunteer.ended_on < add_months(today, -retention.volunteers_months)) & ~is_looked_at
    unconfirmed = (Volunteer.state == VolunteerState.ASKED) & (Volunteer.asked_at < now() - TO_CONFIRM)
    return list(session.scalars(select(Volunteer).where(ended | unconfirmed)))
