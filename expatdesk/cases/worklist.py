"""Reading the worklist: what its filters let through, one page of it, and the counts beside every filter."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from expatdesk.cases import search
from expatdesk.cases.list_pages import ListPage, Place, page_of
from expatdesk.cases.models import LOOKED_AT, Case, CaseState
from expatdesk.organisations.models import Employer
from expatdesk.people.models import User
from expatdesk.rules.plan import Party, Track
from expatdesk.shared.clock import end_of, start_of
from expatdesk.shared.db import session

PAGE_SIZE = 50
# Nobody reads a count beyond this; counting on would read the whole table.
COUNT_UP_TO = 1000
# No region has more open cases; of more than these, the numbers beside the filters are the least there are.
FACETS_UP_TO = 5000
NOBODY = "nobody"
NOWHERE = "none"
# The headings of the list, in its order.
HEADING = "heading"
LATE, TODAY, THIS_WEEK, LATER, NO_DATE = "late", "today", "week", "later", "none"

SORTED_BY: Mapping[str, Any] = {
    "lawful": Case.lawful_due, "next": Case.next_due, "name": Case.title, "arrival": Case.arrival,
}  # fmt: skip
# Of counts by group: how many rows all groups have together.
OF_ALL_GROUPS = cast(func.sum(func.count()).over(), Integer)
# What the law wants first.
MOST_URGENT_FIRST = (Case.lawful_due.nulls_last(), Case.id)
GROUPED_BY: Mapping[str, Any] = {"lawful": Case.lawful_due, "next": Case.next_due}
COLUMNS: tuple[Any, ...] = (
    Case.id, Case.code, Case.state, Case.title, Case.people_expected, Case.arrival, Case.municipality,
    Case.visit_at, Case.lawful_due, Case.lawful_step, Case.next_due, Case.next_due_kind, Case.next_step,
    Case.next_party, Case.officer_id, Case.officer_name, Case.registration_done, Case.registration_total,
    Case.housing_done, Case.housing_total, Case.social_done, Case.social_total,
    Employer.name.label("employer_name"), Case.signed_up,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What a worklist shows. Empty means all; several values of one kind mean any of them."""

    state: CaseState | None = CaseState.OPEN
    parties: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    late_on: date | None = None
    due_on: date | None = None
    visit_on: date | None = None
    search: str = ""
    # What the search found, where it was looked up once for several questions.
    found: tuple[int, ...] | None = None
    sort: str = "lawful"
    # Only these cases, and none of those: what something above the cases found out about them.
    among: tuple[uuid.UUID, ...] | None = None
    apart: tuple[uuid.UUID, ...] = ()

    @property
    def search_stopped(self) -> bool:
        """Whether more households have what is searched than were looked up."""
        return len(self.found or ()) > COUNT_UP_TO


class Facet(NamedTuple):
    """One value that a worklist can be narrowed to, and how many households that would show."""

    kind: str
    value: str
    name: str | None
    households: int
    # Whether more may have this value, as there are more households than are looked at.
    is_floor: bool


def page_of_cases(
    visible: ColumnElement[bool],
    filters: Filters,
    beyond: Place | None = None,
    *more: ColumnElement[Any],
    size: int = PAGE_SIZE,
) -> ListPage:
    """One page of the worklist, with further columns. Plain rows: entities would cost more than all the SQL."""
    return page_of(_rows(visible, filters).add_columns(*more), SORTED_BY[filters.sort], Case.id, size, beyond)


def every_case(visible: ColumnElement[bool], filters: Filters, most: int) -> list[Row[Any]]:
    """All rows of the worklist in its order; of more than `most` one more, so that the caller can tell."""
    ordered = _rows(visible, filters).order_by(SORTED_BY[filters.sort].nulls_last(), Case.id)
    return list(session.execute(ordered.limit(most + 1)))


def visits_on(visible: ColumnElement[bool], day: date, most: int) -> list[Row[Any]]:
    """The households that visit on this day, in the order of the clock."""
    rows = _rows(visible, Filters(state=None, visit_on=day)).order_by(Case.visit_at, Case.title, Case.id)
    return list(session.execute(rows.limit(most)))


def _rows(visible: ColumnElement[bool], filters: Filters) -> Select[Any]:
    return select(*COLUMNS).outerjoin(Employer).where(visible, *_conditions(filters, visible).values())


def group_of(day: date | None, today: date) -> str:
    """Under which heading of the list a date stands. A week ends with its Sunday."""
    if day is None:
        return NO_DATE
    if day <= today:
        return TODAY if day == today else LATE
    return THIS_WEEK if day <= _end_of_week(today) else LATER


def _headings(visible: ColumnElement[bool], filters: Filters, today: date) -> Select[Any]:
    """How many households stand under each heading; the first COUNT_UP_TO + 1 are counted."""
    column = GROUPED_BY.get(filters.sort, Case.lawful_due)
    first = select(column.label("day")).where(visible, *_conditions(filters, visible).values())
    first = first.order_by(column.nulls_last()).limit(COUNT_UP_TO + 1)
    day = first.subquery().c.day
    heading = case(
        (day.is_(None), NO_DATE), (day < today, LATE), (day == today, TODAY),
        (day <= _end_of_week(today), THIS_WEEK), else_=LATER,
    )  # fmt: skip
    return select(literal(HEADING), heading, cast(null(), String), func.count(), literal(0)).group_by(heading)


def _end_of_week(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def count_each(
    visible: ColumnElement[bool],
    views: Mapping[str, Filters],
    more: Mapping[str, ColumnElement[int]] | None = None,
) -> dict[str, int]:
    """How many households each of these filters would show, counted up to COUNT_UP_TO + 1, in one question.

    What else is to be counted with the same question stands in `more`.
    """
    counts = [count.label(name) for name, count in (more or {}).items()]
    for name, filters in views.items():
        found = select(Case.id).where(visible, *_conditions(filters, visible).values()).limit(COUNT_UP_TO + 1)
        counts.append(select(func.count()).select_from(found.subquery()).scalar_subquery().label(name))
    return dict(session.execute(select(*counts)).one()._mapping)


def counts_beside(
    visible: ColumnElement[bool],
    filters: Filters,
    today: date,
    *,
    apart: tuple[uuid.UUID, ...] = (),
    marks: Mapping[str, Sequence[uuid.UUID]] | None = None,
) -> tuple[list[Facet], dict[str, int]]:
    """What each facet would show with the other filters as they are, and how many stand under each heading.

    Of each mark the cases are known. What stands `apart` from the list stands under none of its headings.
    """
    filters = looked_up(visible, filters)
    per_mark = {mark: replace(filters, among=tuple(ids)) for mark, ids in (marks or {}).items() if ids}
    questions = [
        *_facets(visible, filters),
        *[_marked(mark, one, visible) for mark, one in per_mark.items()],
        _headings(visible, replace(filters, apart=apart), today),
    ]
    facets, groups = list[Facet](), dict[str, int]()
    for kind, value, name, households, looked_at in session.execute(union_all(*questions)):
        if kind == HEADING:
            groups[value] = households
        else:
            is_floor = filters.search_stopped or looked_at > FACETS_UP_TO
            facets.append(Facet(kind, value, name, households, is_floor))
    return facets, groups


def _facets(visible: ColumnElement[bool], filters: Filters) -> list[Select[Any]]:
    """One query for each facet: of party, municipality, track and officer."""
    # Where nothing of its kind is ticked, all facets look at the same households, which are read once.
    some = cache(lambda others: _some_of(others, visible))
    party = some(replace(filters, parties=()))
    town = some(replace(filters, municipalities=()))
    track = some(replace(filters, tracks=()))
    officer = some(replace(filters, officers=()))
    counts = func.count().label("households"), OF_ALL_GROUPS.label("looked_at")
    per_officer = select(officer.officer_id, *counts).group_by(officer.officer_id).subquery()
    return [
        _grouped("party", party.next_party),
        _grouped("municipality", town.municipality),
        *[_counted(name, track[f"{name}_done"] < track[f"{name}_total"]) for name in Track],
        select(
            literal("officer"), func.coalesce(cast(User.id, String), literal(NOBODY)), User.name,
            per_officer.c.households, per_officer.c.looked_at,
        ).select_from(per_officer).outerjoin(User, User.id == per_officer.c.officer_id),
    ]  # fmt: skip


def _some_of(filters: Filters, visible: ColumnElement[bool]) -> Any:
    """The columns that facets look at, of FACETS_UP_TO + 1 households at most: a million would take seconds.

    One index holds all of them, in this order.
    """
    looked_at = [getattr(Case, name) for name in LOOKED_AT]
    some = select(*looked_at).where(visible, *_conditions(filters, visible).values())
    return some.order_by(*MOST_URGENT_FIRST).limit(FACETS_UP_TO + 1).cte().c


def _grouped(kind: str, value: Any) -> Select[str, str, str, int, int]:
    shown = func.coalesce(value, literal(NOWHERE))
    return select(literal(kind), shown, cast(null(), String), func.count(), OF_ALL_GROUPS).group_by(shown)


def _counted(track: str, unfinished: ColumnElement[bool]) -> Select[str, str, str, int, int]:
    counts = func.count().filter(unfinished), func.count()
    return select(literal("track"), literal(track), cast(null(), String), *counts)


def _marked(mark: str, filters: Filters, visible: ColumnElement[bool]) -> Select[str, str, str, int, int]:
    looked = select(literal("mark"), literal(mark), cast(null(), String), func.count(), literal(0))
    return looked.select_from(Case).where(visible, *_conditions(filters, visible).values())


def next_case_to_take(visible: ColumnElement[bool]) -> Case | None:
    """The most urgent open case whose ball is the desk's and that nobody has."""
    free = select(Case).where(
        visible, Case.state == CaseState.OPEN, Case.next_party == Party.DESK, Case.officer_id.is_(None)
    )
    urgent = free.order_by(Case.next_due.nulls_last(), *MOST_URGENT_FIRST).limit(1)
    # Who takes one at the same moment is not waited for: PostgreSQL gives the next one.
    return session.scalars(urgent.with_for_update(of=Case, skip_locked=True)).first()


def looked_up(visible: ColumnElement[bool], filters: Filters) -> Filters:
    """The same filters, with what their search finds: of more than COUNT_UP_TO hits the newest ones."""
    if not filters.search or filters.found is not None:
        return filters
    return replace(filters, found=tuple(search.found(visible, filters.search, COUNT_UP_TO + 1)))


def _conditions(filters: Filters, visible: ColumnElement[bool]) -> dict[str, ColumnElement[bool]]:
    erased = Case.state == CaseState.ERASED
    found: dict[str, ColumnElement[bool]] = {"state": Case.state == filters.state if filters.state else ~erased}
    if filters.parties:
        found["party"] = Case.next_party.in_(filters.parties)
    if filters.municipalities:
        found["municipality"] = _in_or_empty(Case.municipality, filters.municipalities, NOWHERE)
    if tracks := [getattr(Case, f"{one}_done") < getattr(Case, f"{one}_total") for one in filters.tracks]:
        found["track"] = or_(*tracks)
    if filters.officers:
        found["officer"] = _in_or_empty(Case.officer_id, _with_ids(filters.officers), NOBODY)
    if filters.among is not None:
        found["among"] = Case.id.in_(filters.among)
    if filters.apart:
        found["apart"] = Case.id.not_in(filters.apart)
    found.update(_on_days(filters))
    if filters.search:
        found["search"] = search.among(looked_up(visible, filters).found or ())
    return found


def _on_days(filters: Filters) -> dict[str, ColumnElement[bool]]:
    found: dict[str, ColumnElement[bool]] = {}
    if filters.late_on:
        found["late"] = or_(Case.lawful_due < filters.late_on, Case.next_due < filters.late_on)
    if filters.due_on:
        found["due"] = or_(Case.lawful_due == filters.due_on, Case.next_due == filters.due_on)
    if filters.visit_on:
        found["visit"] = (Case.visit_at >= start_of(filters.visit_on)) & (Case.visit_at < end_of(filters.visit_on))
    return found


def _in_or_empty(column: Any, values: Iterable[Any], empty: str) -> ColumnElement[bool]:
    wanted = [value for value in values if value != empty]
    chosen: ColumnElement[bool] = column.in_(wanted)
    return or_(chosen, column.is_(None)) if empty in values else chosen


def _with_ids(officers: Iterable[str]) -> list[uuid.UUID | str]:
    return [officer if officer == NOBODY else uuid.UUID(officer) for officer in officers]
