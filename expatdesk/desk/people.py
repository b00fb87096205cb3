"""Correcting who belongs to a household, and the facts of each of its members."""

import uuid

from flask import abort, render_template

from expatdesk.access.acting import acting
from expatdesk.access.guards import case_or_404
from expatdesk.cases import household as household_actions
from expatdesk.cases.actions import change_person
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import OnePartner, PersonRegistered, StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.conflicts import Conflict, meanwhile
from expatdesk.desk.fact_blocks import person_lines
from expatdesk.desk.facts import back_to_case
from expatdesk.desk.forms.people import HouseholdForm, NewMemberForm, PersonForm
from expatdesk.documents.actions import set_household
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/desk/cases/<uuid:case_id>/people/<uuid:person_id>", methods=["GET", "POST"])
def person(case_id: uuid.UUID, person_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    member = member_or_404(case, person_id)
    form = PersonForm.of(case, member)
    if not form.validate_on_submit():
        return _person_page(case, member, form), 422 if form.errors else 200
    seen = case.version
    try:
        change_person(case, member, form.changes(member), version=form.version.data, **acting())
    except StaleVersion:
        return _person_page(case, member, form, meanwhile(case, form, stored=lambda: form.stored(member))), 409
    return back_to_case(case, changed=case.version != seen)


def member_or_404(case: Case, person_id: uuid.UUID) -> Person:
    """Parent and child are checked together: a person of another case is not here (security T04)."""
    return next((one for one in case.people if one.id == person_id), None) or abort(404)


def _person_page(case: Case, member: Person, form: PersonForm, conflict: Conflict | None = None) -> str:
    title = member.full_name or _("A member of the household")
    return render_template("desk/people/person.html", case=case, form=form, title=title, conflict=conflict)


@blueprint.route("/desk/cases/<uuid:case_id>/household", methods=["GET", "POST"])
def household(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form = HouseholdForm.of(case)
    if not form.validate_on_submit():
        return _household_page(case, form), 422 if form.errors else 200
    partner, children, seen = bool(form.partner.data), form.children.data or 0, case.version
    try:
        set_household(case, partner=partner, children=children, version=form.version.data, **acting())
    except PersonRegistered:
        form.children.errors = [_("Somebody of them is registered already, so they stay in this household.")]
        return _household_page(case, form), 422
    except StaleVersion:
        return _household_page(case, form, meanwhile(case, form, stored=lambda: form.stored(case))), 409
    return back_to_case(case, changed=case.version != seen)


@blueprint.route("/desk/cases/<uuid:case_id>/people/new", methods=["GET", "POST"])
def add_member(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form = NewMemberForm.for_case(case)
    if not form.validate_on_submit():
        return _new_page(case, form), 422 if form.errors else 200
    try:
        household_actions.add_member(
            case, PersonRole(form.role.data), form.facts_said, version=form.version.data, **acting()
        )
    except OnePartner:
        form.role.errors = [_("There is a partner in this household already. Correct them instead.")]
        return _new_page(case, form), 422
    except StaleVersion:
        return _new_page(case, form, meanwhile(case, form)), 409
    return back_to_case(case, changed=True)


def _new_page(case: Case, form: NewMemberForm, conflict: Conflict | None = None) -> str:
    title = _("Add somebody to the household")
    return render_template("desk/people/new.html", case=case, form=form, title=title, conflict=conflict)


def _household_page(case: Case, form: HouseholdForm, conflict: Conflict | None = None) -> str:
    title = _("Who belongs to the household")
    return render_template(
        "desk/people/household.html",
        case=case,
        form=form,
        title=title,
        conflict=conflict,
        person_lines=person_lines,
    )
