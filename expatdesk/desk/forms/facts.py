"""Forms to correct the facts of a case, one per block. A field is called as the column that it corrects."""

from typing import Any, ClassVar, Self

from wtforms import BooleanField, Field, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import Optional

from expatdesk.cases.labels import CATEGORIES, HOME_KINDS
from expatdesk.cases.models import LONGEST_WISH, Case
from expatdesk.desk.forms.version import VersionField
from expatdesk.rules.facts import TEMPORARY_HOMES, HomeKind
from expatdesk.shared.forms import (
    CountField,
    DayField,
    LineField,
    Needed,
    PageForm,
    Plain,
    PlainText,
    PostcodeField,
    mail_address,
    options,
)
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OPEN = Optional(strip_whitespace=True)
YES_OR_NO = (("yes", _l("Yes")), ("no", _l("No")))
LONGEST_STAY = 600


class FactForm(PageForm):
    """One block of facts, with the version of the case that its page showed."""

    title: ClassVar[LazyString]
    hints: ClassVar[dict[str, LazyString]] = {}
    columns: ClassVar[tuple[str, ...]]

    version = VersionField()

    @classmethod
    def of(cls, case: Case) -> Self:
        """The form, filled with what the file says."""
        return cls(data={**cls.stored(case), "version": case.version})

    @property
    def facts(self) -> list[Field]:
        """The fields that hold facts."""
        return [self[name] for name in self.columns]

    def changes(self) -> dict[str, Any]:
        """What to write, by column; what was left open is not known."""
        return {field.name: None if field.data == "" else field.data for field in self.facts}

    @classmethod
    def stored(cls, case: Case) -> dict[str, Any]:
        """What the file says now, by field."""
        return {name: getattr(case, name) for name in cls.columns}


class StayForm(FactForm):
    """Why, when and how long."""

    title = _l("The stay")
    columns = ("category", "arrival", "stay_months", "first_working_day")

    category = SelectField(_l("Purpose of the stay"), choices=options(CATEGORIES.items()))
    arrival = DayField(_l("Day of arrival"), [OPEN])
    stay_months = CountField(
        _l("Length of the stay, in months"),
        [Needed(_l("Fill in a number of months."))],
        least=1,
        most=LONGEST_STAY,
    )
    first_working_day = DayField(_l("First working day"), [OPEN])


class HomeForm(FactForm):
    """Where the household lives when it registers."""

    title = _l("The home")
    columns = (
        "home_kind", "home_street", "home_postcode", "home_from", "home_until", "home_registration_allowed",
    )  # fmt: skip
    hints: ClassVar = {
        "home_postcode": _l("It decides which municipality registers the household. For example 2312 AB."),
        "home_until": _l(
            "Only of a temporary home, a host or a hotel. We remind the household 30, 14 and 7 days before."
        ),
    }

    home_kind = SelectField(
        _l("Kind of home"),
        choices=options([("", _l("No home yet")), *HOME_KINDS.items()]),
    )
    home_street = LineField(_l("Street and house number"), [OPEN, Plain(200)])
    home_postcode = PostcodeField(_l("Postcode"))
    home_from = DayField(_l("First day in this home"), [OPEN])
    home_until = DayField(_l("Last day in this home"), [OPEN])
    home_registration_allowed = RadioField(
        _l("May the household register at this address?"), choices=options([*YES_OR_NO, ("", _l("Not known yet"))])
    )

    def validate_home_postcode(self, field: PostcodeField) -> None:
        """Without a postcode nobody knows which municipality it is; nobody is registered in a hotel."""
        if not field.data and self.home_kind.data not in ("", HomeKind.HOTEL):
            raise ValidationError(
                _l("Fill in the postcode: it decides which municipality registers the household.")
            )

    def validate_home_until(self, field: DayField) -> None:
        """Nobody leaves a home before they came."""
        if field.data and self.home_from.data and field.data < self.home_from.data:
            raise ValidationError(_l("This is before the first day. Check both dates."))

    def changes(self) -> dict[str, Any]:
        """Without a home there is no address either."""
        if not self.home_kind.data:
            return dict.fromkeys(field.name for field in self.facts)
        allowed = {"yes": True, "no": False}.get(self.home_registration_allowed.data)
        until = self.home_until.data if self.home_kind.data in TEMPORARY_HOMES else None
        return {**super().changes(), "home_registration_allowed": allowed, "home_until": until}

    @classmethod
    def stored(cls, case: Case) -> dict[str, Any]:
        allowed = {True: "yes", False: "no", None: ""}[case.home_registration_allowed]
        return {**super().stored(case), "home_kind": case.home_kind or "", "home_registration_allowed": allowed}


class WorkForm(FactForm):
    """Where the work is."""

    title = _l("The work")
    columns = ("work_street", "work_postcode", "address_form_signed")
    hints: ClassVar = {"work_postcode": _l("Leave it open where it is that of the employer itself.")}

    work_street = LineField(_l("Street and house number of the work"), [OPEN, Plain(200)])
    work_postcode = PostcodeField(_l("Postcode of the work"), [OPEN])
    address_form_signed = BooleanField(_l("The employer signed the form for its address"))


class EarlierForm(FactForm):
    """What the household has from an earlier stay."""

    title = _l("Earlier stays")
    columns = ("lived_in_nl", "has_bsn")

    lived_in_nl = BooleanField(_l("One of them lived in the Netherlands before"))
    has_bsn = BooleanField(_l("One of them already has a BSN"))
    hints: ClassVar = {"has_bsn": _l("Only whether there is one. The number itself is never kept.")}


class WishesForm(FactForm):
    """What the household would like beyond registering."""

    title = _l("Their wishes")
    columns = (
        "wants_housing_help", "wants_social", "wants_buddy", "wants_language_course", "interests",
    )  # fmt: skip

    wants_housing_help = BooleanField(_l("Help with finding a home"))
    wants_social = BooleanField(_l("Social network: activities in the region"))
    wants_buddy = BooleanField(_l("A buddy"))
    wants_language_course = BooleanField(_l("A Dutch course"))
    interests = TextAreaField(_l("What they like to do"), [PlainText(LONGEST_WISH), OPEN])


class ContactForm(FactForm):
    """How the desk writes to the household."""

    title = _l("How we write to them")
    columns = ("email", "language")
    hints: ClassVar = {
        "email": _l("Links to sign in go to this address. A new invitation goes out when you send it again.")
    }

    email = LineField(_l("E-mail address"), [Plain(254), mail_address])
    language = RadioField(_l("Language"), choices=options([("en", "English"), ("nl", "Nederlands")]))


BLOCKS: dict[str, type[FactForm]] = {
    "stay": StayForm,
    "home": HomeForm,
    "work": WorkForm,
    "earlier": EarlierForm,
    "wishes": WishesForm,
    "contact": ContactForm,
}
