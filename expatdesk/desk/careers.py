"""Help with work for who comes along: written down as it was said, and a list of whom the desk may invite."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.career_fields import CareerForm
from expatdesk.access.guards import case_or_404
from expatdesk.access.policy import visible_careers
from expatdesk.access.readings import note_reading
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.careers import CareersForm
from expatdesk.people.models import Person
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.social.career_words import DIPLOMA_WORDS, FIELD_WORDS, LOOKING_WORDS, SPEAKS_WORDS, career_in_words
from expatdesk.social.careers import (
    MOST_LISTED,
    CareerChanged,
    career_of_person,
    career_row,
    tell_career,
    who_may_be_invited,
    withdraw_career,
)


@blueprint.get("/desk/careers")
def careers() -> str:
    form = CareersForm.of(request.args, the_region())
    rows = who_may_be_invited(visible_careers(current_visitor()), form.wanted)
    for _row, _person, case in rows:
        note_reading(case)
    return render_template(
        "desk/careers/list.html", form=form, rows=rows, most=MOST_LISTED, field_words=FIELD_WORDS,
        looking_words=LOOKING_WORDS, speaks_words=SPEAKS_WORDS, diploma_words=DIPLOMA_WORDS,
        towns={town.code: town.name for town in the_region().municipalities},
    )  # fmt: skip


@blueprint.route("/desk/cases/<uuid:case_id>/career/<uuid:person_id>", methods=["GET", "POST"])
def career(case_id: uuid.UUID, person_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    person = _companion(case, person_id)
    form = CareerForm.of(career_row(person))
    if not form.validate_on_submit():
        return _page(case, person, form), 422 if form.errors else 200
    try:
        tell_career(case, person, form.told, language=case.language, **acting())
    except (CareerChanged, StaleVersion):
        form.goes_on_from(career_row(person))
        return _page(case, person, form, is_changed=True), 409
    flash(_("It is written down, and the household reads it on its page."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


@blueprint.post("/desk/cases/<uuid:case_id>/career/<uuid:person_id>/withdraw")
def withdraw_career_of(case_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    case = case_or_404(case_id)
    withdraw_career(case, _companion(case, person_id), **acting())
    flash(_("It is taken back, and what was told of work is erased."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


def _companion(case: Case, person_id: uuid.UUID) -> Person:
    return career_of_person(case, person_id, today()) or abort(404)


def _page(case: Case, person: Person, form: CareerForm, *, is_changed: bool = False) -> str:
    row = career_row(person)
    return render_template(
        "desk/careers/change.html", case=case, person=person, form=form, is_changed=is_changed,
        has_told=row is not None, in_file=career_in_words(row) if row else [],
        title=_("Help with work: %(name)s", name=person.calling_name or _("Name not known yet")),
    )  # fmt: skip
