"""When a household is reminded of a step: 14, 7 and 1 days before its day, and the day after.

Of the end of an address it hears 30, 14 and 7 days before, and on the day.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from .check_ins import CheckIn
from .outcome import Party, Plan, Step

# Days before the day of the step, the nearest first; one below zero is after it.
RUNGS = (-1, 1, 7, 14)
# A check-in is a question, no duty: asked as it opens, and once more the day after. Nobody is pressed further.
RUNGS_OF_CHECK_IN = (-1, 7)
CHECK_INS = frozenset(CheckIn)
# A home takes weeks to find. The days of these come from an agreement: on the day itself it is said once more.
RUNGS_OF_ADDRESS = (0, 7, 14, 30)
ENDS_OF_ADDRESSES = frozenset({"employer_address_ends", "temporary_home_ends"})
# Its day is the end of the employer's address, of which the household hears already.
SAID_BY_ANOTHER = frozenset({"home_found"})
# Whoever is a week late knows it: the page says so, and another mail would not help.
LATEST_DAYS_AFTER = 7
# A day that moves by no more is no news: of what was just told nobody hears again.
SAME_WITHIN = timedelta(days=3)


class Reminder(NamedTuple):
    """Of which step, of which day, and from which rung of the ladder."""

    step: str
    due: date
    rung: int


def rung_on(due: date, today: date, rungs: tuple[int, ...] = RUNGS) -> int | None:
    """The newest rung whose day has come; None where none has, or where it is too late for any."""
    left = (due - today).days
    if left < -LATEST_DAYS_AFTER:
        return None
    return next((rung for rung in rungs if left <= rung), None)


def rungs_of(key: str) -> tuple[int, ...]:
    """The ladder of a step; none where another step tells of the same day."""
    if key in CHECK_INS:
        return RUNGS_OF_CHECK_IN
    if key in SAID_BY_ANOTHER:
        return ()
    return RUNGS_OF_ADDRESS if key in ENDS_OF_ADDRESSES else RUNGS


def reminders_on(plan: Plan, told: Collection[Reminder], today: date) -> list[tuple[Step, Reminder]]:
    """Of which steps the household is to be reminded today, the most urgent first.

    Only of what it can do itself, and now. Of several rungs that passed meanwhile the newest one alone counts:
    late ones are not sent in a heap.
    """
    found = []
    for step in plan.open_steps:
        rung = rung_on(step.due, today, rungs_of(step.key)) if step.due and step.party is Party.EXPAT else None
        if step.due is None or rung is None:
            continue
        reminder = Reminder(step.id, step.due, rung)
        if not any(_is_like(reminder, earlier) for earlier in told):
            found.append((step, reminder))
    return sorted(found, key=lambda pair: pair[1].due)


def _is_like(reminder: Reminder, earlier: Reminder) -> bool:
    """Whether this says what was said earlier, of the same day or one beside it."""
    same = (reminder.step, reminder.rung) == (earlier.step, earlier.rung)
    return same and abs(reminder.due - earlier.due) <= SAME_WITHIN
