"""The intake's questions in their order: which of them this household is asked, and how far it is."""

from collections.abc import Callable
from dataclasses import dataclass

from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.queries import record_of
from expatdesk.expat.employer_told import is_told
from expatdesk.expat.family import are_joined, couple_of, partner_of

# What is stored in `intake_reached` once the household has sent its answers.
SENT = "sent"


def has_answered(case: Case) -> bool:
    """Whether the questions are behind it: sent by the household, or ticked off by the desk."""
    told = record_of(case, "intake")
    is_done = told is not None and told.outcome == Outcome.DONE
    return is_done or case.intake_reached == SENT or bool(case.registrations)


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the intake; `member` is the person's index for a page that exists per person."""

    key: str
    member: int | None = None

    @property
    def slug(self) -> str:
        """The question as it stands in an address and in `intake_reached`: 'birth', 'member-1'."""
        return self.key if self.member is None else f"{self.key}-{self.member}"


@dataclass(frozen=True, slots=True)
class Intake:
    """A household's intake."""

    case: Case

    def find(self, slug: str) -> Question | None:
        """The question at this address, as far as this household has it."""
        every = (question for key in ORDER for question in self._pages(key))
        return next((question for question in every if question.slug == slug), None)

    def asked(self) -> list[Question]:
        """The questions that come one after the other; the rest is reached to mend what is known."""
        return [question for key, comes in ORDER.items() if comes(self) for question in self._pages(key)]

    def is_answered(self, question: Question) -> bool:
        """Whether the household has been here before: then the page shows what it said."""
        is_whole = WHOLE.get(question.key)
        if is_whole is not None and not is_whole(self.case, question.member or 0):
            return False
        return question.key == "member" or _rank(question.slug) <= _rank(self.case.intake_reached)

    def next_open(self) -> Question | None:
        """The first question that is not answered yet; None when the summary comes."""
        return next((question for question in self.asked() if not self.is_answered(question)), None)

    def after(self, question: Question) -> Question | None:
        """The question that follows this one; None when the summary comes."""
        return next((other for other in self.asked() if _place(other) > _place(question)), None)

    def before(self, question: Question) -> Question | None:
        """The question that came before this one; None at the first."""
        return next((other for other in reversed(self.asked()) if _place(other) < _place(question)), None)

    def furthest(self, question: Question) -> str:
        """What to remember as reached, now that this question is answered too."""
        reached = self.case.intake_reached
        return reached if reached and _rank(reached) >= _rank(question.slug) else question.slug

    def _pages(self, key: str) -> list[Question]:
        if key not in PER_PERSON:
            return [Question(key)]
        return [Question(key, person.position) for person in self.case.people[PER_PERSON[key]]]


def _always(_intake: Intake) -> bool:
    return True


def _told_by_employer(intake: Intake, *facts: str) -> bool:
    """What the employer told is confirmed on the first page, and not asked again."""
    told = intake.case.as_submitted or {}
    return all(is_told(told, fact) for fact in facts)


def _earlier_is_open(intake: Intake) -> bool:
    """An earlier stay or a BSN from before: one of the two decides, so the other is not asked."""
    return not _told_by_employer(intake, "lived_in_nl")


def _arrival_is_open(intake: Intake) -> bool:
    return not _told_by_employer(intake, "arrival")


def _home_is_open(intake: Intake) -> bool:
    return not _told_by_employer(intake, *HOME_FACTS)


def _kind_of_home_is_open(intake: Intake) -> bool:
    return not _told_by_employer(intake, "home_kind")


def _address_is_open(intake: Intake) -> bool:
    return intake.case.home_kind is not None and _home_is_open(intake)


HOME_FACTS = ("home_kind", "home_postcode", "home_from", "home_registration_allowed")
# Questions with a page for each person, and for whom: who submits answers for everybody who comes along.
PER_PERSON = {"member": slice(1, None), "certificates": slice(None)}


def _couple_is_known(case: Case, _member: int) -> bool:
    """Between the two pages on marriage nothing is known of a couple that is not married."""
    partner = partner_of(case)
    return partner is None or partner.marital_status is not None or case.intake_reached == "couple"


# Questions that a later change of the household opens again: what is missing then.
WHOLE: dict[str, Callable[[Case, int], bool]] = {
    "member": lambda case, member: bool(case.people[member].born),
    "couple": _couple_is_known,
    "status": lambda case, _member: all(person.marital_status for person in couple_of(case)),
    "certificates": lambda case, member: bool(case.people[member].birth_certificate_country),
}
# Per question whether it comes by itself.
ORDER: dict[str, Callable[[Intake], bool]] = {
    "known": _always,
    "name": lambda intake: not intake.case.principal.full_name,
    "birth": _always,
    "origin": _always,
    "household": _always,
    "member": _always,
    "couple": lambda intake: partner_of(intake.case) is not None,
    "status": lambda intake: not are_joined(intake.case),
    "certificates": _always,
    "earlier": _earlier_is_open,
    "arrival": _arrival_is_open,
    "home": _kind_of_home_is_open,
    "address": _address_is_open,
    "licence": _always,
    "wishes": _always,
    "papers": _always,
}


def _place(question: Question) -> tuple[int, int]:
    return _rank(question.slug), question.member or 0


def _rank(slug: str | None) -> int:
    """How far along a question is; nothing, or a question of an earlier version, is not reached."""
    if slug == SENT:
        return len(ORDER)
    keys = list(ORDER)
    key = (slug or "").partition("-")[0]
    return keys.index(key) if key in keys else -1
