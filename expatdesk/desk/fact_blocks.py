"""The facts of a case as its page lists them: blocks of lines, each block with its own page to correct it."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from expatdesk.cases.labels import (
    CATEGORIES,
    DESTINATIONS,
    HOME_KINDS,
    MARITAL_STATUSES,
    ROLES,
    ROUTES,
)
from expatdesk.cases.models import Case
from expatdesk.cases.words import (
    birth_in_words,
    home_address,
    language_name,
    left_address,
    months_in_words,
    work_address,
    yes_no,
)
from expatdesk.people.models import Person
from expatdesk.rules.facts import UNKNOWN_BIRTH, Category, HomeKind, MaritalStatus, PersonRole
from expatdesk.rules.plan import Destination, Fee, Plan
from expatdesk.rules.region import Region
from expatdesk.shared.countries import country_name
from expatdesk.shared.i18n import LazyString, gettext, listed, money, ngettext, plain_date
from expatdesk.shared.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is about, what is known, and what more there is to say."""

    name: str | LazyString
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Facts that are corrected together."""

    key: str
    title: LazyString
    facts: list[Fact]


def blocks_of(case: Case) -> list[Block]:
    """All facts of the case; those of its people stand with the people."""
    return [
        Block("stay", _l("Stay"), _stay(case)),
        Block("home", _l("Home"), _home(case)),
        Block("work", _l("Work"), _work(case)),
        Block("earlier", _l("Earlier stays"), _earlier(case)),
        Block("wishes", _l("Wishes"), _wishes(case)),
        Block("contact", _l("Contact"), _contact(case)),
    ]


def _stay(case: Case) -> list[Fact]:
    return [
        Fact(_l("Purpose"), str(CATEGORIES[Category(case.category)])),
        Fact(_l("Arrival"), plain_date(case.arrival) if case.arrival else gettext("Not known")),
        Fact(_l("Length"), months_in_words(case.stay_months)),
        Fact(
            _l("First day"),
            plain_date(case.first_working_day) if case.first_working_day else gettext("Not known"),
        ),
    ]


def _home(case: Case) -> list[Fact]:
    if not case.home_kind:
        return [Fact(_l("Address"), gettext("No home yet"))]
    starts = gettext("from %(day)s", day=plain_date(case.home_from)) if case.home_from else ""
    ends = [Fact(_l("Last day"), plain_date(case.home_until))] if case.home_until else []
    left = [Fact(_l("Moves from"), left_address(case))] if case.left_postcode else []
    return [
        Fact(_l("Kind"), str(HOME_KINDS[HomeKind(case.home_kind)])),
        Fact(_l("Address"), home_address(case) or gettext("Not known"), starts),
        *ends,
        *left,
        Fact(_l("Registration"), str(REGISTRATION_ALLOWED[case.home_registration_allowed])),
    ]


REGISTRATION_ALLOWED: dict[bool | None, LazyString] = {
    True: _l("Allowed there"),
    False: _l("Not allowed there"),
    None: _l("Not known whether it is allowed"),
}


def _work(case: Case) -> list[Fact]:
    if case.employer is None:
        return [Fact(_l("Employer"), gettext("No employer"))]
    sponsor = (
        gettext("recognised sponsor") if case.employer.recognised_sponsor else gettext("no recognised sponsor")
    )
    form = gettext("Signed") if case.address_form_signed else gettext("Not signed")
    return [
        Fact(_l("Employer"), case.employer.name, sponsor),
        Fact(_l("Address"), work_address(case)),
        Fact(_l("Form for its address"), form),
    ]


def _earlier(case: Case) -> list[Fact]:
    return [
        Fact(_l("Lived here"), yes_no(case.lived_in_nl)),
        Fact(_l("Has a BSN"), yes_no(case.has_bsn)),
    ]


def _wishes(case: Case) -> list[Fact]:
    wishes = {
        gettext("help with a home"): case.wants_housing_help,
        gettext("social network"): case.wants_social,
        gettext("a buddy"): case.wants_buddy,
        gettext("a Dutch course"): case.wants_language_course,
    }
    wanted = listed([wish for wish, is_wanted in wishes.items() if is_wanted]) or gettext("nothing more")
    likes = [Fact(_l("They like"), case.interests)] if case.interests else []
    return [Fact(_l("They want"), wanted), *likes]


def _contact(case: Case) -> list[Fact]:
    # A long address breaks after the sign, where one reads on most easily.
    name, _sign, host = case.email.partition("@")
    address = Markup("{}@<wbr>{}").format(name, host)
    return [Fact(_l("E-mail"), address), Fact(_l("Language"), language_name(case.language))]


def person_lines(person: Person) -> Iterator[str]:
    """What stands under the name of a member of the household."""
    yield str(ROLES[PersonRole(person.role)])
    yield _birth(person.born)
    yield _nationality(person)
    if person.marital_status:
        yield str(MARITAL_STATUSES[MaritalStatus(person.marital_status)])
    if bool(person.given_names) != bool(person.family_name):
        yield gettext("One name only")


def _birth(born: str) -> str:
    """What nobody knows is another thing than what nobody told yet."""
    if born == str(UNKNOWN_BIRTH):
        return gettext("Date of birth unknown")
    return gettext("Born %(day)s", day=birth_in_words(born)) if born else gettext("Birth not known")


def _nationality(person: Person) -> str:
    if person.nationalities:
        return listed([country_name(code) for code in person.nationalities])
    return gettext("No nationality (stateless)") if person.comes_from else gettext("Nationality not known")


def outcome_of(case: Case, plan: Plan, region: Region) -> list[Fact]:
    """What the rules make of the facts: the route and the fee, each with its reason."""
    town = region.municipality(plan.route.municipality).name if plan.route.municipality else ""
    reason = str(ROUTES[plan.route.reason].short)
    where = str(DESTINATIONS[plan.route.to])
    return [
        Fact(_l("Route"), f"{where}, {town}" if town else where, reason),
        Fact(_l("Fee"), *_fee(plan.fee, case, at_desk=plan.route.to is Destination.DESK)),
    ]


def _fee(fee: Fee, case: Case, *, at_desk: bool) -> tuple[str, str]:
    if fee.exempt and case.employer:
        return gettext("No fee"), gettext("Staff of %(employer)s pay nothing", employer=case.employer.name)
    if not at_desk:
        return gettext("No fee"), gettext("This desk does not register them")
    people = ngettext("%(num)d person, with VAT", "%(num)d people, with VAT", len(fee.lines))
    return money(fee.total_incl_cents), people
