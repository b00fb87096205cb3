"""The day of an officer at one glance: numbers that each lead to their list, and who visits today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template
from werkzeug.datastructures import MultiDict

from expatdesk.access.acting import the_region
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import Visitor, current_visitor
from expatdesk.appointments.day_queries import visits_of
from expatdesk.appointments.doubts import doubtful_visits
from expatdesk.cases.worklist import count_each
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.case_page import MISFITS
from expatdesk.desk.enquiries import questions_waiting
from expatdesk.desk.forms.counters import KINDS
from expatdesk.desk.forms.worklist import LATE, MINE, OPEN, TODAY, VISIT, Asked, our_party, read_asked
from expatdesk.desk.worklist_rows import shown_count
from expatdesk.enquiries.queries import ASKED, ASKED_LATE
from expatdesk.notes.queries import unread_mentions
from expatdesk.rights.requests import Waiting, waiting_for
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

MOST_VISITS = 40
ON_US, ON_OTHERS = "on_us", "on_others"
NAMES: dict[str, LazyString] = {
    TODAY: _l("due today"),
    LATE: _l("too late"),
    ON_US: _l("waiting for you"),
    ON_OTHERS: _l("waiting for others"),
}
TOWN_NAMES: dict[str, LazyString] = {**NAMES, ON_US: _l("waiting for the municipality")}


@dataclass(frozen=True, slots=True)
class Number:
    """How many households, and the list that shows them."""

    key: str
    count: str
    name: LazyString
    address: dict[str, Any]


@blueprint.get("/desk/")
def dashboard() -> str:
    visitor, region, day = current_visitor(), the_region(), today()
    visible = visible_cases(visitor)
    lists = lists_of(visitor, day)
    counts = _counts(lists, visitor, visible, day)
    mentions, requests = _waiting(visitor, visible)
    return render_template(
        "desk/dashboard/day.html",
        numbers=_numbers(lists, counts, visitor),
        questions=(counts[ASKED], counts[ASKED_LATE]),
        doubts=doubtful_visits(visible, region, day) if visitor.may(Permission.BOOK_VISIT) else [],
        misfits=MISFITS,
        visits=visits_of(visible, day, MOST_VISITS),
        kinds=KINDS,
        towns={town.code: town.name for town in region.municipalities},
        requests=requests,
        mentions=mentions,
        visits_address={"when": VISIT},
        day=day,
    )


def _counts(lists: Mapping[str, Asked], visitor: Visitor, visible: Any, day: date) -> dict[str, int]:
    """How long these lists are, and for who answers households, how many of their questions wait."""
    questions = questions_waiting(visitor)
    return count_each(visible, {key: asked.filters(visitor, day) for key, asked in lists.items()}, questions)


def _waiting(visitor: Visitor, visible: Any) -> tuple[Iterable[Any], Iterable[Waiting]]:
    """Where colleagues call this one; and for who answers households, what these ask with their data."""
    if visitor.may(Permission.CHANGE_CASE):
        return waiting_for(visitor.user_id, visible)
    return unread_mentions(visitor.user_id, visible), []


def lists_of(visitor: Visitor, day: date) -> dict[str, Asked]:
    """The lists behind the numbers: of one's own work, or of the whole municipality for its registrar."""
    base = {"view": MINE if visitor.may(Permission.CHANGE_CASE) else OPEN}
    ours = our_party(visitor)
    wanted: dict[str, dict[str, Any]] = {
        TODAY: {"when": TODAY},
        LATE: {"when": LATE},
        ON_US: {"party": [ours]},
        ON_OTHERS: {"party": [party for party in Party if party is not ours]},
    }
    return {
        key: read_asked(MultiDict({**base, **args}), visitor, the_region(), day) for key, args in wanted.items()
    }


def _numbers(lists: dict[str, Asked], counts: dict[str, int], visitor: Visitor) -> Iterable[Number]:
    names = NAMES if visitor.may(Permission.CHANGE_CASE) else TOWN_NAMES
    return [Number(key, shown_count(counts[key]), names[key], asked.address()) for key, asked in lists.items()]
