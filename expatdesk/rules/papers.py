"""Which papers each person needs, and what makes one acceptable (the desk's matrix)."""

from collections.abc import Callable
from dataclasses import dataclass

from .facts import Category, Certificate, HomeKind, MaritalStatus
from .household import Household
from .outcome import Destination, Plan
from .paper_kinds import Paper, PaperCheck, PaperKey, PaperWhy
from .region import Region

Checks = tuple[PaperCheck, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One paper: why it is asked, of whom, and what is checked."""

    key: PaperKey
    why: PaperWhy
    asked_of: Callable[[Household, int], bool]
    checks: Checks


def papers_for(household: Household) -> tuple[Paper, ...]:
    """The papers of all members, person by person; household papers stand with the principal.

    Who registers elsewhere hands no papers to the desk. Who must find a home first is asked
    already now, as legalisation abroad can take months.
    """
    if household.route.to in (Destination.RNI, Destination.MUNICIPALITY):
        return ()
    return tuple(
        Paper(person, row.key, row.why, _checks(row, household, person), _passport_only(row, household, person))
        for person in range(len(household.facts.people))
        for row in ROWS
        if row.asked_of(household, person)
    )


def whose(paper: Paper, plan: Plan) -> tuple[int, ...]:
    """Whom it shows: a couple has one certificate of its marriage, which the plan asks of both."""
    if paper.key is not PaperKey.MARRIAGE_CERTIFICATE:
        return (paper.person,)
    return tuple(one.person for one in plan.papers if (one.key, one.why) == (paper.key, paper.why))


def _passport_only(row: _Row, household: Household, person: int) -> bool:
    """Whether they are of no country whose identity cards count; without a nationality that is not known."""
    has_nationality = bool(household.person(person).nationalities)
    return row.key is PaperKey.IDENTITY and has_nationality and household.needs_residence_right(person)


def _checks(row: _Row, household: Household, person: int) -> Checks:
    """The row's checks, and for a certificate those that its country and language ask for."""
    if row.key not in CERTIFICATES:
        return row.checks
    known = None
    if row.key is PaperKey.BIRTH_CERTIFICATE:
        known = household.person(person).birth_certificate
    return row.checks + certificate_checks(known, household.region)


def certificate_checks(certificate: Certificate | None, region: Region) -> Checks:
    """How a certificate of civil status must be legalised and in which language.

    Certificates of EU countries need neither apostille nor legalisation (Regulation (EU)
    2016/1191); this does not hold for the EEA countries and Switzerland. What is legalised or
    translated may be six months old at most on the day of the visit.
    """
    if certificate is None:
        return (
            PaperCheck.LEGALISED_AS_REQUIRED,
            PaperCheck.LANGUAGE_OR_TRANSLATION,
            PaperCheck.AT_MOST_SIX_MONTHS,
        )
    checks = _legalisation(certificate, region) + _language(certificate, region)
    if checks == (PaperCheck.LANGUAGE_ACCEPTED,):
        return checks
    return (*checks, PaperCheck.AT_MOST_SIX_MONTHS)


def _legalisation(certificate: Certificate, region: Region) -> Checks:
    """None for the EU, an apostille where its convention holds, else the full chain."""
    if certificate.country in region.countries.eu:
        return ()
    if certificate.country in region.countries.apostille:
        return (PaperCheck.APOSTILLE,)
    return (PaperCheck.FULL_LEGALISATION,)


def _language(certificate: Certificate, region: Region) -> Checks:
    """A language that the desk reads; else the EU's multilingual form or a translation."""
    if certificate.language in region.accepted_languages:
        return (PaperCheck.LANGUAGE_ACCEPTED,)
    if certificate.country in region.countries.eu:
        return (PaperCheck.EU_FORM_OR_TRANSLATION,)
    return (PaperCheck.SWORN_TRANSLATION,)


def _everyone(_household: Household, _person: int) -> bool:
    return True


def _with_status(*statuses: MaritalStatus) -> Callable[[Household, int], bool]:
    def asked_of(household: Household, person: int) -> bool:
        return household.person(person).marital_status in statuses

    return asked_of


def _living_in(*kinds: HomeKind) -> Callable[[Household, int], bool]:
    def asked_of(household: Household, person: int) -> bool:
        home = household.home
        return person == household.principal and home is not None and home.kind in kinds

    return asked_of


def _employed(household: Household, person: int) -> bool:
    """Also staff of an international organisation, who bring a letter of appointment."""
    privileged = household.facts.category is Category.PRIVILEGED_PERSON
    at_work = privileged and household.facts.employer is not None
    return person == household.principal and (household.is_employed or at_work)


def _no_home_but_employer(household: Household, person: int) -> bool:
    """Only where the form can help: the employer is a sponsor in a covered municipality."""
    return person == household.principal and household.employer_address_possible


def _privileged(household: Household, _person: int) -> bool:
    """The ministry gives a card to staff and family alike, in place of a permit."""
    return household.facts.category is Category.PRIVILEGED_PERSON


def _on_orientation_year(household: Household, person: int) -> bool:
    """The permit itself shows the right to stay, so no second one is asked."""
    on_orientation_year = household.facts.category is Category.ORIENTATION_YEAR
    is_principal = person == household.principal
    return on_orientation_year and is_principal and household.needs_residence_right(person)


def _needs_permit(household: Household, person: int) -> bool:
    if _privileged(household, person) or _on_orientation_year(household, person):
        return False
    return household.needs_residence_right(person)


def _from_caribbean(household: Household, person: int) -> bool:
    return household.person(person).comes_from in household.region.countries.caribbean


CERTIFICATES = frozenset(
    {
        PaperKey.BIRTH_CERTIFICATE,
        PaperKey.MARRIAGE_CERTIFICATE,
        PaperKey.DIVORCE_CERTIFICATE,
        PaperKey.DEATH_CERTIFICATE_SPOUSE,
    }
)

_IDENTITY: Checks = (
    PaperCheck.ORIGINAL,
    PaperCheck.VALID_ON_VISIT,
    PaperCheck.NOT_DRIVING_LICENCE,
)
_CERTIFICATE: Checks = (PaperCheck.ORIGINAL, PaperCheck.NOT_QR_ONLY)
_PERMIT: Checks = (PaperCheck.VALID_ON_VISIT, PaperCheck.NAME_AS_IN_PASSPORT)
_CONTRACT: Checks = (
    PaperCheck.STARTS_BY_VISIT,
    PaperCheck.NAME_AS_IN_PASSPORT,
    PaperCheck.ADDRESS_COVERED,
)
_HOST: Checks = (PaperCheck.SIGNED, PaperCheck.HOST_REGISTERED, PaperCheck.HOST_IDENTITY)
_EMPLOYER_FORM: Checks = (
    PaperCheck.SIGNED,
    PaperCheck.RECOGNISED_SPONSOR,
    PaperCheck.ADDRESS_COVERED,
    PaperCheck.THREE_MONTHS_AT_MOST,
)

ROWS: tuple[_Row, ...] = (
    _Row(PaperKey.IDENTITY, PaperWhy.EVERYONE, _everyone, _IDENTITY),
    _Row(
        PaperKey.BIRTH_CERTIFICATE,
        PaperWhy.EVERYONE,
        _everyone,
        (*_CERTIFICATE, PaperCheck.FULL_FORM),
    ),
    _Row(
        PaperKey.MARRIAGE_CERTIFICATE,
        PaperWhy.MARRIED,
        _with_status(MaritalStatus.MARRIED),
        _CERTIFICATE,
    ),
    _Row(
        PaperKey.MARRIAGE_CERTIFICATE,
        PaperWhy.REGISTERED_PARTNERSHIP,
        _with_status(MaritalStatus.REGISTERED_PARTNERSHIP),
        _CERTIFICATE,
    ),
    _Row(
        PaperKey.DIVORCE_CERTIFICATE,
        PaperWhy.DIVORCED,
        _with_status(MaritalStatus.DIVORCED),
        _CERTIFICATE,
    ),
    _Row(
        PaperKey.DEATH_CERTIFICATE_SPOUSE,
        PaperWhy.WIDOWED,
        _with_status(MaritalStatus.WIDOWED),
        _CERTIFICATE,
    ),
    _Row(PaperKey.JOB_LETTER, PaperWhy.EMPLOYED, _employed, (PaperCheck.COMPANY_AND_FUNCTION,)),
    _Row(
        PaperKey.LEASE,
        PaperWhy.RENTED,
        _living_in(HomeKind.RENT, HomeKind.TEMPORARY),
        _CONTRACT,
    ),
    _Row(PaperKey.PURCHASE_DEED, PaperWhy.OWNED, _living_in(HomeKind.OWN), _CONTRACT),
    _Row(PaperKey.HOST_CONSENT, PaperWhy.WITH_HOST, _living_in(HomeKind.WITH_HOST), _HOST),
    _Row(
        PaperKey.EMPLOYER_ADDRESS_FORM,
        PaperWhy.NO_HOME_YET,
        _no_home_but_employer,
        _EMPLOYER_FORM,
    ),
    _Row(PaperKey.RESIDENCE_PERMIT, PaperWhy.NO_EU_NATIONALITY, _needs_permit, _PERMIT),
    _Row(
        PaperKey.ORIENTATION_YEAR_PERMIT,
        PaperWhy.ORIENTATION_YEAR,
        _on_orientation_year,
        _PERMIT,
    ),
    _Row(PaperKey.MFA_CARD, PaperWhy.PRIVILEGED, _privileged, _PERMIT),
    _Row(
        PaperKey.DEREGISTRATION_CARIBBEAN,
        PaperWhy.FROM_CARIBBEAN,
        _from_caribbean,
        _CERTIFICATE,
    ),
)
