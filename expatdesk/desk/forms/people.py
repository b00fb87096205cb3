"""Forms to correct who belongs to a household, and the facts of one of its members."""

from typing import Any, Self

from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from expatdesk.cases.labels import MARITAL_STATUSES
from expatdesk.cases.models import Case
from expatdesk.desk.forms.version import VersionField
from expatdesk.people.models import Person
from expatdesk.rules.countries import COUNTRIES
from expatdesk.rules.facts import PersonRole
from expatdesk.shared.forms import CountField, LineField, Needed, PageForm, PlainName, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.person_fields import (
    STATELESS,
    BirthField,
    BornInPart,
    Choices,
    OtherNationalities,
    languages,
    nationalities,
    other_nationalities,
    other_nationalities_of,
    places,
)

MOST_CHILDREN = 12


def _open(first: str, choices: Choices) -> list[SelectChoice]:
    return options([("", first), *choices])


class PersonForm(OtherNationalities, BornInPart, PageForm):
    """One person. Either name may be open, but not both; parts of a date of birth may be unknown."""

    version = VersionField()
    given_names = LineField(_l("First names"), [PlainName(200)])
    particle = LineField(_l("Prefix of the family name"), [PlainName(40)])
    family_name = LineField(_l("Family name"), [PlainName(200)])
    born = BirthField(_l("Date of birth"))
    born_in_part = BooleanField(_l("The date is not known, or not all of it"))
    nationality = SelectField(_l("Nationality"), choices=lambda: _open(_("Not known"), nationalities()))
    second_nationality, third_nationality, fourth_nationality = other_nationalities()
    comes_from = SelectField(_l("Comes from"), choices=lambda: _open(_("Not known"), places(COUNTRIES)))
    birth_certificate_country = SelectField(
        _l("Country of the birth certificate"), choices=lambda: _open(_("Not known"), places(COUNTRIES))
    )
    birth_certificate_language = SelectField(
        _l("Language of the birth certificate"), choices=lambda: _open(_("Not known"), languages())
    )
    marital_status = SelectField(
        _l("Marital status"),
        choices=options([("", _l("Not known")), *MARITAL_STATUSES.items()]),
    )
    driving_licence = SelectField(
        _l("Driving licence from"), choices=lambda: _open(_("No driving licence"), places(COUNTRIES))
    )

    @classmethod
    def of(cls, case: Case, person: Person) -> Self:
        """The form, filled with what the file says."""
        return cls(data={**cls.stored(person), "version": case.version})

    def validate_family_name(self, field: LineField) -> None:
        """One name is enough, none is not."""
        if not field.data and not self.given_names.data:
            raise ValidationError(_l("Fill in a name. Who has only one name fills in one of the two boxes."))

    @property
    def facts(self) -> list[Field]:
        """The fields that hold facts."""
        return [field for field in self if field.name not in ("version", "csrf_token", "born_in_part")]

    def changes(self, person: Person) -> dict[str, Any]:
        """What to write, by column."""
        known = {name: self[name].data or None for name in OPEN_COLUMNS}
        names = {name: self[name].data for name in NAME_COLUMNS}
        nationalities = self.nationalities_said(person.nationalities)
        return {**names, **known, "born": self.born.data or "", "nationalities": nationalities}

    @staticmethod
    def stored(person: Person) -> dict[str, Any]:
        """What the file says now, by field."""
        first = next(iter(person.nationalities), "")
        # Who told where they come from was asked for a nationality too: none is then no nationality.
        stateless = not first and person.comes_from
        return {
            **{name: getattr(person, name) for name in NAME_COLUMNS},
            **{name: getattr(person, name) or "" for name in OPEN_COLUMNS},
            "born": person.born,
            "born_in_part": "-00" in person.born,
            "nationality": STATELESS if stateless else first,
            **other_nationalities_of(person.nationalities),
        }


class NewMemberForm(PersonForm):
    """Somebody who comes into the household."""

    role = RadioField(
        _l("Who is it?"),
        [Needed(_l("Choose whether it is a partner or a child."))],
        choices=options([(PersonRole.PARTNER, _l("A partner")), (PersonRole.CHILD, _l("A child"))]),
        validate_choice=False,
    )

    @classmethod
    def for_case(cls, case: Case) -> Self:
        """The form, empty."""
        return cls(data={"version": case.version})

    def validate_role(self, field: RadioField) -> None:
        """One of the two, and nobody else."""
        if field.data not in (PersonRole.PARTNER, PersonRole.CHILD):
            raise ValidationError(_l("Choose whether it is a partner or a child."))

    @property
    def facts_said(self) -> dict[str, Any]:
        """What to write of the new member, by column."""
        return self.changes(Person(nationalities=[]))


NAME_COLUMNS = ("given_names", "particle", "family_name")
OPEN_COLUMNS = (
    "comes_from", "birth_certificate_country", "birth_certificate_language", "marital_status", "driving_licence",
)  # fmt: skip


class HouseholdForm(PageForm):
    """Who belongs to the household."""

    version = VersionField()
    partner = BooleanField(_l("A partner comes along"))
    children = CountField(
        _l("Number of children"), [Needed(_l("Fill in a number; 0 for no children."))], least=0, most=MOST_CHILDREN
    )

    @classmethod
    def of(cls, case: Case) -> Self:
        """The form, filled with what the file says."""
        return cls(data={**cls.stored(case), "version": case.version})

    @property
    def facts(self) -> list[Field]:
        """The fields that hold facts."""
        return [self.partner, self.children]

    @staticmethod
    def stored(case: Case) -> dict[str, Any]:
        """What the file says now, by field."""
        roles = [person.role for person in case.people]
        return {"partner": PersonRole.PARTNER in roles, "children": roles.count(PersonRole.CHILD)}
