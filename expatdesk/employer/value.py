"""What the desk did for an employer, in figures that tell of nobody in particular."""

from datetime import timedelta

from babel.numbers import format_decimal
from flask import render_template

from expatdesk.access.acting import the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.employer_figures import days_ahead, days_to_registration, hires_since, registered_since
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.words import WORDS
from expatdesk.rules.figures import FEWEST, count_shown, median_shown
from expatdesk.rules.tracks.moves import DAYS_TO_REPORT
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import language, plain_date

A_YEAR, AHEAD = timedelta(days=365), timedelta(days=90)
HOURS = "employer_hours_per_hire"


@blueprint.get("/value")
def value() -> str:
    """The last year in figures, and which days come."""
    visitor, day = current_visitor(), today()
    visible = visible_cases(visitor)
    since = day - A_YEAR
    registered = count_shown(registered_since(visible, since))
    hours = the_region().amount(HOURS, day)
    ahead = days_ahead(visible, day, day + AHEAD)
    return render_template(
        "employer/value/figures.html", since=since, until=day + AHEAD, fewest=FEWEST, hours=hours,
        submitted=count_shown(hires_since(visible, since)), registered=registered,
        median=_in_words(median_shown(days_to_registration(visible, since))), lawful_days=DAYS_TO_REPORT,
        # HR moves hires between its departments: from how the middle one moves it could read the days of each.
        tells_days=visitor.department is None,
        saved=None if registered is None else round(registered * hours.value),
        ahead={what: count_shown(count) for what, count in ahead.items()}, plain_date=plain_date, **WORDS,
    )  # fmt: skip


def _in_words(days: float | None) -> str | None:
    """'3', or '3.5' as the reader writes it."""
    return None if days is None else format_decimal(days, locale=language())
