"""Activities as calendars read them (RFC 5545): one identity for each occasion, wherever it is read.

Nobody who comes is named in any of these files.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from icalendar import Calendar, Event, Timezone

from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, local, now
from expatdesk.social.activity_labels import topics_in
from expatdesk.social.activity_models import Occasion

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
CLOSING = "END:VCALENDAR\r\n"
READ_EVERY = timedelta(hours=1)


def occasion_event(occasion: Occasion, language: str, url: str) -> Event:
    """One occasion, in this language, with the address of its page."""
    activity, event = occasion.activity, Event()
    event.add("uid", f"{occasion.id}@expatdesk")
    event.add("sequence", occasion.sequence)
    event.add("dtstamp", max(activity.changed_at, occasion.cancelled_at or activity.changed_at))
    event.add("dtstart", local(occasion.starts_at))
    event.add("dtend", local(occasion.ends_at))
    event.add("summary", activity.title_in(language))
    event.add("description", f"{activity.text_in(language)}\n\n{url}")
    event.add("location", activity.place)
    event.add("url", url)
    if activity.topics:
        event.add("categories", topics_in(activity.topics, language))
    event.add("status", "CONFIRMED" if occasion.is_held else "CANCELLED")
    return event


def file_of(occasions: Iterable[tuple[Occasion, str]], language: str, method: str = PUBLISH) -> str:
    """These occasions, each with the address of its page, as one file: for who comes, or comes no more."""
    events = [occasion_event(occasion, language, url) for occasion, url in occasions]
    for event in events:
        if method == CANCEL:
            event["status"] = "CANCELLED"
    return _opening(method, *_years(events)) + _bodies(events) + CLOSING


def public_feed(occasions: Iterable[tuple[Occasion, str]], region: Region, language: str) -> bytes:
    """All that is held in the region, for calendars and other sites. The same activities are the same bytes."""
    events = [occasion_event(occasion, language, url) for occasion, url in occasions]
    calendar = _calendar()
    calendar.add("method", PUBLISH)
    calendar.add("x-wr-calname", region.desk.name.in_language(language))
    calendar.add("refresh-interval", READ_EVERY, parameters={"value": "DURATION"})
    for part in (_zone(*_years(events)), *events):
        calendar.add_component(part)
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Expatdesk//Activities//EN")
    calendar.add("version", "2.0")
    return calendar


def _years(events: Sequence[Event]) -> tuple[int, int]:
    """From when on and until when the file must explain its clock."""
    years = [event.start.year for event in events] or [now().year]
    return min(years), max(years)


def _bodies(events: Iterable[Event]) -> str:
    return "".join(bytes(event.to_ical()).decode() for event in events)


def _zone(first: int, last: int) -> Timezone:
    """The clock of these years. Outlook reads no time zone that the file itself does not explain."""
    return Timezone.from_tzid(AMSTERDAM.key, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1))


@lru_cache
def _opening(method: str, first: int, last: int) -> str:
    """What stands before the events: most of the work, and the same each time."""
    calendar = _calendar()
    calendar.add("method", method)
    calendar.add_component(_zone(first, last))
    return bytes(calendar.to_ical()).decode().removesuffix(CLOSING)
