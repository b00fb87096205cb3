"""The form by which somebody signs up without an employer: the least that opens a case."""

from datetime import timedelta
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from expatdesk.access.acting import the_region
from expatdesk.cases.actions import Hire
from expatdesk.cases.labels import CATEGORIES_OF_HIRES
from expatdesk.public.forms.can_help import ELSEWHERE, NOWHERE, WORK, CanHelpForm
from expatdesk.rules.facts import Category, HomeKind
from expatdesk.rules.route import SHORTEST_STAY_OF_A_RESIDENT
from expatdesk.shared.clock import today
from expatdesk.shared.forms import (
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
from expatdesk.shared.i18n import language
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.person_fields import STATELESS, nationalities

# Whoever types 2072 means 2027.
FARTHEST_ARRIVAL = timedelta(days=900)
LONGEST_STAY = 600
HOMES = {
    HomeKind.RENT: _l("In a home that we rent"),
    HomeKind.OWN: _l("In a home that we bought"),
    HomeKind.WITH_HOST: _l("With somebody, in their home"),
    HomeKind.TEMPORARY: _l("In a temporary home for the first months"),
}


class SignUpForm(PageForm):
    """Who comes, beside what was said to hear the route: the two must fit each other."""

    told: CanHelpForm

    given_names = LineField(_l("Given names"), [PlainName(200)])
    family_name = LineField(_l("Family name"), [PlainName(200)])
    only_one_name = BooleanField(_l("I have only one name"))
    nationality = SelectField(_l("Nationality"), [Needed(_l("Choose the nationality."))])
    category = SelectField(_l("As what do you come?"), [Needed(_l("Choose as what you come."))])
    arrival = DayField(_l("Day of arrival"), validators=[Optional()])
    stay_months = CountField(
        _l("How many months will you stay?"), [Needed(_l("Fill in a number of months."))],
        least=1, most=LONGEST_STAY,
    )  # fmt: skip
    home_kind = RadioField(
        _l("Where will you live?"), [InputRequired(_l("Choose where you will live."))],
        choices=options((kind.value, words) for kind, words in HOMES.items()),
    )  # fmt: skip
    home_postcode = PostcodeField(
        _l("Postcode"), [Needed(_l("Fill in the postcode. It stands in your contract."))]
    )
    home_registration_allowed = RadioField(
        _l("May you register at this address?"), [InputRequired(_l("Choose an answer."))],
        choices=options([("yes", _l("Yes")), ("no", _l("No, or I do not know yet"))]),
    )  # fmt: skip
    email = LineField(
        _l("Your e-mail address"), [Needed(_l("Fill in your e-mail address.")), Plain(254), mail_address]
    )
    mail_language = RadioField(
        _l("In which language do we write to you?"),
        choices=options([("en", "English"), ("nl", "Nederlands")]),
    )

    @classmethod
    def after(cls, told: CanHelpForm) -> "SignUpForm":
        """The form for whoever said this before; what is known by then is not asked."""
        form = cls(data={"mail_language": language()})
        form.told = told
        choose = ("", _("Choose"))
        form.nationality.choices = options([choose, *nationalities()])
        if told.home.data == NOWHERE:
            del form.home_kind, form.home_postcode, form.home_registration_allowed
        if told.purpose.data == WORK and told.nationality.data != "eu":
            known = ((key.value, words) for key, words in CATEGORIES_OF_HIRES.items())
            form.category.choices = options([choose, *known])
        else:
            del form.category
        return form

    def validate_given_names(self, _field: Field) -> None:
        """Raise ValidationError where a name is missing, or a second one is there that should not be."""
        names = [name for name in (self.given_names.data, self.family_name.data) if name]
        if not names:
            raise ValidationError(_l("Fill in the name as it stands in the passport."))
        if self.only_one_name.data and len(names) == 2:
            raise ValidationError(_l("You ticked that there is only one name. Leave one of the two boxes empty."))
        if not self.only_one_name.data and len(names) == 1:
            raise ValidationError(_l("Fill in both names, or tick that you have only one name."))

    def validate_nationality(self, field: Field) -> None:
        """Raise ValidationError where the route was told for somebody else."""
        is_free = field.data in the_region().countries.free_movement
        if is_free is not (self.told.nationality.data == "eu"):
            raise ValidationError(_l("This does not fit what you said before. Check both."))

    def validate_category(self, field: Field) -> None:
        """Nobody is a citizen of the EU who said to be none."""
        if field.data == Category.EU_CITIZEN:
            raise ValidationError(_l("This nationality is none of the EU, the EEA or Switzerland. Check both."))

    def validate_arrival(self, field: Field) -> None:
        """Raise ValidationError where the date lies too far off."""
        if field.data and abs(field.data - today()) > FARTHEST_ARRIVAL:
            raise ValidationError(_l("Check the year: this date lies too far from today."))

    def validate_stay_months(self, field: Field) -> None:
        """Raise ValidationError where the route was told for a shorter or longer stay."""
        is_long = (field.data or 0) >= SHORTEST_STAY_OF_A_RESIDENT
        if is_long is not (self.told.stay.data == "long"):
            raise ValidationError(_l("This does not fit what you said before. Check both."))

    def validate_home_postcode(self, field: Field) -> None:
        """Raise ValidationError where the home lies elsewhere than the route was told for."""
        town = the_region().municipality_of(field.data)
        if (town.code if town else ELSEWHERE) != self.told.home.data:
            raise ValidationError(
                _l("This postcode lies in another municipality than you said before. Check both.")
            )

    def hire(self) -> Hire:
        """What was told, as the desk knows a hire; call when the form is valid."""
        earlier, nationality = self.told.earlier.data, self.nationality.data
        return Hire(
            given_names=self.given_names.data or "", particle="", family_name=self.family_name.data or "",
            email=self.email.data or "", language=self.mail_language.data, category=self._category(),
            nationality="" if nationality == STATELESS else nationality, stay_months=self.stay_months.data or 1,
            arrival=self.arrival.data, has_bsn=earlier == "bsn", lived_in_nl=earlier == "lived", **self._home(),
        )  # fmt: skip

    def _category(self) -> str:
        return str(self.category.data if self.category else self.told.category())

    def _home(self) -> dict[str, Any]:
        if not self.home_kind:
            return {}
        allowed = self.home_registration_allowed.data == "yes"
        return {
            "home_kind": self.home_kind.data, "home_postcode": self.home_postcode.data,
            "home_registration_allowed": allowed,
        }  # fmt: skip


class ConfirmSignUpForm(PageForm):
    """A button."""
