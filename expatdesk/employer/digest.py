"""One mail about all hires, for whoever of an employer asked for it: what is theirs to do, and what moved."""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple

from expatdesk.access.fields import MILESTONES
from expatdesk.access.policy import shared_visits, visible_cases
from expatdesk.access.visitor import Visitor
from expatdesk.cases.employer_view import ENDS, reached_between
from expatdesk.cases.hire_calendar import HireDay, days_between, visits_between
from expatdesk.cases.hire_changes import hires_moved_between
from expatdesk.cases.hire_queries import count_to_act_on
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.employer.words import DAYS
from expatdesk.messages.actions import note_about, queue_mail
from expatdesk.messages.models import DIGEST, Mail
from expatdesk.people.models import Role, User
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString

# A day that passed unnoticed is told for a month; a mail tells of so many of a kind, the pages of all.
A_DAY, PASSED, AHEAD = timedelta(days=1), timedelta(days=28), timedelta(days=7)
MOST_LINES = 25

Write = Callable[[User], Mail | None]


class Moved(NamedTuple):
    """A hire that got further, and what it reached."""

    case_id: uuid.UUID
    name: str
    reached: list[LazyString]


@dataclass(frozen=True, slots=True)
class DigestView:
    """All that a digest tells."""

    to_do: int
    days: list[HireDay]
    moved: list[Moved]
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth a mail."""
        return not (self.to_do or self.days or self.moved)

    @property
    def cases(self) -> set[uuid.UUID]:
        """Of whom it tells."""
        return {day.case_id for day in self.days} | {one.case_id for one in self.moved}


def look(user: User, since: date, region: Region, today: date) -> Write:
    """Find which hires got further for a user who was told all that was before that day; answers what writes it.

    Only this takes long, with thousands of hires. All that is told is read when it is written, these hires too:
    what may not be read by then does not stand in the mail (security T08).
    """
    moved = hires_moved_between(visible_cases(_reader(user)), since, today, ENDS)
    found = [case.id for case, _reached in islice(_news(moved, since, region, today), MOST_LINES + 1)]
    return partial(_write, since=since, found=found, region=region, today=today)


def _write(user: User, *, since: date, found: Collection[uuid.UUID], region: Region, today: date) -> Mail | None:
    """Write the mail; None where there is nothing to tell."""
    shown = digest_for(_reader(user), since, found, region, today)
    if shown.is_empty:
        return None
    mail = queue_mail(
        DIGEST, recipient=user.email, language=user.language, name=user.name, shown=shown, day_words=DAYS,
        today=today,
    )  # fmt: skip
    note_about(mail, shown.cases)
    return mail


def digest_for(
    reader: Visitor, since: date, found: Collection[uuid.UUID], region: Region, today: date
) -> DigestView:
    """What a reader is told who was told all that was before that day. What is of today comes in the next one.

    `found` are the hires that got further.
    """
    visible = visible_cases(reader)
    # Each kind by itself: what has passed long ago must not hide a visit of tomorrow.
    kinds = (
        days_between(visible, today - PASSED, today - A_DAY, MOST_LINES),
        days_between(visible, today, today + AHEAD, MOST_LINES),
        visits_between(shared_visits(reader), today, today + AHEAD, MOST_LINES),
    )
    days = sorted((one for kind in kinds for one in kind[:MOST_LINES]), key=lambda one: (one.on, one.name))
    moved = hires_moved_between(visible, since, today, ENDS, among=found)
    news = [
        Moved(case.id, case.principal.full_name, [MILESTONES[key] for key in reached])
        for case, reached in _news(moved, since, region, today)
    ]
    is_cut = any(len(kind) > MOST_LINES for kind in (*kinds, news))
    return DigestView(count_to_act_on(visible, today), days, news[:MOST_LINES], is_cut)


def _news(moved: Iterable[Case], since: date, region: Region, today: date) -> Iterator[tuple[Case, list[str]]]:
    """Of these hires those that reached something of which the employer is told, with what they reached."""
    for case in moved:
        if reached := reached_between(case, plan_of(case, region, today), since, today):
            yield case, reached


def _reader(user: User) -> Visitor:
    return Visitor(
        Role(user.role),
        user.name,
        user.id,
        user.language,
        employer_id=user.employer_id,
        department=user.department,
    )
