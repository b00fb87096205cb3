"""Somebody signs up without an employer: the route is told, the least is asked, the mailbox confirms it."""

from flask import redirect, render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.whereabouts import whereabouts
from expatdesk.cases.labels import DESTINATIONS, what_it_means
from expatdesk.cases.sign_ups import LASTS, ask_to_sign_up, living_sign_up
from expatdesk.cases.sign_ups import confirm_sign_up as open_their_case
from expatdesk.people import throttle
from expatdesk.public.blueprint import blueprint
from expatdesk.public.forms.can_help import NOWHERE, CanHelpForm
from expatdesk.public.forms.sign_up import ConfirmSignUpForm, SignUpForm
from expatdesk.rules.route import route_for
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import chosen_language, speaking
from expatdesk.shared.pages import Page


@blueprint.route("/sign-up", methods=["GET", "POST"])
def sign_up() -> Page:
    """Ask for a case. Over the limit nothing is mailed, and nothing looks different (security T14, T16)."""
    told = CanHelpForm.of(request.args, the_region())
    if not told.validate():
        # Nobody types who they are before they know where they register.
        return redirect(url_for("public.can_help"), 303)
    form = SignUpForm.after(told)
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    hire = form.hire()
    if throttle.may_try((throttle.SIGN_UPS_OF, hire.email.lower()), (throttle.MAILS_FROM, whereabouts())):
        begin_writing()
        ask_to_sign_up(hire)
    return redirect(url_for("public.signed_up", step="asked"), 303)


def _page(form: SignUpForm) -> str:
    region = the_region()
    route = route_for(form.told.facts(region), region, today())
    return render_template(
        "public/sign_up/form.html",
        form=form,
        where=DESTINATIONS[route.to],
        meaning=what_it_means(route, region),
        has_employer=form.told.work.data != NOWHERE,
        told_url=url_for("public.can_help", **form.told.said),
    )


@blueprint.get("/sign-up/<any(asked, confirmed):step>")
def signed_up(step: str) -> str:
    """What happens now; the same for everybody."""
    return render_template("public/sign_up/next.html", is_confirmed=step == "confirmed", days=LASTS.days)


@blueprint.route("/sign-up/confirm/<token>", methods=["GET", "POST"])
def confirm_sign_up(token: str) -> Page:
    """Show a button; only pressing it opens a case: mail scanners open every link (security T12)."""
    asked, form = living_sign_up(token), ConfirmSignUpForm()
    if asked is None:
        return _dead()
    if not form.validate_on_submit():
        with speaking(chosen_language() or asked.language):
            return render_template("public/sign_up/confirm.html", form=form, asked=asked)
    if open_their_case(asked, region=the_region(), today=today()) is None:
        return _dead()
    return redirect(url_for("public.signed_up", step="confirmed"), 303)


def _dead() -> Page:
    return render_template("public/sign_up/dead.html", days=LASTS.days), 410
