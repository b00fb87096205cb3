"""A partner reads a question of the desk and answers it, by a link: nothing of any case stands here."""

from flask import redirect, render_template, url_for

from expatdesk.enquiries.partner_models import PartnerRequest
from expatdesk.enquiries.partners import TooLate, answer_as_partner, request_behind
from expatdesk.public.blueprint import blueprint
from expatdesk.public.forms.partner import PartnerAnswerForm
from expatdesk.shared.i18n import chosen_language, speaking
from expatdesk.shared.pages import Page


@blueprint.route("/partner/<token>", methods=["GET", "POST"])
def partner(token: str) -> Page:
    """The question; looking changes nothing, however many programs open the link (T12)."""
    asked, form = request_behind(token), PartnerAnswerForm()
    if asked is None:
        return _over()
    if not form.validate_on_submit():
        return _page(asked, form), 422 if form.errors else 200
    try:
        answer_as_partner(asked, str(form.text.data), str(form.name.data))
    except TooLate:
        return _over()
    return redirect(url_for("public.partner_answered"), 303)


@blueprint.get("/partner/thank-you")
def partner_answered() -> str:
    """It arrived."""
    return render_template("public/partner/thanks.html")


def _over() -> Page:
    return render_template("public/partner/over.html"), 410


def _page(asked: PartnerRequest, form: PartnerAnswerForm) -> str:
    with speaking(chosen_language() or asked.language):
        return render_template("public/partner/question.html", asked=asked, form=form)
