"""What somebody tells the desk, and nobody else, of whom they met. Nothing here commits."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from expatdesk.cases.refusals import HoldsBsn
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import BuddyIncident, BuddyPair
from expatdesk.social.pairs import lock


def tell_incident(pair: BuddyPair, text: str, *, by_volunteer: bool, by: Actor) -> BuddyIncident:
    """Tell the desk, and nobody else, of something that went wrong. Raises HoldsBsn, and PairOver."""
    if holds_bsn(text):
        raise HoldsBsn
    lock(pair)
    told = BuddyIncident(case_id=pair.case_id, pair_id=pair.id, by_volunteer=by_volunteer, text=text)
    session.add(told)
    session.flush()
    # The history of the household is read by the household: what a volunteer tells stands in no line of it.
    record("incident_told", by=by, case_id=None if by_volunteer else pair.case_id, incident=str(told.id))
    return told


def settle_incident(incident: BuddyIncident, outcome: str, *, by: Actor, today: date) -> None:
    """Write down what the desk did about it."""
    incident.settled_on, incident.settled_by, incident.outcome = today, by.name, outcome
    session.flush()
    record("incident_settled", by=by, incident=str(incident.id))


def incidents() -> Sequence[BuddyIncident]:
    """What was told to the desk, what is not settled first."""
    wanted = select(BuddyIncident).order_by(BuddyIncident.settled_on.is_not(None), BuddyIncident.told_at.desc())
    return session.scalars(wanted.limit(200)).all()


def incident_by(incident_id: uuid.UUID) -> BuddyIncident | None:
    """One of them."""
    return session.get(BuddyIncident, incident_id)
