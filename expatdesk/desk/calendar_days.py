"""Days that the calendar closes: the coordinator is shown what opening on one does, and then does so."""

from datetime import date

from flask import abort, render_template

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.closed_days import CalendarDay, calendar_day
from expatdesk.appointments.counters import close_after_all, open_after_all
from expatdesk.appointments.previews import preview_calendar_day
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.counter_lines import reason_of
from expatdesk.desk.counters import saved
from expatdesk.shared.pages import Page


@blueprint.get("/desk/calendar/<day>", endpoint="calendar_day")
def show_day(day: str) -> str:
    one = calendar_day_or_404(day)
    previews = preview_calendar_day(one)
    return render_template("desk/counters/calendar_day.html", one=one, why=reason_of(one), previews=previews)


@blueprint.post("/desk/calendar/<day>/open")
def open_day(day: str) -> Page:
    open_after_all(calendar_day_or_404(day).day, by=current_visitor().actor, region=the_region())
    return saved()


@blueprint.post("/desk/calendar/<day>/close")
def close_day(day: str) -> Page:
    close_after_all(calendar_day_or_404(day).day, by=current_visitor().actor, region=the_region())
    return saved()


def calendar_day_or_404(day: str) -> CalendarDay:
    """The day in the address, if it is one that the calendar closes."""
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        abort(404)
    return calendar_day(asked, the_region()) or abort(404)
