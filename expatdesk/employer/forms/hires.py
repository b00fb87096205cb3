"""The form in which HR submits a new hire, on one page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import Optional, StopValidation

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.actions import Hire
from expatdesk.cases.departments import departments_at
from expatdesk.cases.labels import CATEGORIES_OF_HIRES
from expatdesk.rules.facts import TEMPORARY_HOMES, Category, HomeKind
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.clock import today
from expatdesk.shared.forms import (
    PARTS,
    CountField,
    DayField,
    LineField,
    Needed,
    PageForm,
    Plain,
    PlainName,
    PostcodeField,
    mail_address,
    options,
)
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.person_fields import STATELESS, nationalities
from expatdesk.shared.text import is_plain

NO_HOME = "none"
# No box of the form takes more.
LONGEST = 300
# A home address is asked for these; nobody may be registered in a hotel.
HOMES = frozenset({HomeKind.RENT, HomeKind.OWN, HomeKind.WITH_HOST, HomeKind.TEMPORARY})
NAME = (PlainName(200),)
STREET = (Plain(200),)
HOMES_IN_WORDS = {
    NO_HOME: _l("There is no address yet"),
    HomeKind.RENT.value: _l("A rented home"),
    HomeKind.OWN.value: _l("A home they bought"),
    HomeKind.WITH_HOST.value: _l("With somebody who lives there"),
    HomeKind.TEMPORARY.value: _l("A temporary home"),
    HomeKind.HOTEL.value: _l("A hotel or Airbnb"),
}


class Earlier(NamedTuple):
    """What somebody has from an earlier stay, as the rules ask for it."""

    has_bsn: bool
    lived_in_nl: bool


EARLIER = {
    "no": Earlier(has_bsn=False, lived_in_nl=False),
    "lived": Earlier(has_bsn=False, lived_in_nl=True),
    "bsn": Earlier(has_bsn=True, lived_in_nl=False),
}


class NearToday:
    """A date within so many days before and after today: whoever types 2072 means 2027."""

    def __init__(self, before: int, after: int) -> None:
        self.before, self.after = timedelta(days=before), timedelta(days=after)

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Raise ValidationError where the date lies too far off."""
        if field.data and not today() - self.before <= field.data <= today() + self.after:
            raise ValidationError(_l("Check the year: this date lies too far from today."))


class OnlyIf:
    """A box of an address that is not asked for does not count: another one says that it is asked for."""

    def __init__(self, box: str, *said: str) -> None:
        self.box, self.said = box, said

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Empty the box where it does not count, and look at it no further."""
        if form[self.box].data not in self.said:
            field.process(None, None)
            field.errors = []
            raise StopValidation


AT_HOME, ELSEWHERE = OnlyIf("home_kind", *HOMES), OnlyIf("work_at", "elsewhere")
FOR_A_TIME = OnlyIf("home_kind", *TEMPORARY_HOMES)


# Boxes that have to fit each other; the rules look at every other box by itself.
TOGETHER = (
    ("given_names", "particle", "family_name", "only_one_name"),
    ("nationality", "category"),
    ("home_kind", "home_street", "home_postcode", "home_from", "home_until", "home_registration_allowed"),
    ("work_at", "work_street", "work_postcode"),
)


class HireForm(PageForm):
    """Who comes, for which work, to which address, in the order of the page: its errors are told in it as well."""

    given_names = LineField(_l("Given names"), NAME)
    particle = LineField(_l("Prefix (van, al)"), [PlainName(40)])
    family_name = LineField(_l("Family name"), NAME)
    only_one_name = BooleanField(_l("This person has only one name"))
    nationality = SelectField(_l("Nationality"), [Needed(_l("Choose the nationality."))])
    email = LineField(
        _l("E-mail address"), [Needed(_l("Type the e-mail address of the new hire.")), Plain(254), mail_address]
    )
    mail_language = RadioField(
        _l("Language in which we write to them"),
        choices=options([("en", "English"), ("nl", "Nederlands")]),
        default="en",
    )
    category = SelectField(_l("They come as"), [Needed(_l("Choose as what they come."))])
    department = SelectField(_l("Department"), default="")
    first_working_day = DayField(_l("First working day"), [Optional(), NearToday(before=400, after=900)])
    arrival = DayField(_l("Arrival in the Netherlands"), [Optional(), NearToday(before=400, after=900)])
    stay_months = CountField(
        _l("Length of stay in months"), [Needed(_l("Type how many months they stay."))], least=1, most=600
    )
    people_along = CountField(
        _l("How many people come along"), [Needed(_l("Type how many people come along, or 0."))],
        least=0, most=19, default=0,
    )  # fmt: skip
    earlier = RadioField(
        _l("Have they been in the Netherlands before?"),
        choices=options(
            [
                ("no", _l("No, or we do not know")),
                ("lived", _l("Yes, they were registered here as a resident")),
                ("bsn", _l("Yes, they have a BSN but never lived here")),
            ]
        ),
        default="no",
    )
    home_kind = RadioField(_l("Where will they live?"), choices=options(HOMES_IN_WORDS.items()), default=NO_HOME)
    home_street = LineField(_l("Street and house number"), [AT_HOME, *STREET])
    home_postcode = PostcodeField(_l("Postcode"), [AT_HOME])
    home_from = DayField(_l("From which day"), [AT_HOME, NearToday(before=4000, after=900)])
    home_until = DayField(_l("Until which day"), [FOR_A_TIME, NearToday(before=400, after=1800)])
    home_registration_allowed = RadioField(
        _l("May they register at this address?"),
        choices=options([("yes", _l("Yes")), ("no", _l("No"))]),
        default="yes",
    )
    work_at = RadioField(
        _l("Where do they work?"),
        choices=options([("own", _l("At our own address")), ("elsewhere", _l("At another address"))]),
        default="own",
    )
    work_street = LineField(_l("Street and house number of the work"), [ELSEWHERE, *STREET])
    work_postcode = PostcodeField(_l("Postcode of the work"), [ELSEWHERE])
    address_form_signed = BooleanField(_l("We sign the form for our address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = ("", _l("Choose"))
        self.nationality.choices = options([choose, *nationalities()])
        self.category.choices = options(
            [choose, *((key.value, words) for key, words in CATEGORIES_OF_HIRES.items())]
        )
        self.department.choices = department_choices()
        if len(self.department.choices) == 1:
            # Nobody of the employer is limited to a department, or whoever types is: then it is theirs.
            del self.department

    def validate_given_names(self, _field: Field) -> None:
        """Raise ValidationError where a name is missing, or a second one is there that should not be."""
        names = [name for name in (self.given_names.data, self.family_name.data) if name]
        if not names:
            raise ValidationError(_l("Type the name as it stands in the passport."))
        if self.only_one_name.data and len(names) == 2:
            raise ValidationError(_l("You ticked that there is only one name. Leave one of the two boxes empty."))
        if not self.only_one_name.data and not self.given_names.data:
            raise ValidationError(_l("Type the given names, or say that this person has only one name."))

    def validate_family_name(self, field: Field) -> None:
        """Raise ValidationError where there is no family name and nobody said that there is none."""
        if self.given_names.data and not field.data and not self.only_one_name.data:
            raise ValidationError(_l("Type the family name, or say that this person has only one name."))

    def validate_category(self, field: Field) -> None:
        """Raise ValidationError where somebody comes as a citizen of the EU without such a nationality."""
        free = the_region().countries.free_movement
        if field.data == Category.EU_CITIZEN and self.nationality.data not in {*free, "", None}:
            raise ValidationError(_l("This nationality is none of the EU, the EEA or Switzerland. Check both."))

    def validate_home_postcode(self, field: Field) -> None:
        """Raise ValidationError where a home has no postcode."""
        if not field.data:
            raise ValidationError(_l("Type the postcode of the home."))

    def validate_home_until(self, field: Field) -> None:
        """Raise ValidationError where they would leave the home before they came."""
        if field.data and self.home_from.data and field.data < self.home_from.data:
            raise ValidationError(_l("This is before the first day. Check both dates."))

    def validate_work_postcode(self, field: Field) -> None:
        """Raise ValidationError where another place of work has no postcode."""
        if not field.data:
            raise ValidationError(_l("Type the postcode of the work."))

    def hire(self) -> Hire:
        """What was typed, as the desk knows a hire."""
        has_home = self.home_kind.data in HOMES
        nationality = self.nationality.data
        return Hire(
            given_names=self.given_names.data or "",
            particle=self.particle.data or "",
            family_name=self.family_name.data or "",
            email=self.email.data or "",
            language=self.mail_language.data,
            category=self.category.data,
            nationality="" if nationality == STATELESS else nationality,
            stay_months=self.stay_months.data or 1,
            people_expected=1 + (self.people_along.data or 0),
            arrival=self.arrival.data,
            first_working_day=self.first_working_day.data,
            home_kind=None if self.home_kind.data == NO_HOME else self.home_kind.data,
            home_street=self.home_street.data or None,
            home_postcode=self.home_postcode.data or None,
            home_from=self.home_from.data,
            home_until=self.home_until.data,
            home_registration_allowed=self.home_registration_allowed.data == "yes" if has_home else None,
            work_street=self.work_street.data or None,
            work_postcode=self.work_postcode.data or None,
            address_form_signed=bool(self.address_form_signed.data),
            department=(self.department.data or None) if "department" in self else current_visitor().department,
            **EARLIER[self.earlier.data]._asdict(),
        )


def department_choices() -> list[SelectChoice]:
    """The departments that the visitor may give a hire; none but the empty one for who is limited to one."""
    visitor = current_visitor()
    known = [] if visitor.department else departments_at(visitor.employer_id)
    return options([("", _l("No department")), *((name, name) for name in known)])


class DepartmentOfHireForm(PageForm):
    """The department of a hire that was submitted before."""

    department = SelectField(_l("Department"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.department.choices = department_choices()


def typed_in(form: HireForm, sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """What somebody typed in this form, as a draft keeps it: nothing that may not be stored, no other fields."""
    names = [name for field in form for name in names_of(field)]
    return {name: [text[:LONGEST] for text in sent.getlist(name) if may_be_kept(text)] for name in names}


def is_untouched(typed: dict[str, list[str]]) -> bool:
    """Whether this is no more than what the empty form sends by itself."""
    blank = {field.name: str(field.data) for field in HireForm(None)}
    return not any(text and text != blank.get(name) for name, texts in typed.items() for text in texts)


def may_be_kept(text: str) -> bool:
    """A BSN is not stored, not even for a day (UAVG art. 46)."""
    return is_plain(text) and not holds_bsn(text)


def not_kept(form: HireForm, sent: MultiDict[str, str]) -> Iterator[str]:
    """What a draft does not keep of what was typed, and why: a sentence for each field."""
    for field in form:
        texts = [text for name in names_of(field) for text in sent.getlist(name)]
        if not all(is_plain(text) for text in texts):
            yield _("Not kept: %(field)s. It holds a character that cannot be seen.", field=field.label.text)
        elif any(holds_bsn(text) for text in texts):
            yield _("Not kept: %(field)s. It looks like a BSN, which we may not keep.", field=field.label.text)


def names_of(field: Field) -> list[str]:
    """The names under which a field is sent."""
    if isinstance(field, DayField):
        return [f"{field.name}-{part}" for part in PARTS]
    return [] if field.name == "csrf_token" else [field.name]
