"""A counter as the coordinator reads it: its facts and hours in words, and what two people typed side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import Field

from expatdesk.access.acting import the_region
from expatdesk.appointments.closed_days import CalendarDay, calendar_days
from expatdesk.appointments.counter_queries import terms_to_come
from expatdesk.appointments.models import Counter, CounterTerms, ReleaseRule
from expatdesk.appointments.previews import Served
from expatdesk.appointments.release_rules import rule_on, rules_after
from expatdesk.appointments.timetable import Hours, week_on
from expatdesk.desk.conflicts import FieldConflict
from expatdesk.desk.conflicts import in_words as value_in_words
from expatdesk.desk.forms.counters import KINDS, in_words
from expatdesk.desk.forms.releasing import WHEN, value_of
from expatdesk.rules.region import Text
from expatdesk.rules.terms import Holiday
from expatdesk.shared.i18n import LazyString, language, listed
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

A_YEAR = timedelta(days=365)
HOLIDAYS: dict[Holiday, LazyString] = {
    Holiday.NEW_YEAR: _l("New Year’s Day"),
    Holiday.GOOD_FRIDAY: _l("Good Friday"),
    Holiday.EASTER_MONDAY: _l("Easter Monday"),
    Holiday.KINGS_DAY: _l("King’s Day"),
    Holiday.LIBERATION_DAY: _l("Liberation Day"),
    Holiday.ASCENSION_DAY: _l("Ascension Day"),
    Holiday.WHIT_MONDAY: _l("Whit Monday"),
    Holiday.CHRISTMAS_DAY: _l("Christmas Day"),
    Holiday.BOXING_DAY: _l("Boxing Day"),
}


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the week: its hours by appointment and without one, in words."""

    weekday: int
    booked: str
    walk_in: str


@dataclass(frozen=True, slots=True)
class TermsLines:
    """The visits that a counter takes from a day on, in words."""

    first_day: date
    kinds: str
    municipalities: str
    time: str


@dataclass(frozen=True, slots=True)
class CounterLines:
    """One counter with its present terms and hours, and the days on which they become others."""

    counter: Counter
    terms: TermsLines
    later_terms: list[CounterTerms]
    hours: list[DayLine]
    changes: list[date]


def counter_lines(counter: Counter, today: date) -> CounterLines:
    """The counter as it is today, or on its first day where that is still to come."""
    hours, day = [Hours.of(row) for row in counter.hours], max(today, counter.first_day)
    week = week_on(hours, day)
    lines = [DayLine(number, in_words(week[number, False]), in_words(week[number, True])) for number in range(7)]
    begin = {one.first_day for one in hours} | {one.last_day + timedelta(days=1) for one in hours if one.last_day}
    return CounterLines(
        counter,
        terms_lines(counter.terms_on(day)),
        terms_to_come(counter, today),
        [line for line in lines if line.booked or line.walk_in],
        sorted(begins for begins in begin if begins > day),
    )


def terms_lines(terms: CounterTerms) -> TermsLines:
    """The terms as one reads them."""
    first, further = terms.first_person_minutes, terms.further_person_minutes
    return TermsLines(
        terms.first_day,
        _kinds_in_words(terms),
        listed([the_region().municipality(code).name for code in terms.municipalities]) or _("Nobody"),
        _("%(first)d minutes, %(further)d for each further person", first=first, further=further),
    )


def _kinds_in_words(terms: CounterTerms) -> str:
    """'Registration and questions': within a line the words begin small."""
    words = listed([str(KINDS[kind]) for kind in KINDS if kind in terms.kinds])
    return words[:1] + words[1:].lower()


def what_differs(form: Any, stored: Mapping[str, Any]) -> list[FieldConflict]:
    """Where what is stored now differs from what was typed."""
    return [
        FieldConflict(str(field.label.text), _words(field, stored[field.name]), _words(field, field.data))
        for field in form.facts
        if (stored[field.name] or None) != (field.data or None)
    ]


def _words(field: Field, value: Any) -> str:
    if isinstance(value, tuple):
        return in_words(value) or _("Closed")
    if isinstance(value, list):
        return listed([value_in_words(field, one) for one in value]) or _("Not known")
    return value_in_words(field, value)


def coming_year(today: date) -> list[tuple[CalendarDay, str]]:
    """The working days of the coming year that the calendar closes, each with its reason."""
    days = calendar_days(today, today + A_YEAR, the_region())
    return [(one, reason_of(one)) for one in days if one.day.isoweekday() <= 5 or one.is_open]


def reason_of(one: CalendarDay) -> str:
    """Why the calendar closes that day, in the reader's language."""
    if isinstance(one.why, Text):
        return one.why.in_language(language())
    return str(HOLIDAYS[one.why]) if one.why else _("Closed by decree")


def rules_in_words(day: date) -> list[tuple[date | None, LazyString]]:
    """The rule of that day, and those that begin later, each with its first day."""
    present = rule_on(day)
    later = [(rule.first_day, _rule_words(rule)) for rule in rules_after(day)]
    return [(None, _rule_words(present)), *later]


def _rule_words(rule: ReleaseRule | None) -> LazyString:
    return WHEN[value_of(rule)]


def served_words(served: Iterable[Served]) -> str:
    """What a counter does, and for whom, in words."""
    return listed([_served(kind, town) for kind, town in served])


def _served(kind: str, town: str | None) -> str:
    if town is None:
        return str(KINDS[kind]).lower()
    return _("registration for %(town)s", town=the_region().municipality(town).name)
