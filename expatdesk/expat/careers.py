"""Help with work for who comes along: told on one page, changed at any time, taken back in one press."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.career_fields import CareerForm
from expatdesk.cases.refusals import StaleVersion
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.family import called
from expatdesk.expat.household import Household, own_household
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.pages import Page
from expatdesk.social.career_words import career_in_words
from expatdesk.social.careers import CareerChanged, career_row, companions_of, tell_career, withdraw_career

WHO = f"/my/people/<any({PersonRole.PRINCIPAL}, {PersonRole.PARTNER}):who>/career"


@blueprint.route(WHO, methods=["GET", "POST"])
def career(who: str) -> Page:
    """Tell, or change, what help with work somebody would like."""
    household = own_household()
    person = _companion(household, who)
    form = CareerForm.of(career_row(person))
    if not form.validate_on_submit():
        return _ask(person, form), 422 if form.errors else 200
    try:
        tell_career(household.case, person, form.told, language=language(), **_acting(household))
    except (CareerChanged, StaleVersion):
        form.goes_on_from(career_row(person))
        return _ask(person, form, is_changed=True), 409
    flash(_("Thank you. You can change it, or take it back, at any time."), "ok")
    return redirect(url_for("expat.people", _anchor=f"work-{who}"), 303)


@blueprint.post(f"{WHO}/forget")
def forget_career(who: str) -> Response:
    """Take back the yes: all of it is erased, and its steps leave the plan."""
    household = own_household()
    withdraw_career(household.case, _companion(household, who), **_acting(household))
    flash(_("You took it back. What you told of work is erased."), "ok")
    return redirect(url_for("expat.people"), 303)


def _companion(household: Household, who: str) -> Person:
    found = companions_of(household.case, household.today)
    return next((person for person in found if person.role == who), None) or abort(404)


def _acting(household: Household) -> dict[str, Any]:
    return {"by": household.by, "region": household.region, "today": household.today}


def _ask(person: Person, form: CareerForm, *, is_changed: bool = False) -> str:
    row = career_row(person) if is_changed else None
    return render_template(
        "expat/people/career.html", form=form, name=called(person), is_changed=is_changed,
        in_file=career_in_words(row) if row else [], back_url=url_for("expat.people"),
    )  # fmt: skip
