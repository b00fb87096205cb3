"""What the rules ask of a paper, beside what the file says and what was found: the table of a check."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.facts import facts_of
from expatdesk.cases.labels import ANSWERS, PAPER_CHECKS
from expatdesk.cases.models import Case
from expatdesk.cases.words import birth_in_words, home_address, language_name, work_address
from expatdesk.people.models import Person
from expatdesk.rules.acceptance import Answer, AnswerWhy, PaperSays, Verdict, answers_for
from expatdesk.rules.plan import Paper, PaperCheck, PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local
from expatdesk.shared.countries import country_name
from expatdesk.shared.i18n import LazyString, listed, plain_date
from expatdesk.shared.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Compared:
    """One check of the rules: what is asked, what the file says of it, and what was found without anybody."""

    number: int
    key: str
    asked: LazyString
    in_file: str
    found: str
    verdict: Verdict
    # Whether a scan cannot show it, so that nobody has seen it before the visit.
    is_for_visit: bool

    @property
    def is_doubt(self) -> bool:
        """Whether an officer must say that it is in order all the same."""
        return self.verdict is Verdict.DOUBT


def compared(case: Case, paper: Paper, read: PaperSays, region: Region, today: date) -> list[Compared]:
    """Every check of this paper: doubts first, then what eyes must see, last what is in order."""
    answers = sorted(answers_for(paper, read, facts_of(case), region, today), key=_urgency)
    return [_compared(number, case, paper, answer) for number, answer in enumerate(answers, start=1)]


def person_in_file(case: Case, paper: Paper) -> Iterator[tuple[str, str]]:
    """Who this paper must be of, to lay beside any of its pages."""
    person = _person(case, paper)
    yield _("Name"), person.full_name
    if person.born:
        yield _("Born"), birth_in_words(person.born)
    if person.nationalities and paper.key is PaperKey.IDENTITY:
        yield _("Nationality"), listed([country_name(code) for code in person.nationalities])


def _compared(number: int, case: Case, paper: Paper, answer: Answer) -> Compared:
    asked, told = PAPER_CHECKS[answer.check], TOLD.get(answer.check, _nothing)(case, paper)
    words = str(ANSWERS[answer.why]) % {"day": plain_date(answer.day) if answer.day else ""}
    return Compared(number, answer.check, asked, told, words, answer.verdict, _is_for_visit(answer))


def _urgency(answer: Answer) -> int:
    """Doubts, then what eyes must see, then what the visit shows, then what is in order."""
    if answer.verdict is Verdict.UNKNOWN:
        return 2 if _is_for_visit(answer) else 1
    return 0 if answer.verdict is Verdict.DOUBT else 3


def _is_for_visit(answer: Answer) -> bool:
    return answer.why is AnswerWhy.ASKED_AT_DESK


def _nothing(_case: Case, _paper: Paper) -> str:
    return ""


def _name(case: Case, paper: Paper) -> str:
    return _person(case, paper).full_name


def _visit(case: Case, _paper: Paper) -> str:
    if case.visit_at is None:
        return _("No visit is booked yet")
    return _("Visit on %(day)s", day=plain_date(local(case.visit_at).date()))


def _country(case: Case, paper: Paper) -> str:
    """Only of birth certificates the intake asks where they come from."""
    code = _person(case, paper).birth_certificate_country if _is_birth(paper) else None
    return country_name(code) if code else ""


def _language(case: Case, paper: Paper) -> str:
    code = _person(case, paper).birth_certificate_language if _is_birth(paper) else None
    return language_name(code) if code else ""


def _person(case: Case, paper: Paper) -> Person:
    return case.people[paper.person]


def _is_birth(paper: Paper) -> bool:
    return paper.key is PaperKey.BIRTH_CERTIFICATE


def _home_from(case: Case, paper: Paper) -> str:
    if case.home_from is None:
        return _visit(case, paper)
    return _("From %(day)s", day=plain_date(case.home_from))


def _address(case: Case, paper: Paper) -> str:
    """The home's address; on the employer's form the employer's."""
    if paper.key is PaperKey.EMPLOYER_ADDRESS_FORM:
        return work_address(case)
    return home_address(case)


def _employer(case: Case, _paper: Paper) -> str:
    return case.employer.name if case.employer else ""


TOLD: Mapping[PaperCheck, Callable[[Case, Paper], str]] = {
    PaperCheck.VALID_ON_VISIT: _visit,
    PaperCheck.AT_MOST_SIX_MONTHS: _visit,
    PaperCheck.NAME_AS_IN_PASSPORT: _name,
    PaperCheck.APOSTILLE: _country,
    PaperCheck.FULL_LEGALISATION: _country,
    PaperCheck.LEGALISED_AS_REQUIRED: _country,
    PaperCheck.LANGUAGE_ACCEPTED: _language,
    PaperCheck.LANGUAGE_OR_TRANSLATION: _language,
    PaperCheck.EU_FORM_OR_TRANSLATION: _language,
    PaperCheck.SWORN_TRANSLATION: _language,
    PaperCheck.STARTS_BY_VISIT: _home_from,
    PaperCheck.ADDRESS_COVERED: _address,
    PaperCheck.HOST_REGISTERED: _address,
    PaperCheck.COMPANY_AND_FUNCTION: _employer,
    PaperCheck.RECOGNISED_SPONSOR: _employer,
}
