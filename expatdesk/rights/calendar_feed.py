"""The days of a household for its own calendar: its visits, and by when it has to do what. Nothing commits.

Whoever has the address reads them, so nobody is named in it, and it says no more than the day needs: what, when,
where. Of activities there are those to which it comes, of homes those that it sees, without their address.
"""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from icalendar import Calendar, Event
from sqlalchemy import and_, delete, select

from expatdesk.appointments.calendar import visit_event
from expatdesk.appointments.models import Progress
from expatdesk.cases.labels import DUE_KINDS, label_of
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import find_case, lets_in, plan_of
from expatdesk.housing.interest_models import HomeViewing
from expatdesk.housing.interest_queries import booked_ahead
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import latest_of_case
from expatdesk.people.tokens import hashed, new_token
from expatdesk.rights.models import CalendarFeed
from expatdesk.rights.queries import hold, visits_of
from expatdesk.rules.plan import Party, Plan, Step, StepState
from expatdesk.rules.region import Region
from expatdesk.rules.waiting_list import Standing
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import local
from expatdesk.shared.db import session
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import speaking
from expatdesk.social.activity_calendar import occasion_event
from expatdesk.social.activity_mails import page_of
from expatdesk.social.activity_queries import ahead_of

# Who is not of the household any more has the address all the same.
VOIDED_BY = ("member_left", "member_removed", "household_changed")
COMING = frozenset({Progress.BOOKED, Progress.CHECKED_IN, Progress.SERVING})
READ_EVERY = timedelta(hours=6)


def make_feed(case: Case, *, by: Actor) -> str:
    """A new address; an older one leads nowhere any more. Answers its token: nobody sees it again."""
    hold(case)
    session.execute(delete(CalendarFeed).where(CalendarFeed.case_id == case.id))
    token = new_token()
    session.add(CalendarFeed(case_id=case.id, token_hash=hashed(token), email=case.email))
    session.flush()
    record("calendar_made", by=by, case_id=case.id)
    return token


def stop_feed(case: Case, *, by: Actor) -> None:
    """Let the address lead nowhere."""
    if session.get(CalendarFeed, case.id):
        session.execute(delete(CalendarFeed).where(CalendarFeed.case_id == case.id))
        record("calendar_stopped", by=by, case_id=case.id)


def feed_of(case: Case) -> CalendarFeed | None:
    """The address that works for this household; None where there is none."""
    feed = session.get(CalendarFeed, case.id)
    if feed is None or feed.email != case.email or case.state != CaseState.OPEN:
        return None
    return None if any(latest_of_case(case.id, verb, feed.made_at) for verb in VOIDED_BY) else feed


def case_behind(token: str) -> Case | None:
    """The case whose days stand under this address; None where the address leads nowhere."""
    wanted = select(CalendarFeed.case_id).where(CalendarFeed.token_hash == hashed(token))
    case_id = session.scalar(wanted)
    case = find_case(and_(Case.id == case_id, lets_in())) if case_id else None
    return case if case and feed_of(case) else None


def days_for_calendar(case: Case, region: Region, today: date, status_url: str) -> bytes:
    """The file that calendars read, in the household's language. The same days are the same bytes."""
    with speaking(case.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Expatdesk//Days//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", region.desk.name.in_language(case.language))
        calendar.add("refresh-interval", READ_EVERY, parameters={"value": "DURATION"})
        for visit in visits_of(case.id):
            if visit.progress in COMING:
                calendar.add_component(visit_event(visit, case, region, "CONFIRMED", stamp=visit.booked_at))
        for sign_up in ahead_of(case.id):
            if sign_up.standing == Standing.COMING:
                page = page_of(sign_up.occasion)
                calendar.add_component(occasion_event(sign_up.occasion, case.language, page))
        for viewing in booked_ahead(case.id):
            calendar.add_component(_viewing(viewing))
        for event in _deadlines(case, plan_of(case, region, today), status_url):
            calendar.add_component(event)
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _viewing(viewing: HomeViewing) -> Event:
    """A home that they see. Whoever has the address of this file reads it: the household alone knows which."""
    event = Event()
    event.add("uid", f"{viewing.id}@expatdesk")
    event.add("dtstamp", viewing.booked_at or viewing.starts_at)
    event.add("dtstart", local(viewing.starts_at))
    event.add("dtend", local(viewing.ends_at))
    event.add("summary", _("See a home in %(town)s", town=viewing.offer.home.town))
    event.add("description", full_address("expat.offered_home", offer_id=viewing.offer_id))
    return event


def _deadlines(case: Case, plan: Plan, status_url: str) -> Iterator[Event]:
    """What the household itself has to do by a day; one line for what several of them have to do by the same."""
    told: set[tuple[str, date]] = set()
    for step in plan.steps:
        is_theirs = step.party is Party.EXPAT and step.state in (StepState.OPEN, StepState.WAITING)
        if is_theirs and step.due is not None and (step.key, step.due) not in told:
            told.add((step.key, step.due))
            yield _deadline(case, step, step.due, plan, status_url)


def _deadline(case: Case, step: Step, due: date, plan: Plan, status_url: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid.uuid5(case.id, step.id)}@expatdesk")
    event.add("dtstamp", case.opened_at)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", _("By today: %(step)s", step=label_of(step, plan.route).title))
    if step.due_kind:
        event.add("description", f"{DUE_KINDS[step.due_kind]}\n{status_url}")
    event.add("transp", "TRANSPARENT")
    return event
