"""People to meet: what the adults of a household like, whom they let know it, and their buddies."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.cases.consents import OF_PEOPLE, Purpose, lets_desk
from expatdesk.cases.labels.interests import INTEREST_WORDS
from expatdesk.cases.refusals import CaseClosed, StaleVersion
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.family import called
from expatdesk.expat.forms.people import InterestsForm, ProblemForm, YesForm
from expatdesk.expat.household import Household, own_household
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.pages import Page
from expatdesk.social.buddy_models import BuddyPair
from expatdesk.social.career_words import careers_of
from expatdesk.social.incidents import tell_incident
from expatdesk.social.interests import adults_of, forget, interests_of, say, tell
from expatdesk.social.pairs import (
    PairOver,
    end_pair,
    ended_lately,
    newcomer_answers,
    pair_of,
    pair_to_tell_of,
    pairs_of,
    say_met,
    share_email,
)
from expatdesk.social.people_labels import TIME_WORDS, language_word, reasons_in_words

WHO = f"/my/people/<any({PersonRole.PRINCIPAL}, {PersonRole.PARTNER}):who>"
PAIR = "/my/people/buddy/<uuid:pair_id>"


@blueprint.get("/my/people")
def people() -> str:
    """All of it: told, allowed, proposed."""
    household = own_household()
    adults = [
        (person, interests_of(person), {one: lets_desk(person, one) for one in OF_PEOPLE})
        for person in adults_of(household.case)
    ]
    return render_template(
        "expat/people/page.html", case=household.case, adults=adults, pairs=pairs_of(household.case),
        ended=ended_lately(household.case, household.today),
        yes=YesForm(formdata=None), is_closed=household.is_closed, interest_words=INTEREST_WORDS,
        time_words=TIME_WORDS, language_word=language_word, called=called,
        companions=careers_of(household.case, household.today),
        reasons=lambda pair: reasons_in_words(pair.reasons, household.region),
    )  # fmt: skip


@blueprint.route(f"{WHO}/tell", methods=["GET", "POST"])
def tell_interests(who: str) -> Page:
    """Tell, or change, what one adult likes."""
    household = own_household()
    person = _adult(household, who)
    form = InterestsForm.of(household.case, interests_of(person))
    if not form.validate_on_submit():
        return _ask(household, person, form), 422 if form.errors else 200
    try:
        tell(household.case, person, form.told, **_acting(household))
    except StaleVersion:
        return _ask(household, person, form), 409
    flash(_("Thank you. You can change it, or take it back, at any time."), "ok")
    return redirect(url_for("expat.people", _anchor=who), 303)


@blueprint.post(f"{WHO}/allow")
def allow_desk(who: str) -> Response:
    """Keep a yes or a no; it holds from the next page on."""
    household = own_household()
    purpose, said = request.form.get("purpose"), {"yes": True, "no": False}.get(request.form.get("answer", ""))
    if said is None or purpose not in OF_PEOPLE:
        abort(422)
    if said and household.is_closed:
        raise CaseClosed
    person = _adult(household, who)
    say(household.case, person, Purpose(purpose), is_given=said, language=language(), **_acting(household))
    flash(_("You said yes.") if said else _("You took it back. It holds from now on."), "ok")
    return redirect(url_for("expat.people", _anchor=who), 303)


@blueprint.post(f"{WHO}/forget")
def forget_interests(who: str) -> Response:
    """Erase all that this adult told here."""
    household = own_household()
    forget(household.case, _adult(household, who), language=language(), **_acting(household))
    flash(_("What you told here is erased."), "ok")
    return redirect(url_for("expat.people"), 303)


@blueprint.post(f"{PAIR}/answer")
def answer_buddy(pair_id: uuid.UUID) -> Response:
    """Say yes or no to somebody."""
    household, form = own_household(), YesForm()
    says = {"yes": True, "no": False}.get(request.form.get("answer", ""))
    if says is None or not form.validate():
        abort(422)
    shares = bool(form.shares_email.data)
    return _pressed(
        household,
        pair_id,
        lambda pair: newcomer_answers(
            pair, says=says, shares_email=shares, by=household.by, today=household.today
        ),
    )


@blueprint.post(f"{PAIR}/met")
def met_buddy(pair_id: uuid.UUID) -> Response:
    """They have met."""
    household = own_household()
    return _pressed(household, pair_id, lambda pair: say_met(pair, **_acting(household)))


@blueprint.post(f"{PAIR}/email")
def share_email_with_buddy(pair_id: uuid.UUID) -> Response:
    """Let the buddy see the address, or see it no more."""
    household, shares = own_household(), {"yes": True, "no": False}.get(request.form.get("shares", ""))
    if shares is None:
        abort(422)
    if shares and household.is_closed:
        raise CaseClosed
    return _pressed(household, pair_id, lambda pair: share_email(pair, shares=shares))


@blueprint.post(f"{PAIR}/end")
def end_buddy(pair_id: uuid.UUID) -> Response:
    """Stop, without a reason."""
    household = own_household()
    return _pressed(household, pair_id, lambda pair: end_pair(pair, by=household.by, today=household.today))


@blueprint.route(f"{PAIR}/problem", methods=["GET", "POST"])
def buddy_problem(pair_id: uuid.UUID) -> Page:
    """Tell the desk, and nobody else, that something went wrong."""
    household, form = own_household(), ProblemForm()
    pair = pair_to_tell_of(pair_id, household.case, household.today) or abort(404)
    if not form.validate_on_submit():
        page = render_template(
            "expat/people/problem.html",
            form=form,
            name=pair.volunteer.first_name,
            back_url=url_for("expat.people"),
        )
        return page, 422 if form.errors else 200
    tell_incident(pair, str(form.text.data), by_volunteer=False, by=household.by)
    flash(_("Thank you for telling us. The desk reads it, and calls you where that helps."), "ok")
    return redirect(url_for("expat.people"), 303)


def _pressed(household: Household, pair_id: uuid.UUID, act: Callable[[BuddyPair], None]) -> Response:
    pair = pair_of(pair_id, case=household.case)
    try:
        if pair is None:
            raise PairOver
        act(pair)
    except PairOver:
        flash(_("This is over already. We look for somebody else with you."), "info")
    return redirect(url_for("expat.people"), 303)


def _adult(household: Household, who: str) -> Person:
    return next((person for person in adults_of(household.case) if person.role == who), None) or abort(404)


def _acting(household: Household) -> dict[str, Any]:
    return {"by": household.by, "region": household.region, "today": household.today}


def _ask(household: Household, person: Person, form: InterestsForm) -> str:
    is_alone = len(adults_of(household.case)) == 1
    return render_template(
        "expat/people/tell.html", form=form, name="" if is_alone else person.calling_name,
        back_url=url_for("expat.people"),
    )  # fmt: skip
