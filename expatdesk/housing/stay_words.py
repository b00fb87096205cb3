"""The words for own places: what is free from when, what is taken, and how many are registered."""

from datetime import date

from expatdesk.housing.stay_queries import OwnPlace
from expatdesk.rules.occupancy import Period
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import ngettext, plain_date


def long_words(place: OwnPlace, period: Period, now: date) -> str:
    """A time of a place: 'Free from 3 March 2027, 24 nights'. `now` is the day from which on the reader looks."""
    if place.is_home:
        return _free(period, now) if period.free else _taken(period)
    told = {"free": period.free, "all": period.capacity, "when": _when(period, now)}
    if period.free == 0:
        return _("Places free: none of %(all)d, %(when)s", **told)
    return _("Places free: %(free)d of %(all)d, %(when)s", **told)


def in_short(place: OwnPlace, period: Period) -> str:
    """What fits into the calendar."""
    if not place.is_home:
        return f"{period.used}/{period.capacity}"
    return _("free") if period.free else _("taken")


def _free(period: Period, now: date) -> str:
    told = {"day": plain_date(period.starts)}
    if period.nights is None:
        return _("Free now") if period.starts <= now else _("Free from %(day)s", **told)
    if period.starts <= now:
        return ngettext("Free now, %(num)d night", "Free now, %(num)d nights", period.nights)
    return ngettext("Free from %(day)s, %(num)d night", "Free from %(day)s, %(num)d nights", period.nights, **told)


def _taken(period: Period) -> str:
    told = {"day": plain_date(period.starts)}
    if period.ends is None:
        return _("Taken from %(day)s, without an end", **told)
    return _("Taken from %(day)s until %(end)s", **told, end=plain_date(period.ends))


def _when(period: Period, now: date) -> str:
    told = {"day": plain_date(period.starts)}
    if period.nights is None:
        return _("from now on") if period.starts <= now else _("from %(day)s on", **told)
    if period.starts <= now:
        return ngettext("%(num)d night from now", "%(num)d nights from now", period.nights)
    return ngettext("%(num)d night from %(day)s", "%(num)d nights from %(day)s", period.nights, **told)


def place_words(place: OwnPlace) -> str:
    """What a place is, and for how many."""
    if place.is_home:
        most = place.most_people or 0
        return ngettext("Home for at most %(num)d person", "Home for at most %(num)d people", most)
    if not place.most_people:
        return _("Housing for hires")
    return ngettext("Housing for hires, %(num)d place", "Housing for hires, %(num)d places", place.most_people)


def registered_words(registered: int, most: int | None) -> str:
    """How many are registered at a place, and how many may be."""
    if most == 0 and not registered:
        return _("Nobody may be registered there")
    if most is None:
        return ngettext("Registered: %(num)d person", "Registered: %(num)d people", registered)
    return ngettext(
        "Registered: %(now)d of at most %(num)d person", "Registered: %(now)d of at most %(num)d people", most,
        now=registered,
    )  # fmt: skip
