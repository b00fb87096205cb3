"""How a household gets into its own file: a new invitation by mail, or a secret given by hand."""

import uuid
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import TooManyMails
from expatdesk.cases.sign_in import invite_again, issue_secret
from expatdesk.desk.blueprint import blueprint
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import clock_time, weekday_and_day
from expatdesk.shared.i18n import gettext as _


@blueprint.post("/desk/cases/<uuid:case_id>/invitation", endpoint="invite_again")
def send_invitation(case_id: uuid.UUID) -> Response:
    case = case_or_404(case_id)
    try:
        invite_again(case, by=current_visitor().actor)
        flash(_("The invitation goes to %(email)s.", email=case.email), "ok")
    except TooManyMails as refusal:
        flash(_too_many_mails(case.email, refusal.until), "warning")
    return redirect(url_for("desk.case", case_id=case.id), 303)


def _too_many_mails(email: str, until: datetime) -> str:
    return _(
        "So many mails went to %(email)s that the invitation must wait: send it again on %(day)s, from %(time)s.",
        email=email, day=weekday_and_day(local(until).date()), time=clock_time(until),
    )  # fmt: skip


@blueprint.post("/desk/cases/<uuid:case_id>/secret", endpoint="issue_secret")
def show_new_secret(case_id: uuid.UUID) -> str:
    """Shown in the answer itself and nowhere else: a secret must not lie in a cookie until the next page."""
    case = case_or_404(case_id)
    return render_template(
        "desk/ways_in/secret.html", case=case, secret=issue_secret(case, by=current_visitor().actor)
    )
