"""A household's facts as a JSON file, read strictly: each field that is wrong is named."""

from collections.abc import Mapping
from datetime import date

from expatdesk.cases.json_field import LANGUAGE, FactsInvalid, Field, parse
from expatdesk.rules.facts import (
    Category,
    Certificate,
    Earlier,
    Employer,
    Facts,
    Home,
    HomeKind,
    MaritalStatus,
    Person,
    PersonRole,
    Wants,
)
from expatdesk.rules.tracks import CATALOGUE
from expatdesk.shared.i18n import gettext as _

__all__ = ["FactsInvalid", "facts_from_json"]


def facts_from_json(text: str) -> Facts:
    """The facts in a JSON text. Raises FactsInvalid with the path of the first wrong field."""
    return _facts(parse(text))


def _facts(root: Field) -> Facts:
    fields = root.table(
        "category",
        "stay_months",
        "submitted",
        "earlier",
        "people",
        optional=(
            "arrival",
            "first_working_day",
            "home",
            "employer",
            "wants",
            "appointment",
            "completed",
        ),
    )
    people = _people(fields["people"])
    return Facts(
        category=fields["category"].one_of(Category),
        arrival=fields["arrival"].maybe(Field.day),
        stay_months=fields["stay_months"].whole(minimum=1),
        first_working_day=fields["first_working_day"].maybe(Field.day),
        submitted=fields["submitted"].day(),
        earlier=_earlier(fields["earlier"]),
        home=fields["home"].maybe(_home),
        employer=fields["employer"].maybe(_employer),
        wants=fields["wants"].maybe(_wants) or Wants(),
        people=people,
        appointment=fields["appointment"].maybe(Field.day_of_visit),
        completed=fields["completed"].maybe(lambda field: _completed(field, len(people))) or {},
    )


def _earlier(field: Field) -> Earlier:
    fields = field.table("has_bsn", "lived_in_nl")
    return Earlier(fields["has_bsn"].flag(), fields["lived_in_nl"].flag())


def _wants(field: Field) -> Wants:
    """What is not named is not wanted."""
    fields = field.table(optional=("housing_help", "social", "buddy", "language_course"))
    return Wants(**{key: wish.maybe(Field.flag) or False for key, wish in fields.items()})


def _home(field: Field) -> Home:
    fields = field.table("postcode", "kind", "registration_allowed", optional=("from", "until"))
    return Home(
        postcode=fields["postcode"].postcode(),
        kind=fields["kind"].one_of(HomeKind),
        starts=fields["from"].maybe(Field.day),
        registration_allowed=fields["registration_allowed"].flag(),
        ends=fields["until"].maybe(Field.day),
    )


def _employer(field: Field) -> Employer:
    fields = field.table("postcode", "recognised_sponsor", "address_form_signed", optional=("address_until",))
    return Employer(
        postcode=fields["postcode"].postcode(),
        recognised_sponsor=fields["recognised_sponsor"].flag(),
        address_form_signed=fields["address_form_signed"].flag(),
        address_until=fields["address_until"].maybe(Field.day),
    )


def _people(field: Field) -> tuple[Person, ...]:
    people = tuple(_person(item) for item in field.items())
    roles = [person.role for person in people]
    if roles.count(PersonRole.PRINCIPAL) != 1:
        field.refuse(_("must hold exactly one principal"))
    if roles.count(PersonRole.PARTNER) > 1:
        field.refuse(_("may hold one partner at most"))
    return people


def _person(field: Field) -> Person:
    fields = field.table(
        "role",
        "born",
        "nationalities",
        optional=("comes_from", "birth_certificate", "marital_status", "driving_licence"),
    )
    return Person(
        role=fields["role"].one_of(PersonRole),
        born=fields["born"].birth(),
        nationalities=tuple(item.country() for item in fields["nationalities"].items()),
        comes_from=fields["comes_from"].maybe(Field.country),
        birth_certificate=fields["birth_certificate"].maybe(_certificate),
        marital_status=fields["marital_status"].maybe(lambda status: status.one_of(MaritalStatus)),
        driving_licence=fields["driving_licence"].maybe(Field.country),
    )


def _certificate(field: Field) -> Certificate:
    fields = field.table("country", "language")
    language = fields["language"]
    language.matching(LANGUAGE, _("must be a language code such as en"))
    return Certificate(fields["country"].country(), language.text())


def _completed(field: Field, members: int) -> Mapping[str, date]:
    """Step ids with the day on which each was done."""
    done = {}
    for step_id, day in field.entries().items():
        key, colon, index = step_id.partition(":")
        if key not in CATALOGUE:
            day.refuse(_("is not a step of the plan"))
        if CATALOGUE[key] and index not in map(str, range(members)):
            day.refuse(_("needs the number of a person, such as %(step)s", step=f"{key}:0"))
        if colon and not CATALOGUE[key]:
            day.refuse(_("is a step of the whole household: leave out the number"))
        done[step_id] = day.day()
    return done
