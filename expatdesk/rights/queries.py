"""What the desk keeps of a household beside its facts: visits, mails, papers, how many notes."""

import uuid

from sqlalchemy import func, select

from expatdesk.appointments.models import Appointment, Progress
from expatdesk.cases.consent_models import Consent
from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Representative
from expatdesk.documents.models import Document
from expatdesk.messages.models import Mail
from expatdesk.notes.models import Note
from expatdesk.ratings.models import Rating
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import BuddyIncident, BuddyPair
from expatdesk.social.interest_models import PersonInterests

MOST_MAILS = 200


def hold(case: Case) -> None:
    """Let whoever else asks something for this household wait until this transaction ends."""
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())


def visits_of(case_id: uuid.UUID) -> list[Appointment]:
    """Every visit that was booked, whatever became of it, newest first."""
    booked = Appointment.case_id == case_id, Appointment.progress != Progress.CHOOSING
    return list(session.scalars(select(Appointment).where(*booked).order_by(Appointment.starts_at.desc())))


def mails_to(case_id: uuid.UUID) -> list[Mail]:
    """The mails to a household that are still kept, newest first; those to who represents it as well.

    Whether somebody was invited to that is not told: it would say who works for its employer (security T14).
    """
    told = Mail.case_id == case_id, Mail.kind != "representative_invited"
    wanted = select(Mail).where(*told).order_by(Mail.written_at.desc(), Mail.id)
    return list(session.scalars(wanted.limit(MOST_MAILS)))


def papers_handed_in(case_id: uuid.UUID) -> list[Document]:
    """Every paper that was handed in, oldest first; of some the pages are erased."""
    wanted = select(Document).where(Document.case_id == case_id).order_by(Document.given_at, Document.id)
    return list(session.scalars(wanted))


def count_notes(case_id: uuid.UUID) -> int:
    """How many notes the desk's colleagues wrote for each other."""
    return session.scalar(select(func.count()).select_from(Note).where(Note.case_id == case_id)) or 0


def consents_of(case_id: uuid.UUID) -> list[Consent]:
    """What the household answered when asked for its yes."""
    return list(session.scalars(select(Consent).where(Consent.case_id == case_id)))


def representatives_of(case_id: uuid.UUID) -> list[Representative]:
    """Who represents the household, or is asked to."""
    return list(session.scalars(select(Representative).where(Representative.case_id == case_id)))


def ratings_of(case_id: uuid.UUID) -> list[Rating]:
    """What the household thought of the desk, where it said so."""
    return list(session.scalars(select(Rating).where(Rating.case_id == case_id)))


def told_to_meet_people(case_id: uuid.UUID) -> list[PersonInterests]:
    """What the adults of a household told to meet people."""
    return list(session.scalars(select(PersonInterests).where(PersonInterests.case_id == case_id)))


def buddies_of(case_id: uuid.UUID) -> list[BuddyPair]:
    """Every volunteer who was proposed to the household, oldest first."""
    wanted = select(BuddyPair).where(BuddyPair.case_id == case_id)
    return list(session.scalars(wanted.order_by(BuddyPair.proposed_on, BuddyPair.id)))


def problems_told_by(case_id: uuid.UUID) -> list[BuddyIncident]:
    """What the household itself told the desk of a buddy; what the buddy told is that person's."""
    wanted = select(BuddyIncident).where(BuddyIncident.case_id == case_id, BuddyIncident.by_volunteer.is_(False))
    return list(session.scalars(wanted.order_by(BuddyIncident.told_at)))
