"""Questions about one person: name, birth, nationality and where they come from."""

from typing import Any, ClassVar

from wtforms import BooleanField, ValidationError

from expatdesk.people.models import Person
from expatdesk.shared.forms import LineField, PlainName
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.person_fields import (
    STATELESS,
    OtherNationalities,
    other_nationalities,
    other_nationalities_of,
)

from .base import Answers, Asked, IntakeForm
from .fields import (
    BornMixin,
    born_of,
    nationalities_to_choose,
    places_to_choose,
    select,
)


class NameMixin:
    """A name in its parts; one name is enough, where the passport has no more (security T42)."""

    given_names = LineField(_l("First names"), validators=[PlainName(200)])
    particle = LineField(_l("Prefix of the family name"), validators=[PlainName(40)])
    family_name = LineField(_l("Family name"), validators=[PlainName(200)])
    one_name = BooleanField(_l("The passport has one name only"))

    def validate_given_names(self, field: LineField) -> None:
        """A first name is there, unless the passport has one name only."""
        if field.data or self.one_name.data:
            return
        raise ValidationError(_l("Fill in the first names, or tick that the passport has one name only."))

    def validate_family_name(self, field: LineField) -> None:
        """A family name is there, unless the passport has one name only; then it is the only one."""
        given = self.given_names.data
        if not self.one_name.data and not field.data:
            raise ValidationError(_l("Fill in the family name, or tick that the passport has one name only."))
        if self.one_name.data and given and field.data:
            raise ValidationError(_l("You ticked that there is one name: leave the other box open."))
        if self.one_name.data and not given and not field.data:
            raise ValidationError(_l("Fill in the name, in this box or in the one for first names."))


NAME_PARTS = ("given_names", "particle", "family_name")


def name_of(person: Person) -> dict[str, Any]:
    """What the fields of a name hold for this person."""
    one = bool(person.full_name) and not (person.given_names and person.family_name)
    return {**{part: getattr(person, part) for part in NAME_PARTS}, "one_name": one}


class NationalityMixin(OtherNationalities):
    """The nationalities of somebody, and the country that they come from."""

    nationality = select(_l("Nationality"), nationalities_to_choose, _l("Choose the nationality in the passport."))
    second_nationality, third_nationality, fourth_nationality = other_nationalities()
    comes_from = select(_l("Comes from"), places_to_choose, _l("Choose the country."))


def origin_of(person: Person, *, answered: bool) -> dict[str, Any]:
    """What the fields of a nationality hold for this person."""
    first = next(iter(person.nationalities), "")
    return {
        "nationality": first or (STATELESS if answered else ""),
        **other_nationalities_of(person.nationalities),
        "comes_from": person.comes_from or "",
    }


class NameForm(IntakeForm, NameMixin):
    """Your name as in the passport."""

    touches: ClassVar = frozenset(NAME_PARTS)

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return name_of(asked.person)

    def answers(self) -> Answers:
        return Answers(people={self.asked.member: {part: self[part].data for part in NAME_PARTS}})


class BirthForm(IntakeForm, BornMixin):
    """Your date of birth."""

    touches: ClassVar = frozenset({"born"})

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return born_of(asked.person.born)

    def answers(self) -> Answers:
        return Answers(people={self.asked.member: {"born": self.born.data}})


class OriginForm(IntakeForm, NationalityMixin):
    """Your nationality, and where you come from."""

    touches: ClassVar = frozenset({"nationalities", "comes_from"})

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return origin_of(asked.person, answered=asked.answered or "nationality" in cls.told(asked))

    def answers(self) -> Answers:
        said = {
            "nationalities": self.nationalities_said(self.asked.person.nationalities),
            "comes_from": self.comes_from.data,
        }
        return Answers(people={self.asked.member: said})
