"""Forms of an activity and its times, for every door that makes them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from wtforms import BooleanField, Field, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput, TextInput

from expatdesk.access.acting import the_region
from expatdesk.cases.labels.interests import INTERESTS
from expatdesk.cases.words import language_name
from expatdesk.rules.series import Rhythm, days_of
from expatdesk.rules.slots import moment_at
from expatdesk.shared.clock import AMSTERDAM, local
from expatdesk.shared.forms import (
    CountField,
    DayField,
    LineField,
    Needed,
    PageForm,
    Plain,
    PlainText,
    TicksField,
    options,
)
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.activities import ActivityFacts, Times
from expatdesk.social.activity_labels import CLOSES, RHYTHMS, SPOKEN
from expatdesk.social.activity_models import (
    LONGEST_ORGANISER,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_OCCASIONS,
    MOST_PLACES,
    Activity,
    Occasion,
)
from expatdesk.social.activity_refusals import ActivityRefused, TimeIsOver, TimeTwice, TooFewPlaces

CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
EUROS = re.compile(r"(?:€\s*)?(\d{1,4})(?:[.,](\d{2}))?")
OPEN = Optional(strip_whitespace=True)


class ClockField(Field):
    """A time of the day: '19:30', with a dot as well."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        typed = valuelist[0].strip() if valuelist else ""
        match = CLOCK.fullmatch(typed)
        if typed and match is None:
            raise ValidationError(_l("Type a time such as 19:30."))
        self.data = time(int(match[1]), int(match[2])) if match else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""


class EuroField(Field):
    """An amount in euros, kept in cents: '12,50' or '12.50'; nothing costs nothing."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        typed = valuelist[0].strip() if valuelist else ""
        match = EUROS.fullmatch(typed)
        if typed and match is None:
            raise ValidationError(_l("Type an amount such as 7.50."))
        self.data = int(match[1]) * 100 + int(match[2] or 0) if match else 0

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data // 100}.{self.data % 100:02}" if self.data else ""


def _towns() -> list[SelectChoice]:
    return options((town.code, town.name) for town in the_region().municipalities)


def _spoken() -> list[SelectChoice]:
    return options((code, language_name(code)) for code in SPOKEN)


class VersionForm(PageForm):
    """A button that carries no more than the version of what it is about."""

    version = CountField(widget=HiddenInput(), least=0, most=9999)

    @property
    def seen(self) -> int:
        """The version that the page showed; none is as good as an old one."""
        return self.version.data or 0

    def shows(self, version: int) -> None:
        """Let the page be of this version, whatever was sent."""
        self.version.data, self.version.raw_data = version, None


class ActivityForm(VersionForm):
    """What is told of an activity, in both languages."""

    title_nl = LineField(_l("Title in Dutch"), [Needed(_l("Fill in a title.")), Plain(LONGEST_TITLE)])
    title_en = LineField(_l("Title in English"), [Needed(_l("Fill in a title.")), Plain(LONGEST_TITLE)])
    text_nl = TextAreaField(_l("Text in Dutch"), [Needed(_l("Tell what it is.")), PlainText(LONGEST_TEXT)])
    text_en = TextAreaField(_l("Text in English"), [Needed(_l("Tell what it is.")), PlainText(LONGEST_TEXT)])
    municipality = SelectField(_l("Municipality"), choices=_towns)
    place = LineField(_l("Place"), [Needed(_l("Fill in where it is.")), Plain(LONGEST_PLACE)])
    languages = TicksField(_l("What is spoken"), [Needed(_l("Tick one at least."))], choices=_spoken)
    topics = TicksField(_l("What it is about"), [OPEN], choices=lambda: options(INTERESTS.items()))
    child_friendly = BooleanField(_l("Children can come along"))
    cost_cents = EuroField(_l("Cost for each person, in euros"), [OPEN])
    capacity = CountField(
        _l("Places"), [Needed(_l("Fill in how many people can come."))], least=1, most=MOST_PLACES
    )
    opens_on = DayField(_l("Signing up begins on"))
    opens_at = ClockField(_l("At"), [OPEN])
    closes_hours = SelectField(_l("Signing up is possible"), coerce=int, choices=lambda: options(
        (str(hours), words) for hours, words in CLOSES.items()))  # fmt: skip
    organiser = LineField(_l("Who organises it"), [OPEN, Plain(LONGEST_ORGANISER)])

    def validate_languages(self, field: TicksField) -> None:
        """Something is spoken everywhere."""
        if not field.data:
            raise ValidationError(_l("Tick one at least."))

    def validate_opens_at(self, field: ClockField) -> None:
        """A time alone is no moment."""
        if field.data and not self.opens_on.data:
            raise ValidationError(_l("Fill in the day as well, or leave both open."))

    @property
    def facts(self) -> list[Field]:
        """The fields that tell something of the activity."""
        return [self[name] for name in (*SAME, "opens_on", "opens_at", "organiser")]

    @property
    def said(self) -> ActivityFacts:
        """What was typed; call when the form is valid."""
        told = {name: self[name].data for name in SAME}
        opens = _moment(self.opens_on.data, self.opens_at.data or time()) if self.opens_on.data else None
        return ActivityFacts(**told, organiser=self.organiser.data or None, opens_at=opens)

    def said_by(self, organiser: str) -> ActivityFacts:
        """The same, in the name of who organises it; an organisation may be called longer than fits."""
        return replace(self.said, organiser=organiser[:LONGEST_ORGANISER])

    @classmethod
    def of(cls, activity: Activity) -> "ActivityForm":
        """The form of an activity as it is known now."""
        return cls(data=stored(activity))


SAME = (
    "title_nl", "title_en", "text_nl", "text_en", "municipality", "place", "languages", "topics", "child_friendly",
    "cost_cents", "capacity", "closes_hours",
)  # fmt: skip
NEW = {"version": 1, "languages": ["nl", "en"], "closes_hours": 0, "rhythm": Rhythm.ONCE.value, "count": 1}


def stored(activity: Activity) -> dict[str, Any]:
    """What is known of an activity, by field."""
    opens = local(activity.opens_at) if activity.opens_at else None
    return {
        "version": activity.version, "organiser": activity.organiser,
        **{name: getattr(activity, name) for name in SAME},
        "opens_on": opens.date() if opens else None, "opens_at": opens.time() if opens else None,
    }  # fmt: skip


class WhenForm(VersionForm):
    """One time at which it is held."""

    first_day = DayField(_l("Day"), [Needed(_l("Fill in the day."))])
    starts = ClockField(_l("Begins at"), [Needed(_l("Fill in when it begins."))])
    ends = ClockField(_l("Ends at"), [Needed(_l("Fill in when it ends."))])

    def validate_ends(self, field: ClockField) -> None:
        """It ends later than it begins, on the same day, and at times that the clock shows."""
        if field.data is None or self.starts.data is None:
            return
        if field.data <= self.starts.data:
            raise ValidationError(_l("It ends before it begins. Check both times."))
        if self.first_day.data and None in _both(self.first_day.data, self.starts.data, field.data):
            raise ValidationError(_l("The clock skips this time on that day. Choose another one."))

    @property
    def time(self) -> Times:
        """What was typed; call when the form is valid."""
        return next(iter(_times([self.first_day.data], self.starts.data, self.ends.data)))

    @classmethod
    def of_occasion(cls, occasion: Occasion) -> "WhenForm":
        """The form with the time as it is known now."""
        starts, ends = local(occasion.starts_at), local(occasion.ends_at)
        told = {"first_day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        return cls(data={"version": occasion.sequence, **told})


class TimesForm(WhenForm):
    """When it is held: once, or as a series."""

    rhythm = SelectField(_l("How often"), choices=lambda: options((key.value, RHYTHMS[key]) for key in RHYTHMS))
    count = CountField(_l("How many times"), [Needed(_l("Fill in how many times."))], least=1, most=MOST_OCCASIONS)

    @property
    def times(self) -> list[Times]:
        """What was typed; call when the form is valid. A time that the clock skips on one day is left out."""
        days = days_of(self.first_day.data, Rhythm(self.rhythm.data), self.count.data or 1)
        return _times(days, self.starts.data, self.ends.data)


class NewActivityForm(ActivityForm, TimesForm):
    """Both at once."""


def say(form: VersionForm, refusal: ActivityRefused) -> None:
    """Put what is against it on the field that is to be mended."""
    match refusal:
        case TooFewPlaces():
            words = _("%(num)d people come already, so fewer places are not possible.", num=refusal.args[0])
            form["capacity"].errors = [words]
        case TimeTwice():
            form["first_day"].errors = [_("It is held at that time already.")]
        case TimeIsOver():
            form["first_day"].errors = [_("This time is over. Fill in one that is still to come.")]
        case _:
            raise refusal


def _times(days: Iterable[date], starts: time, ends: time) -> list[Times]:
    both = (_both(day, starts, ends) for day in days)
    return [(begin, end) for begin, end in both if begin is not None and end is not None]


def _both(day: date, starts: time, ends: time) -> tuple[datetime | None, datetime | None]:
    return moment_at(day, starts, AMSTERDAM), moment_at(day, ends, AMSTERDAM)


def _moment(day: date, at: time) -> datetime:
    return moment_at(day, at, AMSTERDAM) or datetime.combine(day, at, AMSTERDAM)
