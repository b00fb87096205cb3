"""The links in mails that open a volunteer's own page: a new one in each mail, and all of them end."""

from datetime import date, timedelta

from sqlalchemy import delete, select

from expatdesk.people.tokens import hashed, new_token
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import Volunteer, VolunteerLink, VolunteerState

LASTS = timedelta(days=60)
OPEN_TO = (VolunteerState.WAITING, VolunteerState.ACTIVE, VolunteerState.PAUSED)


def new_link(volunteer: Volunteer, on: date) -> str:
    """The token of a new link; whoever holds it may do what the volunteer may (security T12)."""
    token = new_token()
    session.add(VolunteerLink(volunteer_id=volunteer.id, token_hash=hashed(token), last_day=on + LASTS))
    session.flush()
    return token


def volunteer_behind(token: str, *, to_change: bool = False) -> Volunteer | None:
    """Whose page the link opens, until its last day and until they end. Changes nothing.

    `to_change` keeps others waiting who change this volunteer, or look for newcomers who suit them.
    """
    wanted = select(Volunteer).join(VolunteerLink, VolunteerLink.volunteer_id == Volunteer.id)
    alive = VolunteerLink.token_hash == hashed(token), VolunteerLink.last_day >= today()
    wanted = wanted.where(*alive, Volunteer.state.in_(OPEN_TO))
    if to_change:
        wanted = wanted.with_for_update(of=Volunteer, key_share=True).execution_options(populate_existing=True)
    return session.scalars(wanted).one_or_none()


def forget_links_of(volunteer: Volunteer) -> None:
    """Let no link from before open the page of this volunteer."""
    session.execute(delete(VolunteerLink).where(VolunteerLink.volunteer_id == volunteer.id))


def forget_old_links(on: date) -> None:
    """Remove links that open nothing any more."""
    session.execute(delete(VolunteerLink).where(VolunteerLink.last_day < on))
