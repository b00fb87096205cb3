"""From rows to the plain facts that the rules need."""

from datetime import date
from typing import Protocol

from expatdesk.cases.career_models import TEXT_VERSION, PersonCareer
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.reasons import AS_NON_RESIDENT, TALK_ASKED
from expatdesk.organisations.models import Employer as EmployerRow
from expatdesk.people.models import Person as PersonRow
from expatdesk.rules.careers import Career, Diploma, Looking, Regulated, Speaks
from expatdesk.rules.facts import (
    UNKNOWN_BIRTH,
    Category,
    Certificate,
    Earlier,
    Employer,
    Facts,
    Home,
    HomeKind,
    MaritalStatus,
    PartialDate,
    Person,
    PersonRole,
    Wants,
)
from expatdesk.shared.clock import local


def facts_of(case: Case) -> Facts:
    """The facts of a case as it stands now."""
    return Facts(
        category=Category(case.category),
        arrival=case.arrival,
        stay_months=case.stay_months,
        first_working_day=case.first_working_day,
        submitted=case.submitted_on,
        earlier=Earlier(has_bsn=case.has_bsn, lived_in_nl=case.lived_in_nl),
        home=home_of(case),
        employer=employer_of(
            case, case.employer, books=case.submitted_by_id is not None, until=case.address_until
        ),
        wants=Wants(
            housing_help=case.wants_housing_help,
            social=case.wants_social,
            buddy=case.wants_buddy,
            language_course=case.wants_language_course,
        ),
        people=tuple(_person(person) for person in case.people),
        appointment=local(case.visit_at).date() if case.visit_at else None,
        completed=_completed(case),
        waived=_records(case, Outcome.WAIVED),
        talks_asked={row.step: row.on for row in case.records if row.reason == TALK_ASKED},
        careers=_careers(case),
        reported_as_non_resident=any(row.reason == AS_NON_RESIDENT for row in case.records),
        moved_from_home=case.left_postcode is not None,
    )


class Told(Protocol):
    """What a case and a hire that is none yet say of addresses, in the same words."""

    @property
    def home_kind(self) -> str | None:
        """In what kind of home they live."""

    @property
    def home_postcode(self) -> str | None:
        """Where that is."""

    @property
    def home_from(self) -> date | None:
        """Since when."""

    @property
    def home_until(self) -> date | None:
        """Until when."""

    @property
    def home_registration_allowed(self) -> bool | None:
        """Whether they may register there."""

    @property
    def work_postcode(self) -> str | None:
        """Where they work, if not at the address of the employer."""

    @property
    def address_form_signed(self) -> bool:
        """Whether the employer signs the form for its own address, so that they may register there."""


def home_of(told: Told) -> Home | None:
    """The home that was told, as far as the rules can do anything with it."""
    if not told.home_kind or not (told.home_postcode or _is_hotel_for_a_time(told)):
        return None
    return Home(
        postcode=told.home_postcode or "",
        kind=HomeKind(told.home_kind),
        starts=told.home_from,
        registration_allowed=bool(told.home_registration_allowed),
        ends=told.home_until,
    )


def _is_hotel_for_a_time(told: Told) -> bool:
    """Nobody is registered in a hotel, so its postcode decides nothing; its last day is what counts."""
    return told.home_kind == HomeKind.HOTEL and told.home_until is not None


def employer_of(
    told: Told, employer: EmployerRow | None, *, books: bool, until: date | None = None
) -> Employer | None:
    """The employer as the rules see it."""
    if employer is None:
        return None
    return Employer(
        postcode=told.work_postcode or employer.postcode,
        recognised_sponsor=employer.recognised_sponsor,
        address_form_signed=told.address_form_signed,
        fee_exempt=employer.fee_exempt,
        books=books,
        address_until=until,
    )


def _person(row: PersonRow) -> Person:
    certificate = None
    if row.birth_certificate_country and row.birth_certificate_language:
        certificate = Certificate(row.birth_certificate_country, row.birth_certificate_language)
    return Person(
        role=PersonRole(row.role),
        # For the rules it is the same whether nobody knows a date of birth, or nobody told it yet.
        born=PartialDate.parse(row.born) if row.born else UNKNOWN_BIRTH,
        nationalities=tuple(row.nationalities),
        comes_from=row.comes_from,
        birth_certificate=certificate,
        marital_status=MaritalStatus(row.marital_status) if row.marital_status else None,
        driving_licence=row.driving_licence,
    )


def career_of(row: PersonCareer) -> Career:
    """What somebody told of work, as the rules want it."""
    return Career(
        looks_for=frozenset(map(Looking, row.looks_for)),
        diploma=Diploma(row.diploma),
        diploma_from=row.diploma_from,
        regulated=Regulated(row.regulated),
        dutch=Speaks(row.dutch),
        talk_asked_on=row.talk_asked_on,
    )


def _careers(case: Case) -> dict[int, Career]:
    """Of whom the desk may keep it: a yes to words of before is none to those of now."""
    kept = [row for row in case.careers if row.text_version == TEXT_VERSION]
    position = {person.id: person.position for person in case.people} if kept else {}
    return {position[row.person_id]: career_of(row) for row in kept if row.person_id in position}


def _records(case: Case, outcome: Outcome) -> dict[str, date]:
    return {record.step: record.on for record in case.records if record.outcome == outcome}


def _completed(case: Case) -> dict[str, date]:
    """What officers and expats ticked off, and what the registrar recorded."""
    done = _records(case, Outcome.DONE)
    position = {person.id: person.position for person in case.people}
    for registration in case.registrations:
        index = position[registration.person_id]
        done[f"brp_registration:{index}"] = registration.registered_on
        if registration.bsn_on is not None:
            done[f"bsn_issued:{index}"] = registration.bsn_on
    return done
