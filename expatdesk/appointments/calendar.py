"""The visit as calendars read it (RFC 5545): one identity each, and a number that rises with each change."""

from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parseaddr
from functools import lru_cache

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from expatdesk.appointments.models import Appointment
from expatdesk.appointments.places import where_of
from expatdesk.cases.labels import PURPOSES
from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, local, now
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import speaking
from expatdesk.shared.mail import post

REQUEST, CANCEL = "REQUEST", "CANCEL"
CLOSING = "END:VCALENDAR\r\n"


def invitation(visit: Appointment, case: Case, region: Region, lines: Iterable[str], *, is_firm: bool) -> str:
    """The visit as it is now, firm or only held; a calendar that has an older one puts this in its place.

    The lines tell what it is for, or what to bring, in the household's language.
    """
    with speaking(case.language):
        event = _event(visit, case, region, "CONFIRMED" if is_firm else "TENTATIVE")
        event.add("description", "\n".join(lines))
    return _calendar(event, REQUEST)


def cancellation(visit: Appointment, case: Case, region: Region) -> str:
    """The same visit taken out of calendars."""
    with speaking(case.language):
        event = _event(visit, case, region, "CANCELLED")
    return _calendar(event, CANCEL)


def _event(visit: Appointment, case: Case, region: Region, status: str) -> Event:
    event = visit_event(visit, case, region, status, stamp=now())
    event.add("organizer", _address(_sender(), region.desk.name.in_language(case.language)))
    event.add("attendee", _address(case.email, ""))
    return event


def visit_event(visit: Appointment, case: Case, region: Region, status: str, *, stamp: datetime) -> Event:
    """The visit alone, without who comes; `stamp` is when it was last as it is now."""
    event = Event()
    event.add("uid", f"{visit.id}@expatdesk")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", local(visit.starts_at))
    event.add("dtend", local(visit.ends_at))
    event.add("summary", _summary(visit, region.desk.name.in_language(case.language)))
    event.add("location", where_of(visit, region))
    event.add("status", status)
    return event


def _summary(visit: Appointment, desk: str) -> str:
    if purpose := PURPOSES.get(visit.kind):
        return _("Visit %(purpose)s, %(desk)s", purpose=purpose, desk=desk)
    return _("Visit to %(desk)s", desk=desk)


def _calendar(event: Event, method: str) -> str:
    return _opening(method, event.start.year) + bytes(event.to_ical()).decode() + CLOSING


@lru_cache
def _opening(method: str, year: int) -> str:
    """What stands before an event of this year: the same for every household, and most of the work."""
    calendar = Calendar()
    calendar.add("prodid", "-//Expatdesk//Visit//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    # Outlook reads no time zone that the file itself does not explain. Of other years it need not know.
    zone = Timezone.from_tzid(AMSTERDAM.key, first_date=date(year, 1, 1), last_date=date(year + 1, 1, 1))
    calendar.add_component(zone)
    return bytes(calendar.to_ical()).decode().removesuffix(CLOSING)


def _sender() -> str:
    """The bare address from which the desk writes."""
    return parseaddr(post().sender)[1]


def _address(mail: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{mail}")
    if name:
        address.params["cn"] = vText(name)
    return address
