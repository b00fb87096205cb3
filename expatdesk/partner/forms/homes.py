"""The form of a home that a partner offers."""

from datetime import date
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from expatdesk.housing.home_models import LONGEST_TEXT, Home
from expatdesk.housing.home_words import CONTRACTS
from expatdesk.housing.homes import HomeFacts, HomeSaid, Terms
from expatdesk.housing.wish_words import DWELLINGS, FURNISHINGS
from expatdesk.rules.homes import Contract, Dwelling, Furnishing
from expatdesk.shared.forms import (
    CountField,
    DayField,
    LineField,
    Needed,
    PageForm,
    Plain,
    PlainText,
    PostcodeField,
    options,
)
from expatdesk.shared.i18n import LazyString, money, plain_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.money_field import MoneyField

OPEN = Optional(strip_whitespace=True)
LABELS = ("A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")
MOST_ROOMS, MOST_AREA, MOST_POINTS, MOST_PEOPLE = 20, 1000, 500, 20
# A contract of these kinds ends on a day.
ENDING = frozenset({Contract.TEMPORARY, Contract.SHORT_STAY})
YES_OR_NO: tuple[tuple[str, LazyString], ...] = (("no", _l("No")), ("yes", _l("Yes")))


class HomeForm(PageForm):
    """What a partner says of a home, and for what it is let."""

    version = CountField(widget=HiddenInput(), least=0, most=9999)
    street = LineField(_l("Street and house number"), [Needed(_l("Fill in the street.")), Plain(200)])
    postcode = PostcodeField(_l("Postcode"), [Needed(_l("Fill in the postcode."))])
    town = LineField(_l("Town"), [Needed(_l("Fill in the town.")), Plain(100)])
    reference = LineField(_l("Your own reference"), [OPEN, Plain(50)])
    dwelling = RadioField(
        _l("Kind of home"), [InputRequired(_l("Choose a kind of home."))], choices=options(DWELLINGS.items())
    )
    rooms = CountField(_l("Rooms"), [Needed(_l("Fill in how many rooms it has."))], least=1, most=MOST_ROOMS)
    area = CountField(_l("Area in square metres"), [OPEN], least=5, most=MOST_AREA)
    furnishing = RadioField(
        _l("Furnishing"), [InputRequired(_l("Choose how it is furnished."))], choices=options(FURNISHINGS.items())
    )
    step_free = BooleanField(_l("Without stairs, from the street to every room"))
    pets = BooleanField(_l("Pets are allowed"))
    points = CountField(_l("Points of the home"), [OPEN], least=1, most=MOST_POINTS)
    energy_label = SelectField(_l("Energy label"), validators=[Optional()])
    most_people = CountField(
        _l("People, at most"), [Needed(_l("Fill in how many people may live there."))], least=1, most=MOST_PEOPLE
    )
    most_registered = CountField(
        _l("How many may be registered there"),
        [Needed(_l("Fill in how many may be registered there."))],
        least=0,
        most=MOST_PEOPLE,
    )
    rent = MoneyField(_l("Bare rent a month, in euros"), [Needed(_l("Fill in the bare rent."))])
    service_costs = MoneyField(
        _l("Service costs a month, in euros"), [Needed(_l("Fill in the service costs; 0 if there are none."))]
    )
    deposit = MoneyField(_l("Deposit, in euros"), [Needed(_l("Fill in the deposit; 0 if there is none."))])
    agency_fee = RadioField(
        _l("Does the tenant pay for mediation or administration?"),
        [InputRequired(_l("Choose yes or no."))],
        choices=options(YES_OR_NO),
    )
    contract = RadioField(
        _l("Kind of contract"),
        [InputRequired(_l("Choose a kind of contract."))],
        choices=options(CONTRACTS.items()),
    )
    starts = DayField(_l("Free from"), [Needed(_l("Fill in from which day it is free."))])
    ends = DayField(_l("Last day"), [])
    text_nl = TextAreaField(_l("Words in Dutch"), [OPEN, PlainText(LONGEST_TEXT)])
    text_en = TextAreaField(_l("Words in English"), [OPEN, PlainText(LONGEST_TEXT)])

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        self.energy_label.choices = options([("", _("Not known")), *((label, label) for label in LABELS)])

    def validate_most_registered(self, field: CountField) -> None:
        """Nobody is registered where they may not live."""
        if field.data and self.most_people.data and field.data > self.most_people.data:
            raise ValidationError(_l("This is more than the number of people who may live there."))

    def validate_ends(self, field: DayField) -> None:
        """A contract that ends does so after it began."""
        if field.process_errors:
            return
        if self.contract.data in ENDING and field.data is None:
            raise ValidationError(_l("Fill in the last day: this kind of contract has one."))
        if self.contract.data == Contract.INDEFINITE and field.data is not None:
            raise ValidationError(_l("A contract without end date has no last day. Leave this open."))
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError(_l("This is before the first day. Check both days."))

    @classmethod
    def of(cls, home: Home, starts: date | None = None, ends: date | None = None) -> "HomeForm":
        """The form as the home stands, for other days where these are given.

        Whether there is a fee was asked when it was entered: it had none. A contract without end does not fit a
        time that ends: which one does, is chosen anew.
        """
        said = stored(home)
        if starts is not None:
            kept = said["contract"]
            said |= {"starts": starts, "ends": ends, "contract": None if ends and kept not in ENDING else kept}
        return cls(data=said)

    @property
    def said(self) -> HomeSaid:
        """What was filled in; call when the form is valid."""
        typed: dict[str, Any] = {field.name: None if field.data == "" else field.data for field in self}
        facts: dict[str, Any] = {name: typed[name] for name in HomeFacts.__slots__}
        facts |= {"dwelling": Dwelling(typed["dwelling"]), "furnishing": Furnishing(typed["furnishing"])}
        facts |= {name: typed[name] or "" for name in ("text_nl", "text_en")}
        terms: dict[str, Any] = {name: typed[name] for name in Terms.__slots__} | {
            "contract": Contract(typed["contract"])
        }
        return HomeSaid(HomeFacts(**facts), Terms(**terms), asks_agency_fee=typed["agency_fee"] == "yes")

    def differences(self, home: Home) -> list[tuple[str, str, str]]:
        """Where what is stored now differs from what was typed: the label, theirs, and ours."""
        now = stored(home)
        found = []
        for name in (*HomeFacts.__slots__, *Terms.__slots__):
            theirs, ours = in_words(self[name], now[name]), in_words(self[name], self[name].data)
            if theirs != ours:
                found.append((str(self[name].label.text), theirs, ours))
        return found


def stored(home: Home) -> dict[str, Any]:
    """What is known of a home and its offer, by field."""
    facts = {name: getattr(home, name) for name in HomeFacts.__slots__}
    terms = {name: getattr(home.offer, name) for name in Terms.__slots__}
    return {**facts, **terms, "version": home.version, "agency_fee": "no"}


def in_words(field: Field, value: Any) -> str:
    """A value of this field as somebody reads it."""
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(field, MoneyField):
        return money(value)
    if isinstance(field, RadioField):
        return next((str(label) for key, label, *_rest in field.iter_choices() if key == value), str(value))
    return str(value)
