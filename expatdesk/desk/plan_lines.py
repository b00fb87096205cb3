"""A plan as an officer reads it: per track what is done, what there is to do, and what waits for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from expatdesk.cases.labels import DUE_KINDS, PARTIES, STEPS, TRACKS, usually_takes
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.queries import record_of
from expatdesk.cases.reasons import RETURN_REASONS, WAIVE_REASONS
from expatdesk.desk.acts import ACTS
from expatdesk.desk.worklist_rows import time_left, urgency
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.forecasts import Awaited, Usual
from expatdesk.rules.plan import DueKind, Party, Plan, Step, StepState, Track
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, gettext, listed, long_date

STEP_ICONS = {
    "papers_checked": "eye", "visit_booked": "calendar-event", "brp_registration": "building-bank",
    "home_search": "search", "buddy_met": "heart-handshake", "welcome_talk": "messages",
    "settled_talk": "messages", "social_intake": "messages", "gp": "stethoscope", "language_course": "language",
    "digid": "lock", "six_week_talk": "messages", "four_month_talk": "messages", "career_talk": "messages",
    "career_language": "language",
}  # fmt: skip
TRACK_ICONS = {Track.REGISTRATION: "file-text", Track.HOUSING: "home", Track.SOCIAL: "heart-handshake"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plan: a step, or the same step of several people at once."""

    steps: tuple[Step, ...]
    title: str
    whose: str
    note: str
    usual: str
    party: str
    due_words: str
    urgency: str
    icon: str
    is_current: bool

    @property
    def first(self) -> Step:
        """The step that stands for all of this line."""
        return self.steps[0]

    @property
    def people(self) -> list[int]:
        """The people that it is about, by their place in the household; none for a step of all together."""
        return [step.person for step in self.steps if step.person is not None]

    @property
    def is_open(self) -> bool:
        """Whether somebody can act on it today."""
        return self.first.state is StepState.OPEN


@dataclass(frozen=True, slots=True)
class TrackLines:
    """One track: what is done, folded away, and what is not."""

    key: Track
    name: LazyString
    icon: str
    done: list[Line]
    ahead: list[Line]
    done_count: int
    total: int

    @property
    def last_day(self) -> date | None:
        """When something was done last."""
        return max((line.first.done_on for line in self.done if line.first.done_on), default=None)


class PlanReader:
    """Puts the steps of one household's plan into an officer's words."""

    def __init__(
        self, case: Case, plan: Plan, region: Region, today: date, usual: Mapping[Awaited, Usual] | None = None
    ) -> None:
        self.case, self.plan, self.region, self.today = case, plan, region, today
        self.usual = {str(awaited): known for awaited, known in (usual or {}).items()}
        party = plan.ball
        self.now = plan.now_for(party) if party else None
        self.by_id = {step.id: step for step in plan.steps}

    def tracks(self) -> list[TrackLines]:
        """The three tracks; one without steps is left out."""
        found = []
        for track in Track:
            steps = [step for step in self.plan.steps if step.track is track]
            done = self.lines(step for step in steps if step.is_finished)
            ahead = self.lines(step for step in steps if not step.is_finished)
            if steps:
                counts = self.plan.progress(track)
                found.append(TrackLines(track, TRACKS[track], TRACK_ICONS[track], done, ahead, *counts))
        return found

    def lines(self, steps: Iterable[Step]) -> list[Line]:
        """These steps as lines: what is the same for several people stands on one line."""
        same = groupby(steps, key=lambda step: (step.key, step.state, step.due, step.done_on))
        return [self.line(tuple(members)) for _key, members in same]

    def line(self, steps: Sequence[Step]) -> Line:
        """One line for these steps, which differ in nothing but the person."""
        step, done = steps[0], steps[0].is_finished
        return Line(
            steps=tuple(steps),
            title=str(STEPS[step.key].officer if done else ACTS[step.key]),
            whose=self._whose(steps),
            note=self._note(step),
            usual=self._usual(step),
            party=self.party_name(step),
            due_words=self._due_words(step),
            urgency="" if done else urgency(step.due, self.today),
            icon=STEP_ICONS.get(step.key, "file-text") if step.state is StepState.OPEN else "circle-dashed",
            is_current=self.now in steps,
        )

    def party_name(self, step: Step) -> str:
        """Who is to act, by name where one is known."""
        if step.party is Party.EXPAT:
            person = self.case.people[step.person or 0]
            return person.calling_name if self._is_grown_up(person.role) else self.case.principal.calling_name
        if step.party is Party.EMPLOYER and self.case.employer:
            return self.case.employer.name
        if step.party is Party.MUNICIPALITY and self.plan.route.municipality:
            return self.region.municipality(self.plan.route.municipality).name
        return str(PARTIES[step.party])

    def _is_grown_up(self, role: str) -> bool:
        return role != PersonRole.CHILD

    def _whose(self, steps: Sequence[Step]) -> str:
        people = [self.case.people[step.person].calling_name for step in steps if step.person is not None]
        return listed(people) if people and len(self.case.people) > 1 else ""

    def _note(self, step: Step) -> str:
        past = record_of(self.case, step.id)
        if step.state is StepState.WAIVED and past and past.reason:
            return gettext("Not needed: %(reason)s", reason=WAIVE_REASONS[past.reason])
        if past and past.outcome == Outcome.RETURNED and past.reason:
            reason = RETURN_REASONS[past.reason]
            return gettext("Sent back on %(day)s: %(reason)s", day=long_date(past.on), reason=reason)
        return self._waits_for(step) if step.state is StepState.WAITING else ""

    def _usual(self, step: Step) -> str:
        """How long comparable households wait for what somebody is at now."""
        known = self.usual.get(step.key) if step.state is StepState.OPEN else None
        return usually_takes(known) if known else ""

    def _waits_for(self, step: Step) -> str:
        awaited = [self.by_id[one] for one in step.waits_for if not self.by_id[one].is_finished]
        if not awaited:
            return gettext("Waits for its day") if step.due else gettext("Waits for the day of arrival")
        return gettext("Waits for: %(step)s", step=ACTS[awaited[0].key])

    def _due_words(self, step: Step) -> str:
        if step.due is None or step.due_kind is None:
            return ""
        kind = gettext("lawful limit") if step.due_kind is DueKind.STATUTORY else str(DUE_KINDS[step.due_kind])
        near = urgency(step.due, self.today)
        return f"{time_left(step.due, self.today)}, {kind}" if near else kind
