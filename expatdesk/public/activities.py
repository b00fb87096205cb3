"""Activities of the region, open to everybody; what is read here leaves no trace."""

import uuid
from collections.abc import Sequence

from flask import Response, abort, jsonify, make_response, render_template, request

from expatdesk.access.acting import the_region
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_activities
from expatdesk.access.visitor import current_visitor
from expatdesk.public.blueprint import blueprint
from expatdesk.public.forms.activities import FilterForm
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import now
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.social.activity_calendar import public_feed
from expatdesk.social.activity_json import as_json
from expatdesk.social.activity_labels import KINDS, STANDINGS, spoken_in_words, topics_in_words
from expatdesk.social.activity_mails import page_of
from expatdesk.social.activity_models import Occasion
from expatdesk.social.activity_queries import (
    ahead_of,
    find_activity,
    for_feeds,
    is_offered,
    places_left,
    upcoming,
    waiting_people,
    window_of,
)


@blueprint.get("/activities")
def activities() -> str:
    """What is coming, by day, as the reader wants to see it."""
    form = FilterForm.of(request.args)
    found = upcoming(form.wished)
    return render_template(
        "public/activities/list.html", form=form, occasions=found, is_filtered=bool(request.args),
        feeds={language: _feed(language) for language in LANGUAGES},
        json_feed=full_address("public.activities_json"),
        **_words(found),
    )  # fmt: skip


@blueprint.get("/activities/<uuid:activity_id>")
def activity(activity_id: uuid.UUID) -> str:
    """One activity with the times at which it is held from now on."""
    found = find_activity(visible_activities(current_visitor()), activity_id) or abort(404)
    if not is_offered(found):
        abort(404)
    ahead = [one for one in found.occasions if one.ends_at > now()]
    return render_template("public/activities/activity.html", activity=found, occasions=ahead, **_words(ahead))


@blueprint.get("/activities/<language>.ics")
def activities_calendar(language: str) -> Response:
    """The feed for calendars, of everything in one language."""
    if language not in LANGUAGES:
        abort(404)
    occasions = [(one, page_of(one)) for one in for_feeds()]
    answer = make_response(public_feed(occasions, the_region(), language))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    return _unless_known(answer)


@blueprint.get("/activities.json")
def activities_json() -> Response:
    """The feed for other sites, in both languages."""
    return _unless_known(jsonify(as_json(for_feeds(), the_region())))


def _unless_known(answer: Response) -> Response:
    """Who has these very bytes gets them no second time."""
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _feed(language: str) -> str:
    return full_address("public.activities_calendar", language=language)


def _words(occasions: Sequence[Occasion]) -> dict[str, object]:
    """What both pages show of each activity, and how the household that reads it stands."""
    case_id = current_visitor().case_id if current_visitor().may(Permission.SEE_OWN_ACTIVITIES) else None
    own = {one.occasion_id: one for one in ahead_of(case_id)} if case_id else {}
    towns = {town.code: town.name for town in the_region().municipalities}
    return {
        "own": own, "standings": STANDINGS, "kinds": KINDS, "towns": towns, "spoken_in_words": spoken_in_words,
        "topics_in_words": topics_in_words,
        "window_of": window_of, "left": places_left(occasions), "waiting": waiting_people(occasions),
    }  # fmt: skip
