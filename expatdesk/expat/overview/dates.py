"""Why by then: the dates behind the one thing to do now, each with its kind."""

from dataclasses import dataclass
from datetime import date, datetime

from expatdesk.expat.overview.forecast import forecast_of
from expatdesk.expat.overview.now import Now
from expatdesk.expat.overview.situation import Situation
from expatdesk.expat.overview.wording import why_by
from expatdesk.rules.plan import DueKind, Step
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import gettext as _

PLANNED, FORECAST = "planned", "forecast"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its kind (a DueKind, PLANNED or FORECAST) and what it means.

    `at` where there is a time; `until` where it is expected between two days.
    """

    kind: str
    day: date
    text: str
    at: datetime | None = None
    until: date | None = None


def why_by_then(now: Now, situation: Situation) -> list[Dated]:
    """At most one date of each sort: asked, promised, planned, expected, and what the law says; in their order."""
    asked = _asked(now, situation)
    promised = None if asked and asked.kind == DueKind.PROMISE else _promised(situation)
    found = [asked, promised, _planned(situation), _expected(situation), _lawful(situation)]
    dates = {(dated.kind, dated.day): dated for dated in reversed(found) if dated is not None}
    return sorted(dates.values(), key=lambda dated: (dated.day, dated.kind))


def _asked(now: Now, situation: Situation) -> Dated | None:
    if now.step is not None and now.step.key == "intake":
        papers = next(iter(situation.steps("papers_handed_in")), None)
        if papers is not None and papers.due is not None:
            return Dated(DueKind.ADVICE, papers.due, _("Then we like to have your papers, too."))
        return None
    return _of_step(now.step) if now.step is not None and not now.step.is_finished else None


def _promised(situation: Situation) -> Dated | None:
    """By when the desk does what it promised, also while the household has something else to do."""
    promises = [step for step in situation.plan.open_steps if step.due_kind is DueKind.PROMISE]
    ahead = [step for step in promises if step.due is not None and step.due >= situation.today]
    return _of_step(min(ahead, key=lambda step: step.due or date.max)) if ahead else None


def _planned(situation: Situation) -> Dated | None:
    case, today = situation.case, situation.today
    if situation.registered_on is not None:
        return None
    if situation.visit_at is not None:
        day = local(situation.visit_at).date()
        return Dated(PLANNED, day, _visit(situation), situation.visit_at) if day >= today else None
    if case.arrival is not None and case.arrival >= today:
        return Dated(PLANNED, case.arrival, _("You arrive.") if len(case.people) == 1 else _("You all arrive."))
    return None


def _expected(situation: Situation) -> Dated | None:
    forecast = forecast_of(situation)
    if forecast is None:
        return None
    return Dated(FORECAST, forecast.first, f"{forecast.what} {forecast.others}", until=forecast.last)


def _visit(situation: Situation) -> str:
    if len(situation.case.people) == 1:
        return _("Your visit. We register you.")
    return _("Your visit. We register you all.")


def _lawful(situation: Situation) -> Dated | None:
    """The next last day by law; of those of one day, the first in the plan."""
    statutory = [
        step
        for step in situation.plan.steps
        if step.due_kind is DueKind.STATUTORY and step.due is not None and not step.is_finished
    ]
    first = min(statutory, key=lambda step: step.due or date.max, default=None)
    if first is None:
        return None
    registration = next((step for step in statutory if step.key == "brp_registration"), None)
    return _of_step(registration if registration is not None and registration.due == first.due else first)


def _of_step(step: Step) -> Dated | None:
    by = why_by(step)
    if step.due is None or step.due_kind is None or by is None:
        return None
    return Dated(step.due_kind, step.due, str(by))
