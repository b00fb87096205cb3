"""Dates as a pack writes them, in the language now spoken."""

from datetime import date, datetime

from markupsafe import Markup

from expatdesk.rules.check_ins import CheckIn
from expatdesk.rules.plan import StepState
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import clock_time, date_like, gettext, listed, long_date, plain_date
from expatdesk.welcome_pack.content import PackContent, Situation
from expatdesk.welcome_pack.moments import Moment

CHECK_INS = frozenset(CheckIn)
AHEAD = (StepState.OPEN, StepState.WAITING)


def day_of_month(day: date) -> str:
    """'6 May', '6 mei'."""
    return date_like(day, "d MMMM")


def dated(day: date, year: int) -> str:
    """'Friday 15 January' within the year; with its year in any other."""
    return date_like(day, "EEEE d MMMM") if day.year == year else long_date(day)


def heading(day: date) -> Markup:
    """'Wednesday', and below it '6 January 2027'."""
    weekday = date_like(day, "EEEE")
    return Markup("{}<br>{}").format(weekday[:1].upper() + weekday[1:], plain_date(day))


def with_time(moment: datetime) -> str:
    """'Wednesday 6 January 2027, 10:30'."""
    return f"{long_date(local(moment).date())}, {clock_time(moment)}"


def of_check_ins(content: PackContent, year: int) -> str:
    """'17 February and 6 May': when their page asks how it goes. Empty where that is over, or not known yet."""
    ahead = [step for step in content.plan.steps if step.key in CHECK_INS and step.state in AHEAD]
    days = sorted(step.due for step in ahead if step.due)
    return listed(day_of_month(day) if day.year == year else plain_date(day) for day in days)


def by_when(content: PackContent, moment: Moment, year: int) -> str:
    """The day of a step, or what it goes with where it has none."""
    if moment.day:
        return dated(moment.day, year)
    if moment.key == "gp" and content.situation is not Situation.HOME:
        return gettext("with your home")
    undated = {
        "language_course": gettext("when it suits you"),
        "welcome_talk": gettext("when it suits you"),
        "papers_checked": gettext("a week after your papers"),
    }
    return undated.get(moment.key) or gettext("as soon as you can")
