"""The worklist: every household that the visitor may see, the most urgent first."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_cases, visible_threads
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.actions import take_next_case
from expatdesk.cases.worklist import (
    count_each,
    facet_counts,
    group_counts,
    looked_up,
    page_of_cases,
)
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.enquiries import questions_waiting
from expatdesk.desk.facets import facet_groups
from expatdesk.desk.forms.worklist import Asked, our_party, read_asked
from expatdesk.desk.worklist_columns import shown_columns
from expatdesk.desk.worklist_rail import rail_of
from expatdesk.desk.worklist_rows import Extent, groups, heading_counts
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
    counts = count_each(
        visible,
        rail.filters,
        questions_waiting(visitor),
    )
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
    filters = looked_up(visible, asked.filters(visitor, day))
    found = page_of_cases(visible, filters, asked.beyond, answer_due(visible_threads(visitor)))
    counts = group_counts(visible, filters, day)
    headings = heading_counts(counts, is_floor=filters.search_stopped)
    facets = facet_counts(visible, filters)
    return {
        "groups": groups(found.rows, headings, asked.sort, our_party(visitor), region, day),
        "extent": Extent(asked.page, sum(counts.values()), filters.search_stopped, found, asked.sort),
        "facets": facet_groups(facets, asked, region),
        "facets_stopped": any(facet.is_floor for facet in facets),
    }


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
