"""What the rules answer: a plan with its route, steps, papers and fee, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from .check_ins import CALLS
from .facts import PersonRole
from .paper_kinds import Paper


class Party(StrEnum):
    """Who holds the ball."""

    EXPAT = "expat"
    EMPLOYER = "employer"
    DESK = "desk"
    MUNICIPALITY = "municipality"
    IND = "ind"
    PARTNER = "partner"


class StepState(StrEnum):
    """Where a step stands today."""

    DONE = "done"
    OPEN = "open"
    WAITING = "waiting"
    WAIVED = "waived"


class DueKind(StrEnum):
    """What a due date is: law, an accepted rule, the desk's own promise, or good advice."""

    STATUTORY = "statutory"
    AGREED = "agreed"
    PROMISE = "promise"
    ADVICE = "advice"


class Track(StrEnum):
    """The three parallel ways of settling in."""

    REGISTRATION = "registration"
    HOUSING = "housing"
    SOCIAL = "social"


class Destination(StrEnum):
    """Where a household must go to register."""

    DESK = "desk"
    RNI = "rni"
    MUNICIPALITY = "municipality"
    HOUSING_FIRST = "housing_first"


class RouteReason(StrEnum):
    """Why it must go there, in the order in which the rules are tried."""

    SHORT_STAY = "short_stay"
    STUDENT = "student"
    TEMPORARY_PROTECTION = "temporary_protection"
    LIVED_IN_NL = "lived_in_nl"
    HAS_BSN = "has_bsn"
    HOME_NOT_COVERED = "home_not_covered"
    COVERED_HOME = "covered_home"
    EMPLOYER_ADDRESS = "employer_address"
    EMPLOYER_FORM_MISSING = "employer_form_missing"
    EMPLOYER_NOT_SPONSOR = "employer_not_sponsor"
    EMPLOYER_NOT_COVERED = "employer_not_covered"
    NO_ADDRESS = "no_address"


class Source(StrEnum):
    """What a step rests on: a law, an agreement, or the desk's own way of working."""

    REPORT_ARRIVAL = "report_arrival"
    REPORT_MOVE = "report_move"
    NON_RESIDENT = "non_resident"
    LAWFUL_RESIDENCE = "lawful_residence"
    CITIZEN_NUMBER = "citizen_number"
    HEALTH_INSURANCE = "health_insurance"
    THIRTY_PERCENT = "thirty_percent"
    DRIVING_LICENCE = "driving_licence"
    EMPLOYER_ADDRESS = "employer_address"
    OWN_AGREEMENT = "own_agreement"
    RESIDENCE_DOCUMENT = "residence_document"
    CREDENTIAL_EVALUATION = "credential_evaluation"
    REGULATED_PROFESSIONS = "regulated_professions"
    DESK_PROCESS = "desk_process"
    DESK_PROMISE = "desk_promise"
    DESK_ADVICE = "desk_advice"


class EmployerDay(StrEnum):
    """What a day is for on which a hire asks something of its employer."""

    RESIDENCE_RIGHT = "residence_right"
    THIRTY_PERCENT = "thirty_percent"
    ADDRESS_ENDS = "address_ends"
    SPONSOR_REPORT = "sponsor_report"


@dataclass(frozen=True, slots=True)
class Route:
    """Where to register and why; `municipality` is a CBS code within the region, or None."""

    to: Destination
    reason: RouteReason
    municipality: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done. `id` is `key`, or `key:person` for a step per person."""

    id: str
    key: str
    person: int | None
    track: Track
    party: Party
    state: StepState
    due: date | None
    due_kind: DueKind | None
    source: Source
    waits_for: tuple[str, ...]
    done_on: date | None

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do on it: it was done, or waived."""
        return self.state in (StepState.DONE, StepState.WAIVED)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What one person costs, in cents; VAT rounded half up per line."""

    person: int
    role: PersonRole
    excl_cents: int
    vat_percent: int
    vat_cents: int
    incl_cents: int


@dataclass(frozen=True, slots=True)
class Fee:
    """What the visit costs; no lines where the visit is free."""

    lines: tuple[FeeLine, ...]
    exempt: bool

    @property
    def total_excl_cents(self) -> int:
        """Sum without VAT, in cents."""
        return sum(line.excl_cents for line in self.lines)

    @property
    def vat_cents(self) -> int:
        """Sum of the lines' VAT, in cents."""
        return sum(line.vat_cents for line in self.lines)

    @property
    def total_incl_cents(self) -> int:
        """Sum with VAT, in cents."""
        return sum(line.incl_cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a household must do, in the order of the desk's process sheet, and what it asks of its employer.

    `employer_tells_ind`: whether a sponsor owes the IND a word if they do not come. `is_housed`: whether they live
    in a home that lasts. No mapping has a hash.
    """

    route: Route
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    fee: Fee
    employer_days: Mapping[EmployerDay, date] = field(default_factory=dict, hash=False)
    employer_tells_ind: bool = False
    is_housed: bool = False

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """The steps that somebody can act on today, in table order."""
        return tuple(step for step in self.steps if step.state is StepState.OPEN)

    def step(self, step_id: str) -> Step:
        """The step with this id; KeyError where this plan has none such."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def without_advice_before(self, day: date) -> "Plan":
        """The same plan without the dates of advice that were over before that day: nobody could follow it."""

        def dated(step: Step) -> Step:
            is_over = step.due_kind is DueKind.ADVICE and step.due is not None and step.due < day
            return replace(step, due=None) if is_over else step

        return replace(self, steps=tuple(dated(step) for step in self.steps))

    def now_for(self, party: Party) -> Step | None:
        """The party's most urgent open step, or None where it has none."""
        return self._most_urgent(step for step in self.open_steps if step.party is party)

    @property
    def ball(self) -> Party | None:
        """Who is to act: who calls a household that struggles, else who registers, else the most urgent."""
        calls = [step for step in self.open_steps if step.key in CALLS]
        registration = [step for step in self.open_steps if step.track is Track.REGISTRATION]
        first = next(iter(calls + registration), None) or self._most_urgent(self.open_steps)
        return first.party if first is not None else None

    def progress(self, track: Track) -> tuple[int, int]:
        """Steps done and steps in all of a track; waived steps count in neither.

        What each of several people does is one step, done once all of them did it.
        """
        asked: dict[str, bool] = {}
        for step in self.steps:
            if step.track is track and step.state is not StepState.WAIVED:
                asked[step.key] = asked.get(step.key, True) and step.state is StepState.DONE
        return sum(asked.values()), len(asked)

    def _most_urgent(self, steps: Iterable[Step]) -> Step | None:
        """The step that matters first; table order decides between equals."""
        needed = self._needed_by()
        return min(steps, key=lambda step: needed.get(step.id, date.max), default=None)

    def _needed_by(self) -> dict[str, date]:
        """Per step the first date that hangs on it: its own, or that of a step that waits for it.

        So an intake without a date of its own is as urgent as the papers that follow it.
        """
        needed: dict[str, date] = {}
        for step in reversed(self.steps):
            if step.due is not None:
                needed[step.id] = min(step.due, needed.get(step.id, date.max))
            if step.id in needed and step.state is not StepState.DONE:
                for awaited in step.waits_for:
                    needed[awaited] = min(needed[step.id], needed.get(awaited, date.max))
        return needed
