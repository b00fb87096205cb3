"""The accessibility statement, and what the desk does with data of persons."""

from datetime import date
from email.utils import parseaddr

from flask import current_app, render_template

from expatdesk.access.acting import the_region
from expatdesk.access.fields import EMPLOYER_NEVER_SEES, EMPLOYER_SEES
from expatdesk.cases import sign_ups
from expatdesk.cases.hire_actions import DRAFTS_LAST
from expatdesk.check_ins.actions import MONTHS_OF_WORDS as MONTHS_OF_CHECK_IN_WORDS
from expatdesk.public.blueprint import blueprint
from expatdesk.ratings.actions import MONTHS_OF_WORDS
from expatdesk.retention.settings import with_terms
from expatdesk.shared.clock import today
from expatdesk.social.attendance import DAYS_WITH_NAMES

# The day on which the statement was last looked through. The decree asks for that once a year.
STATEMENT_OF = date(2026, 11, 23)


@blueprint.get("/accessibility")
def accessibility() -> str:
    """The statement that the Besluit digitale toegankelijkheid overheid asks for."""
    return render_template("public/accessibility.html", stated_on=STATEMENT_OF, mail_address=_mail_address())


@blueprint.get("/privacy")
def privacy() -> str:
    """What is kept, by whom, how long, and who sees it."""
    return render_template(
        "public/privacy.html", sees=EMPLOYER_SEES, never_sees=EMPLOYER_NEVER_SEES, mail_address=_mail_address(),
        terms=with_terms(the_region(), today()).retention, drafts_days=DRAFTS_LAST.days,
        months_of_words=MONTHS_OF_WORDS, months_of_check_in_words=MONTHS_OF_CHECK_IN_WORDS,
        sign_up_days=sign_ups.LASTS.days, days_with_names=DAYS_WITH_NAMES,
    )  # fmt: skip


def _mail_address() -> str:
    return parseaddr(current_app.config["MAIL_FROM"])[1]
