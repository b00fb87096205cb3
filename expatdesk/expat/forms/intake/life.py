"""Questions about the stay: earlier ones, the arrival, the home, and what the household would like."""

from typing import Any, ClassVar

from wtforms import BooleanField
from wtforms.validators import ValidationError

from expatdesk.rules.facts import TEMPORARY_HOMES, HomeKind
from expatdesk.shared.forms import CountField, DayField, LineField, Needed, Plain, PostcodeField
from expatdesk.shared.i18n import lazy_gettext as _l

from .base import Answers, Asked, IntakeForm
from .fields import OPEN, as_said, radios, said, yes_or_no

NO_HOME = "none"
LONGEST_STAY = 600
HOME_COLUMNS = ("home_street", "home_postcode", "home_from", "home_until", "home_registration_allowed")


class EarlierForm(IntakeForm):
    """Earlier stays: they decide whether this desk may register the household."""

    touches: ClassVar = frozenset({"lived_in_nl", "has_bsn"})

    lived_in_nl = yes_or_no(_l("Did one of you live in the Netherlands before?"))
    has_bsn = yes_or_no(_l("Does one of you already have a BSN?"))

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        case, told = asked.case, cls.told(asked)
        # Passed over as told is not answered: then a "no" that the file holds by default was never said.
        answered = asked.answered and "lived_in_nl" not in told
        return {
            fact: as_said(getattr(case, fact)) if answered or fact in told or getattr(case, fact) else None
            for fact in ("lived_in_nl", "has_bsn")
        }

    def answers(self) -> Answers:
        return Answers(case={"lived_in_nl": said(self.lived_in_nl.data), "has_bsn": said(self.has_bsn.data)})


class ArrivalForm(IntakeForm):
    """When the household arrives, and for how long."""

    touches: ClassVar = frozenset({"arrival", "stay_months"})

    arrival = DayField(_l("Day of arrival"), validators=[OPEN])
    stay_months = CountField(
        _l("How many months will you stay?"),
        validators=[Needed(_l("Fill in a number of months."))],
        least=1,
        most=LONGEST_STAY,
    )

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return {"arrival": asked.case.arrival, "stay_months": asked.case.stay_months}

    def answers(self) -> Answers:
        return Answers(case={"arrival": self.arrival.data, "stay_months": self.stay_months.data})


class HomeForm(IntakeForm):
    """Where the household lives on the day of its visit."""

    touches: ClassVar = frozenset({"home_kind"})

    home_kind = radios(
        _l("Where will you live?"),
        [
            (HomeKind.RENT, _l("In a home that we rent")),
            (HomeKind.OWN, _l("In a home that we bought")),
            (HomeKind.WITH_HOST, _l("With somebody, in their home")),
            (HomeKind.TEMPORARY, _l("In a temporary home for the first months")),
            (HomeKind.HOTEL, _l("In a hotel or Airbnb")),
            (NO_HOME, _l("We have no home yet")),
        ],
        _l("Choose where you will live."),
    )

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return {"home_kind": asked.case.home_kind or (NO_HOME if asked.answered else None)}

    def answers(self) -> Answers:
        if self.home_kind.data == NO_HOME:
            return Answers(case={"home_kind": None, **dict.fromkeys(HOME_COLUMNS)})
        return Answers(case={"home_kind": self.home_kind.data})


class AddressForm(IntakeForm):
    """The address of the home."""

    touches: ClassVar = frozenset(HOME_COLUMNS)

    home_street = LineField(_l("Street and house number"), validators=[OPEN, Plain(200)])
    home_postcode = PostcodeField(_l("Postcode"))
    home_from = DayField(_l("From which day?"), validators=[OPEN])
    home_until = DayField(_l("Until which day?"), validators=[OPEN])
    home_registration_allowed = radios(
        _l("May you register at this address?"),
        [("yes", _l("Yes")), ("no", _l("No")), ("unknown", _l("I do not know yet"))],
        _l("Choose an answer. You do not know? Choose that."),
    )

    def validate_home_postcode(self, field: PostcodeField) -> None:
        """A hotel may stay without one: nobody is registered there."""
        if not field.data and not self.is_hotel:
            raise ValidationError(_l("Fill in the postcode. It stands in your contract."))

    def validate_home_until(self, field: DayField) -> None:
        """Nobody leaves a home before they came."""
        if field.data and self.home_from.data and field.data < self.home_from.data:
            raise ValidationError(_l("This is before the first day. Check both dates."))

    @property
    def is_temporary(self) -> bool:
        """Whether it is a home in which nobody stays: it has a last day."""
        return self.asked.case.home_kind in TEMPORARY_HOMES

    def validate(self, extra_validators: Any = None) -> bool:
        """A hotel is not asked whether one may register there: one may not."""
        if self.is_hotel:
            self.home_registration_allowed.validators = ()
            self.home_registration_allowed.validate_choice = False
        if not self.is_temporary:
            self.home_until.process(None, None)
        return bool(super().validate(extra_validators))

    @property
    def is_hotel(self) -> bool:
        """Whether the address is that of a hotel."""
        return self.asked.case.home_kind == HomeKind.HOTEL

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        case = asked.case
        allowed = as_said(case.home_registration_allowed)
        return {
            "home_street": case.home_street or "",
            "home_postcode": case.home_postcode or "",
            "home_from": case.home_from,
            "home_until": case.home_until,
            "home_registration_allowed": allowed or ("unknown" if asked.answered else None),
        }

    def answers(self) -> Answers:
        allowed = False if self.is_hotel else said(self.home_registration_allowed.data)
        return Answers(
            case={
                "home_street": self.home_street.data or None,
                "home_postcode": self.home_postcode.data or None,
                "home_from": self.home_from.data,
                "home_until": self.home_until.data if self.is_temporary else None,
                "home_registration_allowed": allowed,
            }
        )


WISHES = ("wants_housing_help", "wants_social", "wants_buddy", "wants_language_course")


class WishesForm(IntakeForm):
    """What the household would like beyond registering."""

    touches: ClassVar = frozenset(WISHES)

    wants_housing_help = BooleanField(_l("Help with finding a home"))
    wants_social = BooleanField(_l("Social network: activities in the region"))
    wants_buddy = BooleanField(_l("A buddy: somebody from here who shows you around"))
    wants_language_course = BooleanField(_l("A Dutch course"))

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return {wish: getattr(asked.case, wish) for wish in WISHES}

    def answers(self) -> Answers:
        wishes = {wish: bool(self[wish].data) for wish in WISHES}
        # A buddy and a course are part of the social track: without it nobody would arrange them.
        wishes["wants_social"] |= wishes["wants_buddy"] or wishes["wants_language_course"]
        return Answers(case=wishes)
