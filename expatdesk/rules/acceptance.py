"""What can be told of a handed-in paper before anybody looks: each of its checks as fine, doubt or unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .facts import Facts
from .paper_kinds import Paper, PaperCheck, PaperKey
from .region import CoverageMode, Region
from .terms import add_months

# What is legalised or translated may be this old on the day of the visit.
MONTHS_GOOD = 6
# With fewer dots along its longer side, the small print of a page runs together in a photo.
FEWEST_DOTS = 800
# For how long an employer may lend its address.
MONTHS_AT_EMPLOYER = 3


class Verdict(StrEnum):
    """How one check stands."""

    FINE = "fine"
    DOUBT = "doubt"
    UNKNOWN = "unknown"


class AnswerWhy(StrEnum):
    """Why a check stands so."""

    ASKED_AT_DESK = "asked_at_desk"
    LOOK = "look"
    NOT_TOLD = "not_told"
    VALID = "valid"
    EXPIRES = "expires"
    LEGALISED = "legalised"
    LEGALISED_BEFORE_ISSUED = "legalised_before_issued"
    LANGUAGE_ACCEPTED = "language_accepted"
    LANGUAGE_NOT_ACCEPTED = "language_not_accepted"
    TRANSLATED = "translated"
    YOUNG_ENOUGH = "young_enough"
    LEGALISATION_TOO_OLD = "legalisation_too_old"
    TRANSLATION_TOO_OLD = "translation_too_old"
    STARTED = "started"
    STARTS_TOO_LATE = "starts_too_late"
    VISIT_NOT_BOOKED = "visit_not_booked"
    COVERED = "covered"
    NOT_COVERED = "not_covered"
    SPONSOR = "sponsor"
    NO_SPONSOR = "no_sponsor"
    SHORT_ENOUGH = "short_enough"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class PaperSays:
    """What somebody read on a paper. `language` is ISO 639-1; None is not read yet, or not there."""

    issued_on: date | None = None
    language: str | None = None
    legalised_on: date | None = None
    translated_on: date | None = None
    valid_until: date | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How one check stands and why; `day` is the date that decided, where one did."""

    check: PaperCheck
    verdict: Verdict
    why: AnswerWhy
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A paper with all that its checks may look at."""

    paper: Paper
    says: PaperSays
    facts: Facts
    region: Region
    today: date

    @property
    def visit(self) -> date | None:
        return self.facts.appointment

    @property
    def day(self) -> date:
        """The day of the visit; without one the first day on which it can be."""
        return self.visit or max(self.facts.arrival or self.today, self.today)

    @property
    def language(self) -> str | None:
        """As read from the paper; else, of a birth certificate, as the household told it."""
        certificate = self.facts.people[self.paper.person].birth_certificate
        told = certificate if self.paper.key is PaperKey.BIRTH_CERTIFICATE else None
        return self.says.language or (told.language if told else None)

    @property
    def is_in_accepted_language(self) -> bool:
        return self.language in self.region.accepted_languages


_Answered = tuple[Verdict, AnswerWhy, date | None]


def answers_for(paper: Paper, says: PaperSays, facts: Facts, region: Region, today: date) -> tuple[Answer, ...]:
    """Each check of `paper.checks`, in their order, answered for the day of the visit in `facts`.

    Without a visit only that is a doubt which will be one on every day that is left. Pure.
    """
    asked = _Asked(paper, says, facts, region, today)
    return tuple(Answer(check, *ANSWERED_BY[check](asked)) for check in paper.checks)


def runs_out_before_visit(
    paper: Paper, says: PaperSays, facts: Facts, region: Region, today: date
) -> tuple[Answer, ...]:
    """The doubts that time alone brings, also on a paper that was accepted when it was still good."""
    answers = answers_for(paper, says, facts, region, today)
    return tuple(one for one in answers if one.verdict is Verdict.DOUBT and one.check in BROUGHT_BY_TIME)


def fields_to_read(paper: Paper) -> tuple[str, ...]:
    """Which fields of PaperSays somebody reads on this paper, in the order of the page."""
    found = {name for check in paper.checks for name in READ_FOR.get(check, ())}
    return tuple(name for name in PaperSays.__dataclass_fields__ if name in found)


def good_until(says: PaperSays) -> date | None:
    """The last day on which what is legalised and translated is young enough; None where neither is known."""
    known = [day for day in (says.legalised_on, says.translated_on) if day is not None]
    return min((add_months(day, MONTHS_GOOD) for day in known), default=None)


def is_too_small_to_read(dots: int) -> bool:
    """Whether perhaps nobody can read a photo with so many dots along its longer side; 0 is no photo."""
    return 0 < dots < FEWEST_DOTS


def _asked_at_desk(_asked: _Asked) -> _Answered:
    """A scan shows no original, and the register of the municipality is not ours."""
    return Verdict.UNKNOWN, AnswerWhy.ASKED_AT_DESK, None


def _look(_asked: _Asked) -> _Answered:
    return Verdict.UNKNOWN, AnswerWhy.LOOK, None


def _not_told() -> _Answered:
    return Verdict.UNKNOWN, AnswerWhy.NOT_TOLD, None


def _valid_on_visit(asked: _Asked) -> _Answered:
    until = asked.says.valid_until
    if until is None:
        return _not_told()
    if until < asked.day:
        return Verdict.DOUBT, AnswerWhy.EXPIRES, until
    return Verdict.FINE, AnswerWhy.VALID, until


def _legalised(asked: _Asked) -> _Answered:
    legalised, issued = asked.says.legalised_on, asked.says.issued_on
    if legalised is None:
        return _not_told()
    if issued is not None and legalised < issued:
        return Verdict.DOUBT, AnswerWhy.LEGALISED_BEFORE_ISSUED, legalised
    return Verdict.FINE, AnswerWhy.LEGALISED, legalised


def _language(asked: _Asked) -> _Answered:
    """A language that the desk reads, or a translation into one."""
    if asked.is_in_accepted_language:
        return Verdict.FINE, AnswerWhy.LANGUAGE_ACCEPTED, None
    if asked.says.translated_on is not None:
        return Verdict.FINE, AnswerWhy.TRANSLATED, asked.says.translated_on
    if asked.language is None:
        return _not_told()
    return Verdict.DOUBT, AnswerWhy.LANGUAGE_NOT_ACCEPTED, None


def _at_most_six_months(asked: _Asked) -> _Answered:
    says = asked.says
    if says.legalised_on is not None and _is_too_old(says.legalised_on, asked.day):
        return Verdict.DOUBT, AnswerWhy.LEGALISATION_TOO_OLD, says.legalised_on
    if says.translated_on is not None and _is_too_old(says.translated_on, asked.day):
        return Verdict.DOUBT, AnswerWhy.TRANSLATION_TOO_OLD, says.translated_on
    until = good_until(says)
    if until is None or _lacks_a_date(asked):
        return _not_told()
    return Verdict.FINE, AnswerWhy.YOUNG_ENOUGH, until


def _is_too_old(made: date, on: date) -> bool:
    return add_months(made, MONTHS_GOOD) < on


def _lacks_a_date(asked: _Asked) -> bool:
    """Whether a legalisation or translation that must be there has no date yet."""
    checks, says = asked.paper.checks, asked.says
    unlegalised = says.legalised_on is None and not LEGALISATIONS.isdisjoint(checks)
    must_be_translated = PaperCheck.SWORN_TRANSLATION in checks and not asked.is_in_accepted_language
    return unlegalised or (must_be_translated and says.translated_on is None)


def _starts_by_visit(asked: _Asked) -> _Answered:
    home = asked.facts.home
    starts = asked.says.starts_on or (home.starts if home else None)
    if starts is None:
        return _not_told()
    if starts <= asked.day:
        return Verdict.FINE, AnswerWhy.STARTED, starts
    if asked.visit is None:
        # The visit can still be put on a day after it.
        return Verdict.UNKNOWN, AnswerWhy.VISIT_NOT_BOOKED, starts
    return Verdict.DOUBT, AnswerWhy.STARTS_TOO_LATE, starts


def _address_covered(asked: _Asked) -> _Answered:
    """The home's address; on the employer's form the employer's."""
    facts, region = asked.facts, asked.region
    at_employer = asked.paper.key is PaperKey.EMPLOYER_ADDRESS_FORM
    mode = CoverageMode.EMPLOYER_ADDRESS if at_employer else CoverageMode.HOME
    place = facts.employer if at_employer else facts.home
    if place is None:
        return _not_told()
    town = region.municipality_of(place.postcode)
    if town is not None and region.covers(town.code, mode, facts.arrival or asked.today):
        return Verdict.FINE, AnswerWhy.COVERED, None
    return Verdict.DOUBT, AnswerWhy.NOT_COVERED, None


def _recognised_sponsor(asked: _Asked) -> _Answered:
    employer = asked.facts.employer
    if employer is None:
        return _not_told()
    if employer.recognised_sponsor:
        return Verdict.FINE, AnswerWhy.SPONSOR, None
    return Verdict.DOUBT, AnswerWhy.NO_SPONSOR, None


def _three_months_at_most(asked: _Asked) -> _Answered:
    starts, until = asked.says.starts_on, asked.says.valid_until
    if starts is None or until is None:
        return _not_told()
    if until > add_months(starts, MONTHS_AT_EMPLOYER):
        return Verdict.DOUBT, AnswerWhy.TOO_LONG, until
    return Verdict.FINE, AnswerWhy.SHORT_ENOUGH, until


ANSWERED_BY: Mapping[PaperCheck, Callable[[_Asked], _Answered]] = {
    PaperCheck.ORIGINAL: _asked_at_desk,
    PaperCheck.NOT_QR_ONLY: _look,
    PaperCheck.VALID_ON_VISIT: _valid_on_visit,
    PaperCheck.NOT_DRIVING_LICENCE: _look,
    PaperCheck.NAME_AS_IN_PASSPORT: _look,
    PaperCheck.FULL_FORM: _look,
    PaperCheck.APOSTILLE: _legalised,
    PaperCheck.FULL_LEGALISATION: _legalised,
    PaperCheck.LEGALISED_AS_REQUIRED: _legalised,
    PaperCheck.LANGUAGE_ACCEPTED: _language,
    PaperCheck.LANGUAGE_OR_TRANSLATION: _language,
    PaperCheck.EU_FORM_OR_TRANSLATION: _language,
    PaperCheck.SWORN_TRANSLATION: _language,
    PaperCheck.AT_MOST_SIX_MONTHS: _at_most_six_months,
    PaperCheck.COMPANY_AND_FUNCTION: _look,
    PaperCheck.STARTS_BY_VISIT: _starts_by_visit,
    PaperCheck.ADDRESS_COVERED: _address_covered,
    PaperCheck.SIGNED: _look,
    PaperCheck.HOST_REGISTERED: _asked_at_desk,
    PaperCheck.HOST_IDENTITY: _look,
    PaperCheck.RECOGNISED_SPONSOR: _recognised_sponsor,
    PaperCheck.THREE_MONTHS_AT_MOST: _three_months_at_most,
}

LEGALISATIONS = frozenset({PaperCheck.APOSTILLE, PaperCheck.FULL_LEGALISATION})
BROUGHT_BY_TIME = frozenset({PaperCheck.VALID_ON_VISIT, PaperCheck.AT_MOST_SIX_MONTHS, PaperCheck.STARTS_BY_VISIT})
_LANGUAGE_FIELDS = ("language", "translated_on")
_LEGALISATION_FIELDS = ("issued_on", "legalised_on")
READ_FOR: Mapping[PaperCheck, tuple[str, ...]] = {
    PaperCheck.VALID_ON_VISIT: ("valid_until",),
    PaperCheck.APOSTILLE: _LEGALISATION_FIELDS,
    PaperCheck.FULL_LEGALISATION: _LEGALISATION_FIELDS,
    PaperCheck.LEGALISED_AS_REQUIRED: _LEGALISATION_FIELDS,
    PaperCheck.LANGUAGE_ACCEPTED: ("issued_on", "language"),
    PaperCheck.LANGUAGE_OR_TRANSLATION: _LANGUAGE_FIELDS,
    PaperCheck.EU_FORM_OR_TRANSLATION: _LANGUAGE_FIELDS,
    PaperCheck.SWORN_TRANSLATION: _LANGUAGE_FIELDS,
    PaperCheck.STARTS_BY_VISIT: ("starts_on",),
    PaperCheck.THREE_MONTHS_AT_MOST: ("starts_on", "valid_until"),
}
