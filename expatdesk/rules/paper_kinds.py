"""The papers that the rules ask for: which, why, and what makes one acceptable, as plain values."""

from dataclasses import dataclass
from enum import StrEnum


class PaperKey(StrEnum):
    """A paper that somebody must hand in."""

    IDENTITY = "identity"
    BIRTH_CERTIFICATE = "birth_certificate"
    MARRIAGE_CERTIFICATE = "marriage_certificate"
    DIVORCE_CERTIFICATE = "divorce_certificate"
    DEATH_CERTIFICATE_SPOUSE = "death_certificate_spouse"
    JOB_LETTER = "job_letter"
    LEASE = "lease"
    PURCHASE_DEED = "purchase_deed"
    HOST_CONSENT = "host_consent"
    EMPLOYER_ADDRESS_FORM = "employer_address_form"
    RESIDENCE_PERMIT = "residence_permit"
    ORIENTATION_YEAR_PERMIT = "orientation_year_permit"
    MFA_CARD = "mfa_card"
    DEREGISTRATION_CARIBBEAN = "deregistration_caribbean"


class PaperWhy(StrEnum):
    """Why a paper is asked of this person."""

    EVERYONE = "everyone"
    MARRIED = "married"
    REGISTERED_PARTNERSHIP = "registered_partnership"
    DIVORCED = "divorced"
    WIDOWED = "widowed"
    EMPLOYED = "employed"
    RENTED = "rented"
    OWNED = "owned"
    WITH_HOST = "with_host"
    NO_HOME_YET = "no_home_yet"
    NO_EU_NATIONALITY = "no_eu_nationality"
    ORIENTATION_YEAR = "orientation_year"
    PRIVILEGED = "privileged"
    FROM_CARIBBEAN = "from_caribbean"


class PaperCheck(StrEnum):
    """What makes a paper acceptable."""

    ORIGINAL = "original"
    NOT_QR_ONLY = "not_qr_only"
    VALID_ON_VISIT = "valid_on_visit"
    NOT_DRIVING_LICENCE = "not_driving_licence"
    NAME_AS_IN_PASSPORT = "name_as_in_passport"
    FULL_FORM = "full_form"
    APOSTILLE = "apostille"
    FULL_LEGALISATION = "full_legalisation"
    LEGALISED_AS_REQUIRED = "legalised_as_required"
    LANGUAGE_ACCEPTED = "language_accepted"
    LANGUAGE_OR_TRANSLATION = "language_or_translation"
    EU_FORM_OR_TRANSLATION = "eu_form_or_translation"
    SWORN_TRANSLATION = "sworn_translation"
    AT_MOST_SIX_MONTHS = "at_most_six_months"
    COMPANY_AND_FUNCTION = "company_and_function"
    STARTS_BY_VISIT = "starts_by_visit"
    ADDRESS_COVERED = "address_covered"
    SIGNED = "signed"
    HOST_REGISTERED = "host_registered"
    HOST_IDENTITY = "host_identity"
    RECOGNISED_SPONSOR = "recognised_sponsor"
    THREE_MONTHS_AT_MOST = "three_months_at_most"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper asked of a person (index in `Facts.people`); household papers of the principal."""

    person: int
    key: PaperKey
    why: PaperWhy
    checks: tuple[PaperCheck, ...]
    # They are of no country whose identity cards count.
    passport_only: bool = False
