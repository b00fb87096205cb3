"""The one thing to do now: what, why in one sentence, by when, and with which button."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from expatdesk.appointments.models import Appointment
from expatdesk.appointments.outside import visit_to_move
from expatdesk.appointments.places import came_to_visit
from expatdesk.appointments.queries import visit_is_over
from expatdesk.cases.labels import label_of, what_it_means
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.step_actions import is_before_arrival
from expatdesk.documents.checks import asked_since_check
from expatdesk.expat.family import awaited
from expatdesk.expat.late_papers import late_papers
from expatdesk.expat.overview.came_back import came_back
from expatdesk.expat.overview.leads import LEADS
from expatdesk.expat.overview.misfits import what_is_wrong, what_that_costs
from expatdesk.expat.overview.situation import Situation
from expatdesk.expat.overview.wording import WORDS
from expatdesk.housing.contract_queries import newest_contract
from expatdesk.housing.letting import own_home
from expatdesk.housing.suiting import SEARCH
from expatdesk.rules.plan import DueKind, Party, Source, Step, StepState, Track
from expatdesk.rules.terms import add_working_days
from expatdesk.rules.tracks.registration import DAYS_TO_CHECK_PAPERS
from expatdesk.rules.visit_changes import firm_by
from expatdesk.shared.clock import local, now
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed, long_date, ngettext

# These happen at the visit: its day and time say more than the last day by law.
AT_VISIT = frozenset({"brp_registration", "bsn_issued", "welcome_talk"})


@dataclass(frozen=True, slots=True)
class Button:
    """A way to act: a page of the door."""

    word: str
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Now:
    """The solid block. `is_yours` tells whether the household acts; `note` stands where there is no date.

    `says` names what the page need not say again below it: which papers are "asked_since", or "late".
    """

    title: str
    why: str
    is_yours: bool = False
    due: date | None = None
    due_kind: DueKind | None = None
    at: datetime | None = None
    note: str = ""
    button: Button | None = None
    step: Step | None = None
    is_late: bool = False
    says: str = ""


def now_of(situation: Situation) -> Now:
    """What the household does now; where there is nothing, what it waits for."""
    if situation.case.state == CaseState.CLOSED:
        why = _("Everything in your plan is done. Call us when you need us again.")
        data = Button(_("Take your data along, or have it erased"), "expat.data", {})
        return Now(_("Your case is closed"), why, note=situation.read_until, button=data)
    is_over = situation.at_desk and visit_is_over(situation.case, situation.today)
    if not is_over and (visit := visit_to_move(situation.case, situation.region)) is not None:
        return _chooses_anew(visit, situation)
    if (visit_now := _visit_today(situation)) is not None:
        return visit_now
    own = _own(situation, is_over=is_over)
    if own is not None:
        return own
    if is_over:
        return _visit_is_over(situation.case)
    if _waits_for_arrival(situation):
        day = Button(_("Fill in the day"), "expat.question", {"slug": "arrival"})
        why = _("Then we can book your visit, and your plan gets its dates.")
        return Now(_("Tell us when you arrive"), why, is_yours=True, button=day)
    return _nothing_to_do(situation)


def _own(situation: Situation, *, is_over: bool) -> Now | None:
    """What the household does by its plan: papers to mend before the visit go before other tracks."""
    step = _most_urgent(situation)
    if not is_over and (step is None or step.track is not Track.REGISTRATION):
        papers = _papers_again(situation)
        if papers is not None:
            return papers
    return _yours(step, situation) if step is not None else None


def _nothing_to_do(situation: Situation) -> Now:
    if (party := situation.plan.ball) is not None and (step := situation.plan.now_for(party)) is not None:
        return _somebody_elses(step, situation)
    if any(not step.is_finished for step in situation.plan.steps):
        return Now(_("You need do nothing now"), _("We write to you when it is your turn."))
    return Now(_("Everything is done"), _("You did all that was in your plan. Enjoy living here."))


def still_for(case: Case, today: date) -> str:
    """What a visit that lies ahead is still for once somebody is registered; empty for any other visit."""
    if not case.registrations or case.visit_at is None or local(case.visit_at).date() <= today:
        return ""
    if names := awaited(case):
        return _("At this visit we register %(names)s.", names=listed(names))
    return _("You are registered already; we welcome you at this time.")


def title_of(step: Step, situation: Situation) -> str:
    """What an open step is called: an invitation to the household, or what somebody else is doing."""
    busy = WORDS[step.key].busy
    if step.party is Party.EXPAT or busy is None:
        return str(label_of(step, situation.plan.route).title)
    return str(busy) % {"employer": situation.employer, "municipality": situation.municipality}


def why_of(step: Step, situation: Situation) -> str:
    """Why a step is there, in one sentence that promises no check before the visit where that is not sure."""
    if step.key == "referral" and situation.has_no_address:
        return _("Ask the town hall there how. As soon as you have an address, we can register you.")
    if came_back(step, situation) is None and _check_may_end_after_visit(step, situation):
        return _(
            "Our check takes up to 5 working days, so it may end after your visit. "
            "We hold your time while we check."
        )
    return str(WORDS[step.key].now)


def _check_may_end_after_visit(step: Step, situation: Situation) -> bool:
    if step.key not in ("papers_handed_in", "papers_checked") or situation.visit_at is None:
        return False
    visit = local(situation.visit_at).date()
    soonest = add_working_days(situation.today, DAYS_TO_CHECK_PAPERS, situation.region.extra_holidays)
    ends = step.due if step.key == "papers_checked" else soonest
    return ends is not None and situation.today <= visit <= ends


# Steps with a page of their own, and what the button to it says.
def button_for(step: Step, situation: Situation) -> Button | None:
    """How the household acts on an open step of its own; before it can, it is where to go that counts."""
    if is_before_arrival(situation.case, step, situation.today):
        return Button(_("See where you register"), "expat.status", {"_anchor": "elsewhere"})
    if step.key == "intake":
        begun = situation.case.intake_reached is not None
        return Button(_("Go on with the questions") if begun else _("Start"), "expat.intake")
    if step.key == SEARCH and _has_found(situation.case):
        return Button(_("Show us your contract"), "expat.contract")
    if step.key == "employer_address_ends" and situation.case.home_street:
        # The next address is told already; what is left is to move.
        return None
    if step.key in LEADS:
        word, endpoint, values = LEADS[step.key]
        return Button(str(word), endpoint, values)
    tell = WORDS[step.key].tell
    return Button(str(tell), "expat.step", {"key": step.key}) if tell is not None else None


def _has_found(case: Case) -> bool:
    """Whether they are at a contract, or took a home of a partner: then no other homes are what comes next."""
    return newest_contract(case.id) is not None or own_home(case.id) is not None


def _most_urgent(situation: Situation) -> Step | None:
    """The household's most urgent step: where it must go instead, then whatever is needed first.

    Advice that came too late gives way to a date that can still be met.
    """
    referral = next((step for step in situation.steps("referral") if step.state is StepState.OPEN), None)
    if referral is not None and situation.is_registered_elsewhere:
        return referral
    first, today = situation.plan.now_for(Party.EXPAT), situation.today
    if first is None or first.due_kind is not DueKind.ADVICE or first.track is Track.REGISTRATION:
        return first
    if first.due is None or first.due >= today:
        return first
    own = [step for step in situation.plan.open_steps if step.party is Party.EXPAT]
    in_time = [step for step in own if step.due is not None and step.due >= today]
    return min(in_time, key=lambda step: step.due or date.max, default=first)


def _mend_by(step: Step, situation: Situation) -> str:
    """By when papers that came back are mended for the booked visit: that counts, no day of before it."""
    if step.key != "papers_handed_in" or situation.visit_at is None:
        return ""
    day = firm_by(local(situation.visit_at).date(), situation.region)
    if day < situation.today:
        return _("Mend it as soon as you can.")
    return _("Mend it by %(day)s.", day=long_date(day))


def _yours(step: Step, situation: Situation) -> Now:
    title, why, mend_by = title_of(step, situation), why_of(step, situation), ""
    if step.key == "referral":
        reason = what_it_means(situation.plan.route, situation.region)
        why = f"{reason} {why}" if situation.has_no_address else reason
    if (back := came_back(step, situation)) is not None:
        mend_by = _mend_by(step, situation)
        title = _("Mend what came back: %(what)s", what=back.what) if back.is_named else back.what
        why = " ".join(part for part in (back.reason, back.note, mend_by) if part)
    return Now(
        title,
        " ".join(part for part in (why, _what_law_asked(situation)) if part),
        is_yours=True,
        due=None if mend_by else step.due,
        due_kind=step.due_kind,
        note=_("It takes about ten minutes. You can stop and go on later.") if step.key == "intake" else "",
        button=button_for(step, situation),
        step=step,
        is_late=not mend_by and step.due is not None and step.due < situation.today,
    )


def _what_law_asked(situation: Situation) -> str:
    """Which day by law is over without a registration, or a visit that makes up for it."""
    steps = situation.steps("brp_registration") if situation.visit_at is None else []
    days = [step.due for step in steps if step.due is not None and not step.is_finished]
    if not days or min(days) >= situation.today:
        return ""
    if steps[0].source is Source.REPORT_MOVE:
        return _("By law you should have reported your move by %(day)s: call us.", day=long_date(min(days)))
    return _("By law you should have reported by %(day)s: call us.", day=long_date(min(days)))


def _papers_again(situation: Situation) -> Now | None:
    """What is left to do about papers although handing them in is done."""
    step = next((step for step in situation.steps("papers_handed_in") if step.is_finished), None)
    if step is None or situation.registered_on is not None:
        return None
    if came_back(step, situation) is not None:
        return replace(_yours(step, situation), due=None, is_late=False)
    if asked := len(asked_since_check(situation.case, situation.plan)):
        title = ngettext("Hand in one more paper", "Hand in %(num)d more papers", asked)
        why = ngettext(
            "Your details changed, so we need one more paper from you.",
            "Your details changed, so we need %(num)d more papers from you.",
            asked,
        )
        button = Button(_("See which, and hand it in"), "expat.papers")
        return Now(title, why, is_yours=True, button=button, step=step, says="asked_since")
    late = late_papers(situation.case, situation.plan, situation.region, situation.today)
    if late:
        why = " ".join(one.matter for one in late)
        button = Button(_("See what to do"), "expat.papers")
        title = _("Look at your papers before your visit")
        return Now(title, why, is_yours=True, button=button, step=step, says="late")
    return None


def _somebody_elses(step: Step, situation: Situation) -> Now:
    visit = situation.visit_at if step.key in AT_VISIT else None
    return Now(
        title_of(step, situation), why_of(step, situation), due=None if visit else step.due,
        due_kind=step.due_kind, at=visit, step=step,
    )  # fmt: skip


def _visit_today(situation: Situation) -> Now | None:
    """On the day itself, until its time, coming to the visit goes before all else."""
    visit = situation.visit_at
    if visit is None or local(visit).date() != situation.today or now() > visit:
        return None
    step = next((step for step in situation.steps("brp_registration") if not step.is_finished), None)
    if step is None:
        return None
    button = Button(_("Where, who and what to bring"), "expat.visit")
    why = str(WORDS[step.key].now)
    return Now(_("Come to your visit"), why, is_yours=True, at=visit, button=button, step=step)


def _chooses_anew(visit: Appointment, situation: Situation) -> Now:
    """A visit that cannot be as it is booked comes before everything else: its day is near."""
    why = f"{what_is_wrong(visit)} {what_that_costs(visit, situation)}"
    button = Button(_("Choose a time"), "expat.visit_times")
    step = next(iter(situation.steps("visit_booked")), None)
    return Now(_("Choose a time that fits"), why, is_yours=True, button=button, step=step)


def _visit_is_over(case: Case) -> Now:
    """Only the municipality registers; and where nobody wrote down whether they came, only the desk can."""
    why = _("We have not written down yet whether you came. If you could not come, call us.")
    if came_to_visit(case):
        why = _("You were at the desk; the municipality has not recorded you yet. You need do nothing.")
    return Now(_("The day of your visit is over"), why, button=Button(_("See your visit"), "expat.visit"))


def _waits_for_arrival(situation: Situation) -> bool:
    """Whether nothing but the day of arrival keeps the visit from being booked."""
    booking = next(iter(situation.steps("visit_booked")), None)
    if booking is None or booking.state is not StepState.WAITING or situation.case.arrival is not None:
        return False
    return all(situation.plan.step(before).is_finished for before in booking.waits_for)
