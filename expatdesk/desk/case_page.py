"""What the page of a case shows beside the plan: the act of now, the dates that count, and who is who."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup

from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_threads
from expatdesk.access.visitor import Visitor
from expatdesk.appointments.charges import is_excused
from expatdesk.appointments.models import Appointment, Misfit
from expatdesk.appointments.other_visits import can_be_cancelled
from expatdesk.appointments.outside import visit_to_move
from expatdesk.appointments.places import came_to_visit, where_of, where_visit_is
from expatdesk.appointments.queries import visit_is_over
from expatdesk.cases.forecasts import usual_waits
from expatdesk.cases.labels import what_it_means, where_to_go
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import earliest
from expatdesk.cases.step_actions import REGISTRARS_STEPS
from expatdesk.check_ins.queries import answers_of
from expatdesk.desk.acts import PARTY_ICONS
from expatdesk.desk.note_lines import note_lines
from expatdesk.desk.plan_lines import Line, PlanReader, TrackLines
from expatdesk.desk.worklist_rows import time_left, urgency
from expatdesk.enquiries.labels import KINDS, STATES
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.queries import threads_of
from expatdesk.housing.contract_models import ContractCheck, ContractState
from expatdesk.housing.contract_queries import contracts_for_desk, read_by
from expatdesk.housing.wish_words import wishes_in_words
from expatdesk.housing.wishes import wishes_row
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.plan import Destination, DueKind, Party, Plan, Step
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import firm_by, papers_are_accepted
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import LazyString, gettext, listed, long_date, ngettext, short_date, weekday_and_day
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.career_words import careers_of

# Each kind of date with its heading.
DATE_HEADINGS: dict[DueKind, LazyString] = {
    DueKind.PROMISE: _l("Our promise"),
    DueKind.ADVICE: _l("What we ask"),
    DueKind.AGREED: _l("As agreed"),
    DueKind.STATUTORY: _l("Lawful limit"),
}
BY_WHEN: dict[DueKind, LazyString] = {
    DueKind.PROMISE: _l("We promised it by %(day)s: %(left)s."),
    DueKind.ADVICE: _l("We asked for it by %(day)s: %(left)s."),
    DueKind.AGREED: _l("It was agreed for %(day)s at the latest: %(left)s."),
    DueKind.STATUTORY: _l("The law gives until %(day)s: %(left)s."),
}
BALL_WITH: dict[Party, LazyString] = {
    Party.DESK: _l("the desk"),
    Party.MUNICIPALITY: _l("the municipality of %(name)s"),
    Party.IND: _l("the IND"),
    Party.PARTNER: _l("a partner of the desk"),
}
# Why a booked time does not fit the household any more.
MISFITS: dict[Misfit, LazyString] = {
    Misfit.TOO_SHORT: _l("The visit is too short for the household now"),
    Misfit.NOT_SERVED: _l("Another municipality registers the household now: not at this counter"),
    Misfit.BEFORE_ARRIVAL: _l("The visit is before the household arrives"),
}
# What the one filled button says; every other step is ticked off.
BUTTONS: dict[str, LazyString] = {
    "papers_handed_in": _l("Record that the papers are here"),
    "papers_checked": _l("Accept the papers"),
    "visit_booked": _l("Book the visit"),
    "intake": _l("Send the invitation again"),
}
TICK_OFF = _l("Tick it off")


@dataclass(frozen=True, slots=True)
class Now:
    """The one thing to do now; `button` is what the page's one filled button says."""

    line: Line
    party: Markup
    icon: str
    since: date | None
    by_when: str
    button: LazyString | None


@dataclass(frozen=True, slots=True)
class Dated:
    """One of the dates that count, with what it is the date of."""

    heading: LazyString
    day: date
    day_words: str
    what: str
    left: str
    urgency: str


class CasePage:
    """One case as this visitor sees it today."""

    def __init__(self, case: Case, plan: Plan, region: Region, today: date, visitor: Visitor) -> None:
        self.case, self.plan, self.today = case, plan, today
        self.reader = PlanReader(case, plan, region, today, usual_waits(case, plan.route))
        self.tracks: list[TrackLines] = self.reader.tracks()
        is_open = case.state == CaseState.OPEN
        self.may_change = is_open and visitor.may(Permission.CHANGE_CASE)
        here = case.municipality == visitor.municipality
        # Whom another municipality lets look at a case sees no scans of it.
        is_ours = here or visitor.municipality is None
        self.may_see_papers = visitor.may(Permission.SEE_PAPER) and is_ours
        self.may_register = is_open and here and visitor.may(Permission.REGISTER_PERSON)
        self.notes = note_lines(case, visitor, today)
        self.threads = threads_of(case.id, visible_threads(visitor)) if is_ours else []
        self.check_ins = answers_of(case.id) if visitor.may(Permission.SEE_CHECK_INS) else []
        self.may_see_home_wishes = visitor.may(Permission.CHANGE_HOME_WISHES)
        self.home_wishes = wishes_in_words(case, wishes_row(case.id), region) if self.may_see_home_wishes else []
        self.careers = careers_of(case, today) if visitor.may(Permission.RUN_CAREERS) else []
        self.contracts = contracts_for_desk(case.id) if visitor.may(Permission.CHECK_CONTRACT) else []
        self.may_hold = visitor.may(Permission.CHANGE_CASE)
        self.may_open_again = not is_open and visitor.may(Permission.CHANGE_CASE)

    def state_of(self, thread: Thread) -> tuple[str, str]:
        """Where a question of the household stands, as a kind of state and its words."""
        if thread.due is None:
            return KINDS[thread.state], str(STATES[thread.state])
        words = gettext("Waits for an answer by %(day)s", day=short_date(thread.due))
        return urgency(thread.due, self.today) or KINDS[thread.state], words

    @property
    def contract_to_read(self) -> ContractCheck | None:
        """The rental contract that waits for the desk."""
        waiting = (one for one in self.contracts if one.state == ContractState.WITH_DESK)
        return next(waiting, None)

    def read_by(self, contract: ContractCheck) -> date | None:
        """By when we promised to read it."""
        return read_by(contract, self.reader.region)

    @property
    def name(self) -> str:
        """The household as it is called: its adults by name."""
        adults = [person.full_name for person in self.case.people if person.role != PersonRole.CHILD]
        return listed([name for name in adults if name] or [self.case.code])

    @property
    def head(self) -> list[str]:
        """What stands under the name: code, size, employer, arrival, officer."""
        case = self.case
        size = ngettext("%(num)d person", "%(num)d people", case.people_expected)
        alone = gettext("Signed up by themselves") if case.signed_up else gettext("No employer")
        employer = f"{case.employer.name}, {case.employer.town}" if case.employer else alone
        officer = gettext("Officer: %(name)s", name=case.officer_name or gettext("nobody"))
        return [case.code, size, employer, self._arrival(), officer]

    def _arrival(self) -> str:
        arrival = self.case.arrival
        if arrival is None:
            return gettext("Day of arrival not known")
        if arrival < self.today:
            return gettext("Arrived on %(day)s", day=long_date(arrival))
        return gettext("Arrives on %(day)s, %(left)s", day=long_date(arrival), left=time_left(arrival, self.today))

    @property
    def now(self) -> Now | None:
        """The act of now, or None where nobody has anything to do."""
        line = next((line for track in self.tracks for line in track.ahead if line.is_current), None)
        if line is None:
            return None
        step = line.first
        party = str(BALL_WITH.get(step.party, "%(name)s")) % {"name": self.reader.party_name(step)}
        return Now(
            line=line,
            party=Markup("<b>{}</b>").format(party),
            icon=PARTY_ICONS[step.party],
            since=self._open_since(step),
            by_when=self._by_when(step),
            button=self._button(step),
        )

    def _open_since(self, step: Step) -> date | None:
        """The day on which the last thing it waited for was done."""
        awaited = [self.plan.step(one).done_on for one in step.waits_for]
        return max((day for day in awaited if day), default=None)

    def _by_when(self, step: Step) -> str:
        if step.due is None or step.due_kind is None:
            return gettext("It has no date of its own.")
        return str(BY_WHEN[step.due_kind]) % {"day": long_date(step.due), "left": time_left(step.due, self.today)}

    def _button(self, step: Step) -> LazyString | None:
        if step.key in REGISTRARS_STEPS:
            return _l("Record the registration") if self.may_register else None
        return BUTTONS.get(step.key, TICK_OFF) if self.may_change else None

    @property
    def dates(self) -> Iterator[Dated]:
        """The nearest date of each kind: what we promised, what we ask or agreed, and what the law sets."""
        for kind, heading in DATE_HEADINGS.items():
            ahead = (step for step in self.plan.steps if step.due_kind is kind and not step.is_finished)
            if (step := earliest(ahead)) and step.due:
                left, near = time_left(step.due, self.today), urgency(step.due, self.today)
                yield Dated(
                    heading, step.due, weekday_and_day(step.due), self.reader.line([step]).title, left, near
                )

    @property
    def route_words(self) -> tuple[str, str]:
        """What the route means, and where the household is told to go."""
        return what_it_means(self.plan.route, self.reader.region), where_to_go(self.plan.route, self.reader.region)

    @property
    def may_book(self) -> bool:
        """Whether a visit can be booked now."""
        return any(step.key == "visit_booked" for step in self.plan.open_steps)

    @property
    def is_over(self) -> bool:
        """Whether the day of the visit at this desk is over, and nobody is registered."""
        return self.plan.route.to is Destination.DESK and visit_is_over(self.case, self.today)

    @property
    def came(self) -> bool:
        """Whether somebody wrote down that the household came."""
        return came_to_visit(self.case)

    @property
    def is_firm(self) -> bool:
        """Whether the visit stands; while the papers are not accepted, its time is only held."""
        return papers_are_accepted(self.plan)

    @property
    def where(self) -> str:
        """Where the visit is."""
        return where_visit_is(self.case, self.reader.region)

    @property
    def misfit(self) -> LazyString | None:
        """Why the booked time does not fit the household any more, in words; None where it does."""
        visit = self._to_move
        return MISFITS[Misfit(visit.misfit)] if visit and visit.misfit else None

    @property
    def is_excused(self) -> bool:
        """Whether that is no doing of the household, so that another time costs it nothing."""
        return is_excused(self._to_move, self.reader.region)

    @property
    def is_outside(self) -> bool:
        """Whether the desk changed its hours since, so that the counter is not open at the time of the visit."""
        return self._to_move is not None and self._to_move.misfit is None

    @cached_property
    def _to_move(self) -> Appointment | None:
        return visit_to_move(self.case, self.reader.region)

    def can_be_cancelled(self, visit: Appointment) -> bool:
        """Whether that visit can still be taken back."""
        return can_be_cancelled(visit)

    def where_of(self, visit: Appointment) -> str:
        """Where that visit is."""
        return where_of(visit, self.reader.region)

    @property
    def firm_by(self) -> date | None:
        """By when the papers should be accepted for the visit to stand; None where there is none."""
        if self.case.visit_at is None or self.case.registrations:
            return None
        return firm_by(local(self.case.visit_at).date(), self.reader.region)

    @property
    def may_be_closed(self) -> bool:
        """Whether nothing is left to do on an open case."""
        return self._is_done and self.unanswered is None

    @property
    def waits_for_answer(self) -> bool:
        """Whether a question alone keeps the case open: nobody is sent off with one."""
        return self._is_done and self.unanswered is not None

    @property
    def unanswered(self) -> Thread | None:
        """The question of the household that waits longest."""
        return next((thread for thread in self.threads if thread.due), None)

    @property
    def _is_done(self) -> bool:
        return self.may_change and all(step.is_finished for step in self.plan.steps)
