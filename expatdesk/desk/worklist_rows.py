"""The worklist as its page shows it: rows under headings, made ready so that the template only prints."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from expatdesk.cases.labels import PARTIES, TRACKS
from expatdesk.cases.list_pages import ListPage
from expatdesk.cases.models import CaseState
from expatdesk.cases.private_lines import is_private_step
from expatdesk.cases.worklist import (
    COUNT_UP_TO,
    GROUPED_BY,
    LATE,
    LATER,
    NO_DATE,
    PAGE_SIZE,
    THIS_WEEK,
    TODAY,
    group_of,
)
from expatdesk.desk.acts import PARTY_ICONS, act_of
from expatdesk.desk.forms.list_places import AFTER, BEFORE, place_of
from expatdesk.enquiries.queries import ANSWER_DUE
from expatdesk.rules.plan import DueKind, Party, Track
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, day_and_month, distance, gettext, ngettext, short_date
from expatdesk.shared.i18n import lazy_gettext as _l

# Before all else: a household waits for an answer by tomorrow, or longer than we promised.
RAISED = "raised"
HEADINGS: dict[str, LazyString] = {
    RAISED: _l("Answer first"),
    LATE: _l("Late"),
    TODAY: _l("Today"),
    THIS_WEEK: _l("This week"),
    LATER: _l("Later"),
    NO_DATE: _l("No date"),
}
# What a red date is, so that nobody takes our promise for the law.
DEADLINES: dict[str, LazyString] = {
    DueKind.STATUTORY: _l("lawful limit"),
    DueKind.PROMISE: _l("our promise"),
    DueKind.ADVICE: _l("our request"),
    DueKind.AGREED: _l("agreed day"),
}
# Before this page stands the first one.
FIRST_BUT_ONE = 2
URGENCY_ICONS = {"late": "alert-triangle", "soon": "clock", "": "calendar-event"}


class Bar(NamedTuple):
    """How far one track is, as a bar with its words."""

    name: str
    done: int
    total: int
    words: str

    @property
    def tenths(self) -> int:
        """How far the bar is drawn: it begins with the first step done, and is full only after the last one."""
        return 10 if self.done == self.total else min(9, -(-10 * self.done // self.total))


@dataclass(frozen=True, slots=True)
class ListRow:
    """One household in the list."""

    case: Any
    day: date | None
    day_words: str
    left: str
    urgency: str
    icon: str
    act: str
    act_by: str
    overdue: str
    town: str
    arrival: str
    bars: list[Bar]
    ball: str
    ball_icon: str
    ball_is_ours: bool
    officer: str
    size: str
    # By when a question of the household is answered; empty where none waits.
    question: str
    question_is_late: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Households under one heading; no heading where the list is sorted by something else than a date."""

    key: str
    heading: LazyString | None
    count: str
    rows: list[ListRow]


def groups(
    found: Iterable[Any], counts: Mapping[str, str], sort: str, ours: Party, region: Region, today: date
) -> list[Group]:
    """The rows of a page under their headings."""
    column = GROUPED_BY.get(sort)
    rows = list_rows(found, column.key if column is not None else "lawful_due", ours, region, today)
    if column is None:
        return [Group("all", None, "", rows)] if rows else []
    return [
        Group(key, HEADINGS[key], counts.get(key, ""), list(members))
        for key, members in groupby(rows, lambda row: group_of(row.day, today))
    ]


def raised_group(found: Sequence[Any], sort: str, ours: Party, region: Region, today: date) -> list[Group]:
    """The households that are to be answered first, under a heading of their own; none where there are none."""
    if not found:
        return []
    rows = list_rows(found, GROUPED_BY[sort].key, ours, region, today)
    return [Group(RAISED, HEADINGS[RAISED], shown_count(len(rows)), rows)]


def heading_counts(counts: Mapping[str, int], *, is_floor: bool) -> dict[str, str]:
    """The counts of the headings. Where counting stopped, it did so under the last heading that was reached."""
    reached = [key for key in HEADINGS if key in counts]
    last = reached[-1] if sum(counts.values()) > COUNT_UP_TO else None
    return {key: shown_count(counts[key], is_floor=is_floor or key == last) for key in reached}


def list_rows(found: Iterable[Any], by: str, ours: Party, region: Region, today: date) -> list[ListRow]:
    """The rows ready to print. Words come back in every row, so each is made once."""
    act, brief, without_weekday = cache(_acts_for(ours)), cache(short_date), cache(day_and_month)
    track_names = {track: str(name) for track, name in TRACKS.items()}
    left = cache(lambda day: time_left(day, today))
    size = cache(lambda count: ngettext("person", "people", count))
    bar = cache(lambda track, done, total: Bar(track_names[track], done, total, _progress(done, total)))
    towns = {town.code: town.name for town in region.municipalities}
    parties = {str(party): str(name) for party, name in PARTIES.items()}

    def row_of(case: Any) -> ListRow:
        day = getattr(case, by) if case.state == CaseState.OPEN else None
        other = case.next_due if case.next_due != day else None
        pressing = urgency(day, today)
        return ListRow(
            case=case,
            day=day,
            day_words=brief(day) if day else "",
            left=left(day) if day else "",
            urgency=pressing,
            icon=URGENCY_ICONS[pressing] if case.state == CaseState.OPEN else "circle-check",
            act=act(case.next_step) if case.next_step else "",
            act_by=without_weekday(other) if other and other >= today else "",
            overdue=_overdue(case, other, by, act, today),
            town=towns.get(case.municipality, ""),
            arrival=brief(case.arrival) if case.arrival else "",
            bars=[bar(t, getattr(case, f"{t}_done"), getattr(case, f"{t}_total")) for t in Track],
            ball=parties.get(case.next_party, ""),
            ball_icon=PARTY_ICONS.get(case.next_party, "circle-check"),
            ball_is_ours=case.next_party == ours,
            officer=(case.officer_name or "").partition(" ")[0],
            size=size(case.people_expected),
            question=without_weekday(answer) if (answer := getattr(case, ANSWER_DUE, None)) else "",
            question_is_late=bool(answer and answer < today),
        )

    return [row_of(case) for case in found]


def _acts_for(reader: Party) -> Callable[[str], str]:
    """The words for a step, for who reads the list: some are no business of a municipality."""
    if reader is not Party.MUNICIPALITY:
        return act_of
    return lambda step: "" if is_private_step(step) else act_of(step)


def _progress(done: int, total: int) -> str:
    return gettext("%(done)d of %(total)d", done=done, total=total)


def _overdue(case: Any, other: date | None, by: str, act: Callable[[str], str], today: date) -> str:
    """Which limit has passed, by its name; nothing where the heading of the column says it."""
    if _another_is_late_by_law(case, today):
        return gettext("By law: %(act)s", act=act(case.lawful_step))
    if case.state != CaseState.OPEN or case.next_due is None or case.next_due >= today:
        return ""
    deadline = str(DEADLINES[case.next_due_kind])
    if other:
        return f"{deadline} {day_and_month(other)}"
    return deadline if by == "next_due" else ""


def _another_is_late_by_law(case: Any, today: date) -> bool:
    """Whether a lawful limit has passed that is not the one of the act of now."""
    is_late = case.state == CaseState.OPEN and case.lawful_due is not None and case.lawful_due < today
    return is_late and case.lawful_step not in (None, case.next_step)


def urgency(day: date | None, today: date) -> str:
    """'late', 'soon' (today or tomorrow), or nothing: only these two carry colour."""
    if day is None or (day - today).days > 1:
        return ""
    return "late" if day < today else "soon"


def time_left(day: date, today: date) -> str:
    """'2 days late', 'today', 'in 3 weeks'."""
    days = (today - day).days
    if days > 0:
        return str(ngettext("%(num)d day late", "%(num)d days late", days))
    return distance(day, today)


def shown_count(count: int, *, is_floor: bool = False) -> str:
    """A count as far as it was counted: '118', '1000+'; '118+' where that many is the least there are."""
    return f"{min(count, COUNT_UP_TO)}+" if is_floor or count > COUNT_UP_TO else str(count)


@dataclass(frozen=True, slots=True)
class Extent:
    """Which rows of how many stand on this page of the list, and what lies around it."""

    page: int
    total: int
    is_floor: bool
    here: ListPage
    sort: str

    @property
    def shown_total(self) -> str:
        """How many rows there are, as far as they were counted."""
        return shown_count(self.total, is_floor=self.is_floor)

    @property
    def first(self) -> int:
        """The number of the first row."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.here.rows) - 1

    @property
    def number(self) -> int:
        """Which page it is: going back may have led to the first one."""
        return self.page if self.here.has_before else 1

    @property
    def previous_page(self) -> dict[str, Any]:
        """What the address of the page before says of its place; the first page needs none."""
        if self.number <= FIRST_BUT_ONE:
            return {}
        return {"page": self.number - 1, BEFORE: place_of(self.here.rows[0], self.sort)}

    @property
    def next_page(self) -> dict[str, Any]:
        """What the address of the page after says of its place."""
        return {"page": self.number + 1, AFTER: place_of(self.here.rows[-1], self.sort)}
