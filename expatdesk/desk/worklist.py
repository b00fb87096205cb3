"""The worklist: every household that the visitor may see, the most urgent first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.marks import marks_of
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_cases, visible_threads
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.actions import take_next_case
from expatdesk.cases.worklist import (
    GROUPED_BY,
    PAGE_SIZE,
    Filters,
    count_each,
    counts_beside,
    looked_up,
    page_of_cases,
)
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.enquiries import questions_waiting
from expatdesk.desk.facets import facet_groups
from expatdesk.desk.forms.worklist import CLOSED, Asked, our_party, read_asked
from expatdesk.desk.worklist_columns import shown_columns
from expatdesk.desk.worklist_rail import rail_of
from expatdesk.desk.worklist_rows import Extent, groups, heading_counts, raised_group
from expatdesk.enquiries.queries import ASKED, ASKED_LATE, answer_due
from expatdesk.people.staff import officer
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.worklists.queries import kept_by

SORT_WORDS = {"lawful": _l("Deadline"), "next": _l("Next act"), "name": _l("Name"), "arrival": _l("Arrival")}


@blueprint.get("/desk/worklist", endpoint="worklist")
def show_worklist() -> str:
    visitor, region, day = current_visitor(), the_region(), today()
    asked = read_asked(request.args, visitor, region, day)
    kept = kept_by(visitor.user_id, with_shared=visitor.may(Permission.CHANGE_CASE))
    rail = rail_of(visitor, kept, asked, region, day)
    visible = visible_cases(visitor)
    counts = count_each(visible, rail.filters, questions_waiting(visitor))
    return render_template(
        "desk/worklist/list.html",
        asked=asked,
        ready=rail.ready(counts),
        own=rail.own(counts, keeps_shared=visitor.may(Permission.KEEP_SHARED_FILTERS)),
        is_kept=rail.is_kept,
        questions=(counts[ASKED], counts[ASKED_LATE]),
        columns=shown_columns(kept.columns),
        sorts=SORT_WORDS,
        **_list_of(asked),
    )


def _list_of(asked: Asked) -> dict[str, Any]:
    """The rows under their headings, how many there are, and what narrows them."""
    visitor, region, day = current_visitor(), the_region(), today()
    visible = visible_cases(visitor)
    filters, marks = looked_up(visible, asked.filters(visitor, day)), marks_of(visitor, day)
    raised = _raised(asked, filters, marks.raised)
    others = replace(filters, apart=tuple(row.id for row in raised))
    found = page_of_cases(
        visible, others, asked.beyond, answer_due(visible_threads(visitor)),
        size=PAGE_SIZE if asked.beyond else PAGE_SIZE - len(raised),
    )  # fmt: skip
    facets, counts = counts_beside(visible, filters, day, apart=others.apart, marks=marks.cases)
    headings = heading_counts(counts, is_floor=filters.search_stopped)
    on_top = [] if asked.beyond else raised
    here, total = replace(found, rows=[*on_top, *found.rows]), sum(counts.values()) + len(raised)
    return {
        "groups": [
            *raised_group(on_top, asked.sort, our_party(visitor), region, day),
            *groups(found.rows, headings, asked.sort, our_party(visitor), region, day),
        ],
        "extent": Extent(asked.page, total, filters.search_stopped, here, asked.sort),
        "facets": facet_groups(facets, asked, region),
        "facets_stopped": any(facet.is_floor for facet in facets),
    }


def _raised(asked: Asked, filters: Filters, pressing: Sequence[UUID]) -> list[Any]:
    """The households of this list whose questions are answered first; they stand on top of its first page."""
    if asked.sort not in GROUPED_BY or asked.view == CLOSED:
        return []
    ids = tuple(case_id for case_id in pressing if filters.among is None or case_id in filters.among)
    if not ids:
        return []
    visitor = current_visitor()
    first = replace(filters, among=ids)
    found = page_of_cases(visible_cases(visitor), first, None, answer_due(visible_threads(visitor)))
    return sorted(found.rows, key=lambda row: ids.index(row.id))


@blueprint.post("/desk/next")
def take_next() -> Response:
    visitor = current_visitor()
    me = officer(visitor.user_id) or abort(404)
    case = take_next_case(visible_cases(visitor), officer=me, by=visitor.actor)
    if case is None:
        flash(_("Nobody waits for the desk without an officer. Look under “My work”."), "info")
        return redirect(url_for("desk.worklist"), 303)
    flash(_("%(household)s is yours now.", household=case.title), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)
