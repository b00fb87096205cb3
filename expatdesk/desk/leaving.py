"""Somebody leaves a household: out of the file, or into a case of their own."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.cases.household import refuse_to_let_go, without
from expatdesk.cases.models import Case
from expatdesk.cases.own_case import leave_into_own_case
from expatdesk.cases.refusals import IsPrincipal, PersonRegistered, Refusal, StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.cases import stale_page
from expatdesk.desk.changes import in_words
from expatdesk.desk.conflicts import Conflict, meanwhile
from expatdesk.desk.facts import back_to_case
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.desk.forms.leaving import OwnCaseForm
from expatdesk.desk.people import member_or_404
from expatdesk.desk.rechecks import recheck_visit_and_say
from expatdesk.documents.actions import remove_member
from expatdesk.people.models import Person
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

STAYS: dict[type[Refusal], LazyString] = {
    PersonRegistered: _l(
        "The municipality has registered them, so they are not taken out of the file. Who moves out gets a case "
        "of their own."
    ),
    IsPrincipal: _l("The case is theirs. Let the others leave it, or close it."),
}


@blueprint.get("/desk/cases/<uuid:case_id>/people/<uuid:person_id>/leave")
def leave(case_id: uuid.UUID, person_id: uuid.UUID) -> str:
    case = case_or_404(case_id)
    return _page(case, member_or_404(case, person_id))


@blueprint.post("/desk/cases/<uuid:case_id>/people/<uuid:person_id>/remove", endpoint="remove_member")
def remove(case_id: uuid.UUID, person_id: uuid.UUID) -> Page:
    case, form = case_or_404(case_id), CaseForm()
    person = member_or_404(case, person_id)
    if not form.validate():
        abort(422)
    try:
        remove_member(case, person, version=form.version.data, **acting())
    except (PersonRegistered, IsPrincipal):
        return _page(case, person, refused=True), 422
    except StaleVersion:
        return stale_page(case, form)
    return back_to_case(case, changed=True)


@blueprint.route("/desk/cases/<uuid:case_id>/people/<uuid:person_id>/own-case", methods=["GET", "POST"])
def own_case(case_id: uuid.UUID, person_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    person = member_or_404(case, person_id)
    form = OwnCaseForm.of(case, person)
    if not form.validate_on_submit():
        return _own_case_page(case, person, form), 422 if form.errors else 200
    try:
        own = leave_into_own_case(
            case, form.leaving(case, person), form.told, version=form.version.data, **acting()
        )
    except StaleVersion:
        return _own_case_page(case, person, form, meanwhile(case, form)), 409
    recheck_visit_and_say(case)
    flash(_("%(name)s has case %(code)s now, and gets a mail to sign in.", name=own.title, code=own.code), "ok")
    return redirect(url_for("desk.case", case_id=own.id), 303)


def _own_case_page(case: Case, person: Person, form: OwnCaseForm, conflict: Conflict | None = None) -> str:
    if person is case.principal:
        abort(404)
    return render_template(
        "desk/people/own_case.html",
        case=case,
        person=person,
        form=form,
        title=_("A case of their own for %(name)s", name=person.full_name or _("somebody of the household")),
        conflict=conflict,
        changed=in_words(_others(case, person), without(case, [person], the_region(), today())),
    )


def _page(case: Case, person: Person, *, refused: bool = False) -> str:
    if person is case.principal:
        abort(404)
    return render_template(
        "desk/people/leave.html",
        case=case,
        person=person,
        title=_("%(name)s leaves the household", name=person.full_name or _("Somebody")),
        refusal=_why_not(case, person),
        refused=refused,
        changed=in_words(_others(case, person), without(case, [person], the_region(), today())),
    )


def _others(case: Case, person: Person) -> list[Person]:
    return [one for one in case.people if one is not person]


def _why_not(case: Case, person: Person) -> LazyString | None:
    try:
        refuse_to_let_go(case, person)
    except Refusal as refusal:
        return STAYS[type(refusal)]
    return None
