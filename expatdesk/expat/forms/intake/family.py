"""Questions about the household: who comes along, who is married, whose certificate is from where, who drives."""

from typing import Any, ClassVar

from wtforms import Field, SelectField
from wtforms.validators import InputRequired

from expatdesk.cases.labels import MARITAL_STATUSES
from expatdesk.expat.employer_told import told_facts
from expatdesk.expat.family import adults, are_joined, called, children_of, couple_of, partner_of
from expatdesk.people.models import Person
from expatdesk.rules.facts import MaritalStatus
from expatdesk.shared.forms import options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

from .base import Answers, Asked, IntakeForm
from .fields import (
    BornMixin,
    as_said,
    born_of,
    languages_to_choose,
    licences,
    places_to_choose,
    radios,
    said,
    select,
    yes_or_no,
)
from .you import NAME_PARTS, NameMixin, NationalityMixin, name_of, origin_of

MOST_CHILDREN = 10
NEITHER = "neither"


class HouseholdForm(IntakeForm):
    """Who comes along."""

    touches: ClassVar = frozenset({"people"})

    partner = yes_or_no(_l("Does your partner come along?"))
    children = SelectField(
        _l("How many children come along?"),
        choices=options((str(count), str(count)) for count in range(MOST_CHILDREN + 1)),
        validators=[InputRequired(_l("Choose a number; 0 if none comes along."))],
    )

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        known = asked.answered or len(asked.case.people) > 1 or cls.told(asked)
        partner = partner_of(asked.case) is not None
        return {"partner": as_said(partner) if known else None, "children": str(len(children_of(asked.case)))}

    @property
    def told_size(self) -> int:
        """How many come in all as the employer told it, where that does not say who; else 0."""
        expected = self.asked.case.people_expected
        return expected if expected > 1 and "people_expected" in told_facts(self.asked.case) else 0

    @classmethod
    def told(cls, asked: Asked) -> frozenset[str]:
        """That somebody comes alone leaves nothing open; how many come along does not say who."""
        comes_alone = asked.case.people_expected == 1 and "people_expected" in told_facts(asked.case)
        return frozenset({"partner", "children"} if comes_alone else ())

    def answers(self) -> Answers:
        return Answers(household=(bool(said(self.partner.data)), int(self.children.data)))


class MemberForm(IntakeForm, NameMixin, BornMixin, NationalityMixin):
    """Somebody who comes along."""

    touches: ClassVar = frozenset({*NAME_PARTS, "born", "nationalities", "comes_from"})

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        person = asked.person
        origin = origin_of(person, answered=asked.answered)
        # Families mostly come from one place; it stands there to be changed.
        origin["comes_from"] = origin["comes_from"] or asked.case.principal.comes_from or ""
        return {**name_of(person), **born_of(person.born), **origin}

    def answers(self) -> Answers:
        written = {part: self[part].data for part in (*NAME_PARTS, "born", "comes_from")}
        nationalities = self.nationalities_said(self.asked.person.nationalities)
        return Answers(people={self.asked.member: {**written, "nationalities": nationalities}})


class CoupleForm(IntakeForm):
    """Whether the couple is married."""

    touches: ClassVar = frozenset({"marital_status"})

    joined = radios(
        _l("Are you married?"),
        [
            (MaritalStatus.MARRIED, _l("Yes, we are married")),
            (MaritalStatus.REGISTERED_PARTNERSHIP, _l("We have a registered partnership")),
            (NEITHER, _l("No, neither of the two")),
        ],
        _l("Choose what holds for the two of you."),
    )

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        if are_joined(asked.case):
            return {"joined": asked.case.principal.marital_status}
        return {"joined": NEITHER if asked.answered else None}

    def answers(self) -> Answers:
        couple = couple_of(self.asked.case)
        if self.joined.data != NEITHER:
            return Answers(people={person.position: {"marital_status": self.joined.data} for person in couple})
        if are_joined(self.asked.case):
            return Answers(people={person.position: {"marital_status": None} for person in couple})
        return Answers()


class StatusForm(IntakeForm):
    """Whether somebody is or was married; of both, where the couple is not."""

    touches: ClassVar = frozenset({"marital_status"})

    @classmethod
    def more_fields(cls, asked: Asked) -> dict[str, Field]:
        couple = couple_of(asked.case)
        fields: dict[str, Field] = {}
        for person in couple:
            label, needed = _asks_status(person, of_two=len(couple) > 1)
            fields[f"status_{person.position}"] = radios(label, list(MARITAL_STATUSES.items()), needed)
        return fields

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return {f"status_{person.position}": person.marital_status for person in couple_of(asked.case)}

    def answers(self) -> Answers:
        couple = [person.position for person in couple_of(self.asked.case)]
        return Answers(people={at: {"marital_status": self[f"status_{at}"].data} for at in couple})


def _asks_status(person: Person, *, of_two: bool) -> tuple[str, str]:
    """The question, and what to mend where it has no answer; of two people, each says of whom."""
    if not of_two:
        return _("Are you married?"), _("Choose what holds now.")
    if person.position == 0:
        return _("What holds for you?"), _("Choose what holds for you.")
    name = called(person)
    return _("What holds for %(name)s?", name=name), _("Choose what holds for %(name)s.", name=name)


class CertificatesForm(IntakeForm):
    """From which country somebody's birth certificate is, and in which language.

    A page for each: the lists are long, and a family's would weigh too much on one.
    """

    touches: ClassVar = frozenset({"birth_certificate_country", "birth_certificate_language"})

    # A field named language would switch the page to it.
    issued_in = select(_l("Country that gave it out"), places_to_choose, _l("Choose the country."))
    written_in = select(_l("Language it is in"), languages_to_choose)

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        person = asked.person
        # Most people were born where they have their nationality; it stands there to be changed.
        likely = next(iter(person.nationalities), "")
        return {
            "issued_in": person.birth_certificate_country or likely,
            "written_in": person.birth_certificate_language or "",
        }

    def answers(self) -> Answers:
        said_of = {
            "birth_certificate_country": self.issued_in.data,
            "birth_certificate_language": self.written_in.data or None,
        }
        return Answers(people={self.asked.member: said_of})


class LicenceForm(IntakeForm):
    """Where the driving licences of the adults come from."""

    touches: ClassVar = frozenset({"driving_licence"})

    @classmethod
    def more_fields(cls, asked: Asked) -> dict[str, Field]:
        return {f"licence_{person.position}": select(called(person), licences) for person in cls.drivers(asked)}

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return {f"licence_{person.position}": person.driving_licence or "" for person in cls.drivers(asked)}

    @staticmethod
    def drivers(asked: Asked) -> list[Any]:
        """Who may have a licence."""
        return adults(asked.case, asked.today)

    def answers(self) -> Answers:
        drivers = [person.position for person in self.drivers(self.asked)]
        return Answers(people={at: {"driving_licence": self[f"licence_{at}"].data or None} for at in drivers})
