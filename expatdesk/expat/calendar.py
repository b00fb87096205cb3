"""A household's days in its own calendar: a private address, shown once, that it makes anew or stops."""

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from expatdesk.access.acting import the_region
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.household import own_household
from expatdesk.people import throttle
from expatdesk.people.tokens import hashed
from expatdesk.rights.calendar_feed import case_behind, days_for_calendar, feed_of, make_feed, stop_feed
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import gettext as _


@blueprint.get("/my/calendar")
def calendar() -> str:
    """Whether there is an address, and since when."""
    return render_template("expat/calendar/page.html", feed=feed_of(own_household().case), url="")


@blueprint.post("/my/calendar")
def make_calendar() -> str:
    """Make an address and show it, this once. The answer is the page itself: it must not be kept anywhere."""
    household = own_household()
    url = full_address("expat.calendar_feed", token=make_feed(household.case, by=household.by))
    return render_template("expat/calendar/page.html", feed=feed_of(household.case), url=url)


@blueprint.post("/my/calendar/stop")
def stop_calendar() -> BaseResponse:
    """Let the address lead nowhere."""
    household = own_household()
    stop_feed(household.case, by=household.by)
    flash(_("The address does not work any more. Take the calendar out of your programs as well."), "ok")
    return redirect(url_for("expat.calendar"), 303)


@blueprint.get("/calendar/<token>.ics")
def calendar_feed(token: str) -> Response:
    """The days, for a program that asks every few hours. It signs nobody in, and no look is written down."""
    if case_behind(token) is None:
        abort(404)
    begin_writing()
    if not throttle.may_try((throttle.CALENDARS, hashed(token))):
        abort(429)
    case = case_behind(token) or abort(404)
    answer = make_response(days_for_calendar(case, the_region(), today(), full_address("expat.status")))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
