"""When it may come what a household waits for, by how long others waited: a forecast, never a promise."""

from dataclasses import dataclass
from datetime import date

from expatdesk.cases.forecasts import way_of
from expatdesk.cases.labels import usually_takes
from expatdesk.cases.models import CaseState
from expatdesk.expat.overview.situation import Situation
from expatdesk.rules.forecasts import Awaited, Usual, expected
from expatdesk.rules.plan import Step
from expatdesk.shared.i18n import LazyString, ngettext
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

# What is so when the waiting is over.
OVER: dict[Awaited, LazyString] = {
    Awaited.PAPERS: _l("You hear from us about your papers."),
    Awaited.REGISTRATION: _l("You are registered."),
    Awaited.BSN: _l("You have your BSN."),
}
# Said of a step that is still to come; most BSNs are handed over at the visit, so that nobody waits for them.
SAID_AHEAD = frozenset({Awaited.PAPERS, Awaited.REGISTRATION})


@dataclass(frozen=True, slots=True)
class Forecast:
    """Between which days it is expected, what that is, and how long it took for others."""

    first: date
    last: date
    what: str
    others: str


def forecast_of(situation: Situation) -> Forecast | None:
    """The forecast of what the household waits for now; None while it is its own turn, or who waited longest."""
    awaited = next((one for one in Awaited if _is_ahead(one, situation)), None)
    known = situation.usual.get(awaited) if awaited else None
    if awaited is None or known is None or _has_day(awaited, situation):
        return None
    way, today, holidays = way_of(situation.case), situation.today, situation.region.extra_holidays
    begins, waited = way.begins(awaited), way.waited(awaited, today, holidays)
    if begins is None or waited is None or not way.waits_after(today):
        return None
    between = expected(known, waited, max(begins, today), holidays)
    return Forecast(*between, str(OVER[awaited]), _of_others(known)) if between else None


def usual_of(step: Step, situation: Situation) -> str:
    """How long a step that is still to come usually takes; empty where nothing can be said of it."""
    if step.key not in SAID_AHEAD or _has_day(Awaited(step.key), situation):
        return ""
    known = situation.usual.get(Awaited(step.key))
    return usually_takes(known) if known else ""


def _is_ahead(awaited: Awaited, situation: Situation) -> bool:
    """Whether this is still to come for the household, or for its principal."""
    own = [step for step in situation.steps(awaited) if step.person in (None, 0)]
    is_open = situation.case.state == CaseState.OPEN
    return is_open and any(not step.is_finished for step in own)


def _has_day(awaited: Awaited, situation: Situation) -> bool:
    """Whether its day is known: then nobody needs a forecast."""
    return awaited is Awaited.REGISTRATION and situation.visit_at is not None


def _of_others(known: Usual) -> str:
    most = _within(known.most)
    said = _("8 of 10 comparable households had this %(most)s.", most=most)
    if known.half < known.most:
        half = _within(known.half)
        said = _("Half of comparable households had this %(half)s, 8 of 10 %(most)s.", half=half, most=most)
    return _("%(said)s Days of their own turn do not count. Not a promise.", said=said)


def _within(days: int) -> str:
    if days == 0:
        return _("on the same day")
    return ngettext("within %(num)d working day", "within %(num)d working days", days)
