"""What households think of us: scores by quarter, their words without names, and how long they wait."""

from functools import partial

from babel.numbers import format_decimal
from flask import render_template

from expatdesk.cases.forecasts import all_forecasts
from expatdesk.cases.labels import KINDS_OF_HOUSEHOLDS, WAITS
from expatdesk.desk.blueprint import blueprint
from expatdesk.ratings.labels import SCORE_WORDS
from expatdesk.ratings.queries import newest_words, ratings_by_quarter
from expatdesk.rules.figures import FEWEST
from expatdesk.rules.forecasts import DAYS_BACK
from expatdesk.rules.forecasts import FEWEST as FEWEST_WAITS
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import language


@blueprint.get("/desk/ratings")
def ratings() -> str:
    return render_template(
        "desk/ratings/ratings.html",
        quarters=ratings_by_quarter(today()),
        words=newest_words(today()),
        score_words=SCORE_WORDS,
        fewest=FEWEST,
        forecasts=all_forecasts(),
        waits=WAITS,
        kinds=KINDS_OF_HOUSEHOLDS,
        days_back=DAYS_BACK,
        fewest_waits=FEWEST_WAITS,
        decimal=partial(format_decimal, format="0.0", locale=language()),
    )
