"""The three tracks as quiet progress lists: the steps of several people as one line."""

from dataclasses import dataclass
from datetime import date, timedelta

from expatdesk.cases.labels import DUE_KINDS, SOURCES, TRACKS, label_of
from expatdesk.cases.models import BsnWay, CaseState, Outcome
from expatdesk.cases.queries import record_of
from expatdesk.expat.overview.forecast import usual_of
from expatdesk.expat.overview.now import Button, Now, button_for, title_of, why_of
from expatdesk.expat.overview.situation import Situation
from expatdesk.expat.overview.wording import AWAITED, WORDS
from expatdesk.expat.questions import SENT
from expatdesk.housing.wishes import STEP as HOME_WISHES
from expatdesk.rules.plan import DueKind, Party, Step, StepState, Track
from expatdesk.shared.i18n import LazyString, short_date
from expatdesk.shared.i18n import gettext as _

# More later steps than this are folded away.
LATER_SHOWN = 2
# Of more done steps than these, the last ones stay in sight.
DONE_SHOWN = 3
NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Done:
    """A line that is done; one that the plan does not count has no tick, so that ticks add up to the count.

    `page` is where what was told can still be changed.
    """

    title: str
    day: date | None
    is_counted: bool = True
    page: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A line that somebody can act on: `kind` is late, soon or wait, `turn` says who and by when."""

    title: str
    say: str
    kind: str
    turn: str
    why: str
    source: str
    key: str = ""
    icon: str = "clock"
    names: str = ""
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """A line that waits; `usual` says how long it usually takes, `page` is where it can be done already."""

    title: str
    meta: str
    names: str = ""
    usual: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class TrackView:
    """One track; its steps are counted as the desk counts them, each once however many people take it."""

    key: Track
    done_count: int
    total: int
    done: list[Done]
    open: list[Open]
    later: list[Later]

    @property
    def name(self) -> LazyString:
        """What the desk calls it too."""
        return TRACKS[self.key]

    @property
    def has_lines(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.done or self.open or self.later)

    @property
    def done_before(self) -> list[Done]:
        """The lines that were done longer ago, folded away; never a single one."""
        return self.done[:-DONE_SHOWN] if len(self.done) > DONE_SHOWN + 1 else []

    @property
    def done_last(self) -> list[Done]:
        """The lines that were done last."""
        return self.done[len(self.done_before) :]

    @property
    def shown(self) -> list[Later]:
        """The later lines that stand in sight."""
        return self.later if len(self.later) <= LATER_SHOWN + 1 else self.later[:LATER_SHOWN]

    @property
    def folded(self) -> list[Later]:
        """Those that are folded away; never a single one."""
        return self.later[len(self.shown) :]


def tracks_of(situation: Situation, now: Now) -> list[TrackView]:
    """Every track that has steps."""
    views = [_track(track, situation, now) for track in Track]
    return [view for view in views if view.has_lines]


def _track(track: Track, situation: Situation, now: Now) -> TrackView:
    view = TrackView(track, *situation.plan.progress(track), [], [], [])
    if track is Track.REGISTRATION:
        _begin(view, situation)
    for steps in _by_key(track, situation):
        _add(view, steps, situation, now)
    view.done.sort(key=lambda done: done.day or date.min)
    return view


def _begin(view: TrackView, situation: Situation) -> None:
    """What the plan does not count as steps: how the case came, an earlier report, questions asked too early."""
    case = situation.case
    told = _("Signed up by %(employer)s", employer=case.employer.name) if case.employer else _("Signed up")
    view.done.append(Done(told, case.submitted_on, is_counted=False))
    reported = record_of(case, "referral")
    if reported is not None and reported.outcome == Outcome.DONE and not situation.steps("referral"):
        # It led to another office, and the household moved to where this desk registers: done is done.
        view.done.append(Done(str(WORDS["referral"].done), reported.on, is_counted=False))
    if situation.has_no_address:
        if case.intake_reached == SENT:
            sent = record_of(case, "intake")
            view.done.append(Done(str(WORDS["intake"].done), sent.on if sent else None, is_counted=False))
            return
        word = _("Go on with the questions") if case.intake_reached else _("Start")
        say = _("Then all is ready when you have an address.")
        title = _("Answer our questions")
        view.open.append(
            Open(title, say, "wait", _("Whenever you like"), "", "", button=Button(word, "expat.intake"))
        )


def _by_key(track: Track, situation: Situation) -> list[list[Step]]:
    groups: dict[str, list[Step]] = {}
    for step in situation.plan.steps:
        if step.track is track and step.state is not StepState.WAIVED:
            groups.setdefault(step.key, []).append(step)
    return list(groups.values())


def _add(view: TrackView, steps: list[Step], situation: Situation, now: Now) -> None:
    unfinished = [step for step in steps if not step.is_finished]
    open_steps = [step for step in unfinished if step.state is StepState.OPEN]
    if open_steps:
        view.open.append(_open(open_steps, situation, now))
    elif unfinished:
        view.later.append(_later(unfinished, situation))
    else:
        day = max((step.done_on for step in steps if step.done_on is not None), default=None)
        is_wishes = steps[0].key == HOME_WISHES and situation.case.state == CaseState.OPEN
        page = "expat.home_wishes" if is_wishes else ""
        view.done.append(Done(_done_word(steps[0].key, situation), day, page=page))


def _done_word(key: str, situation: Situation) -> str:
    """What a step is called once it is done; who waits for the post has no number yet."""
    if key == "bsn_issued" and any(row.bsn_way == BsnWay.BY_POST for row in situation.case.registrations):
        return _("BSN sent by post")
    return str(WORDS[key].done)


def _open(steps: list[Step], situation: Situation, now: Now) -> Open:
    step = steps[0]
    label = label_of(step, situation.plan.route)
    is_now = now.step is not None and now.step.key == step.key
    due = min((other.due for other in steps if other.due is not None), default=None)
    yours = step.party is Party.EXPAT
    button = button_for(step, situation) if yours else None
    return Open(
        title=title_of(step, situation),
        say=why_of(step, situation),
        kind=_kind(due, situation.today, yours=yours),
        turn=_turn(step, due, situation),
        why=str(label.why),
        source=str(SOURCES[step.source]),
        key=step.key,
        icon="search" if step.key == "home_search" else "clock" if yours else "hourglass-empty",
        names=situation.names(steps),
        button=None if is_now and button == now.button else button,
    )


def _kind(due: date | None, today: date, *, yours: bool) -> str:
    """Red is for what the household is late with; what is near, or late with somebody else, warns."""
    if due is None:
        return "wait"
    if due < today:
        return "late" if yours else "soon"
    return "soon" if yours and due <= today + NEAR else "wait"


def _turn(step: Step, due: date | None, situation: Situation) -> str:
    if step.key == "home_search":
        return _("You and the desk look together")
    day, is_late = _named(step, due), due is not None and due < situation.today
    if step.party is Party.EXPAT:
        if is_late:
            return _("Your turn, was due %(day)s", day=day)
        return _("Your turn, by %(day)s", day=day) if due else _("Your turn")
    who = _who(step, situation)
    if is_late:
        return _("%(who)s, was due %(day)s", who=who, day=day)
    return _("%(who)s, by %(day)s", who=who, day=day) if due else who


def _named(step: Step, due: date | None) -> str:
    """The day with its kind behind it: 'Mon 11 Jan (by law)'; empty where there is none."""
    if due is None:
        return ""
    day = short_date(due)
    return _("%(day)s (%(kind)s)", day=day, kind=DUE_KINDS[step.due_kind]) if step.due_kind else day


def _who(step: Step, situation: Situation) -> str:
    names = {
        Party.DESK: _("The desk"),
        Party.EMPLOYER: situation.employer,
        Party.MUNICIPALITY: situation.municipality,
    }
    return names.get(step.party, _("Somebody else"))


def _later(steps: list[Step], situation: Situation) -> Later:
    step = steps[0]
    title = str(label_of(step, situation.plan.route).title)
    awaited = next((key for key in _keys(step) if _unfinished(key, situation)), None)
    due = min((other.due for other in steps if other.due is not None), default=None)
    is_late = due is not None and due < situation.today
    if is_late and step.due_kind is DueKind.ADVICE:
        # Advice on what cannot be done yet makes nobody late.
        due, is_late = None, False
    if awaited is None or awaited not in AWAITED:
        what = _("the day of your arrival") if step.key == "visit_booked" else ""
    else:
        what = str(AWAITED[awaited])
    meta = _meta(what, _named(step, due), is_late=is_late)
    return Later(title, meta, situation.names(steps), usual_of(step, situation), _page_ahead(step, situation))


def _page_ahead(step: Step, situation: Situation) -> str:
    """What people like they may tell before it is their turn: who comes from far thinks of it early."""
    case = situation.case
    is_told = case.interests_told_on is not None or case.state != CaseState.OPEN
    return "expat.people" if step.key == "social_intake" and not is_told else ""


def _meta(what: str, day: str, *, is_late: bool) -> str:
    if day and is_late:
        return (
            _("waits for %(what)s, was due %(day)s", what=what, day=day) if what else _("was due %(day)s", day=day)
        )
    if what and day:
        return _("waits for %(what)s, by %(day)s", what=what, day=day)
    if what:
        return _("waits for %(what)s", what=what)
    return _("by %(day)s", day=day) if day else ""


def _keys(step: Step) -> list[str]:
    return [step_id.partition(":")[0] for step_id in step.waits_for]


def _unfinished(key: str, situation: Situation) -> bool:
    return any(not step.is_finished for step in situation.steps(key))
