"""The homes that suit a household, as it sees them itself: without addresses."""

import uuid

from flask import render_template, request

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.home_fields import home_cards
from expatdesk.access.interested_fields import own_interest
from expatdesk.desk.blueprint import blueprint
from expatdesk.housing.interest_queries import interests_alive
from expatdesk.housing.match_words import cut_in_words, help_in_words
from expatdesk.housing.suiting import suiting
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/desk/cases/<uuid:case_id>/homes")
def homes_for_case(case_id: uuid.UUID) -> Page:
    """How far they are with homes that they want, and the list, the best first, or why there is none."""
    case, region = case_or_404(case_id), the_region()
    found = suiting(case, region, today())
    page = max(1, request.args.get("page", 1, int))
    return render_template(
        "desk/homes/list.html", case=case, title=_("Homes that suit them"), found=found, page=page,
        cards=home_cards(found.page(page), region) if found else [], cut_in_words=cut_in_words,
        help_in_words=help_in_words, theirs=[own_interest(one, region) for one in interests_alive(case.id)],
    )  # fmt: skip
