"""How households are doing, theme by theme and quarter by quarter, without anybody's name."""

from functools import partial

from babel.numbers import format_decimal
from flask import render_template

from expatdesk.check_ins.labels import CHECK_INS, THEMES
from expatdesk.check_ins.queries import trends
from expatdesk.desk.blueprint import blueprint
from expatdesk.rules.figures import FEWEST
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import language


@blueprint.get("/desk/check-ins")
def check_ins() -> str:
    return render_template(
        "desk/check_ins/check_ins.html",
        quarters=trends(today()),
        check_ins=CHECK_INS,
        themes=THEMES,
        fewest=FEWEST,
        decimal=partial(format_decimal, format="0.0", locale=language()),
    )
