"""The worklist: every household that the visitor may see, the most urgent first."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.actions import take_next_case
from expatdesk.cases.worklist import count_each, facet_counts, group_counts, page_of_cases
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.facets import facet_groups
from expatdesk.desk.forms.worklist import our_party, read_asked, saved_filters
from expatdesk.desk.worklist_rows import Extent, groups, shown_count
from expatdesk.people.staff import officer
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

SORT_WORDS = {"lawful": _l("Deadline"), "next": _l("Next act"), "name": _l("Name"), "arrival": _l("Arrival")}


@blueprint.get("/desk/", endpoint="worklist")
def show_worklist() -> str:
    visitor, region, day = current_visitor(), the_region(), today()
    asked = read_asked(request.args, visitor, region, day)
    visible, filters = visible_cases(visitor), asked.filters(visitor, day)
    found = page_of_cases(visible, filters, asked.page)
    counts = group_counts(visible, filters, day)
    saved = count_each(visible, saved_filters(visitor, day))
    return render_template(
        "desk/worklist/list.html",
        asked=asked,
        groups=groups(found, counts, asked.sort, our_party(visitor), region, day),
        extent=Extent(asked.page, sum(counts.values()), len(found)),
        saved={name: shown_count(count) for name, count in saved.items()},
        sorts=SORT_WORDS,
        shown_count=shown_count,
        facets=facet_groups(facet_counts(visible, filters), asked, region),
    )


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
