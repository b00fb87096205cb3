"""The employers: the coordinator adds them, and keeps what the desk knows of each."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.addresses import KINDS
from expatdesk.access.colleagues import users_of
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.employer_changes import are_following
from expatdesk.cases.employers import change_employer, count_open_cases
from expatdesk.cases.refusals import StaleVersion
from expatdesk.cases.temporary import compared
from expatdesk.cases.temporary_queries import count_registered
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.counter_lines import what_differs
from expatdesk.desk.forms.employers import EmployerForm
from expatdesk.desk.temporary import how_full
from expatdesk.organisations import queries as organisations
from expatdesk.organisations.actions import EmployerRefused, KvkTaken, NameAlike, NameTaken, add_employer
from expatdesk.organisations.models import Employer
from expatdesk.people.applications import confirmed_applications
from expatdesk.shared.clock import today
from expatdesk.shared.folding import folded
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.shared.text import is_plain, tidy


@blueprint.get("/desk/employers")
def employers() -> str:
    search, every = _search(), organisations.employers()
    found = [one for one in every if all(word in _found_by(one) for word in folded(search).split())]
    return render_template(
        "desk/employers/list.html", employers=found, search=search, known=len(every), hires=count_open_cases(),
        applications=confirmed_applications(),
    )  # fmt: skip


@blueprint.route("/desk/employers/new", methods=["GET", "POST"])
def new_employer() -> Page:
    form = EmployerForm(data={"version": 1})
    if not form.validate_on_submit():
        return _form_page(form), 422 if form.errors else 200
    try:
        added = add_employer(form.said, by=current_visitor().actor, is_another=form.is_another.data)
    except EmployerRefused as refusal:
        return _refused(form, refusal)
    flash(_("%(employer)s is added.", employer=added.name), "ok")
    return redirect(url_for("desk.employer", employer_id=added.id), 303)


@blueprint.get("/desk/employers/<uuid:employer_id>")
def employer(employer_id: uuid.UUID) -> str:
    one = employer_or_404(employer_id)
    hires = count_open_cases().get(one.id, 0)
    at = compared(one.street, one.postcode)
    return render_template(
        "desk/employers/employer.html", employer=one, hires=hires, users=users_of(one.id),
        plans_follow=are_following(one.id), kinds=KINDS,
        registered_line=how_full(count_registered({at}).get(at, 0), one.most_registered),
    )  # fmt: skip


@blueprint.route("/desk/employers/<uuid:employer_id>/change", methods=["GET", "POST"], endpoint="change_employer")
def change_facts(employer_id: uuid.UUID) -> Page:
    one = employer_or_404(employer_id)
    form = EmployerForm.of(one)
    if not form.validate_on_submit():
        return _form_page(form, one), 422 if form.errors else 200
    try:
        by = current_visitor().actor
        changed = change_employer(one, form.said, version=form.version.data, by=by, today=today())
    except EmployerRefused as refusal:
        return _refused(form, refusal, one)
    except StaleVersion:
        form.version.data = one.version
        return _form_page(form, one, conflict=what_differs(form, form.stored(one))), 409
    flash(_("Saved.") if changed else _("Nothing changed: this holds already."), "ok" if changed else "info")
    return redirect(url_for("desk.employer", employer_id=one.id), 303)


def employer_or_404(employer_id: uuid.UUID) -> Employer:
    """The employer with this id."""
    return organisations.find_employer(employer_id) or abort(404)


def _search() -> str:
    typed = tidy(request.args.get("search"))[:200]
    return typed if is_plain(typed) else ""


def _found_by(one: Employer) -> str:
    return folded(f"{one.name} {one.town} {one.kvk_number or ''}")


def is_refused(form: EmployerForm, refusal: EmployerRefused) -> bool:
    """Say at the field what another employer has already; False where it is something else."""
    match refusal:
        case NameTaken():
            form.name.errors = [_("Another employer has this name. Look whether it is the same one.")]
        case NameAlike():
            form.name.errors = [_("Another employer has nearly this name. Look whether it is the same one.")]
        case KvkTaken():
            form.kvk_number.errors = [_("Another employer has this KvK number. Look whether it is the same one.")]
        case _:
            return False
    return True


def _refused(form: EmployerForm, refusal: EmployerRefused, one: Employer | None = None) -> tuple[str, int]:
    if not is_refused(form, refusal):
        raise refusal
    return _form_page(form, one), 422


def _form_page(form: EmployerForm, one: Employer | None = None, **shown: object) -> str:
    alike = organisations.employers_like(form.name.data or "", form.kvk_number.data) if form.errors else []
    shown["alike"] = [] if one else alike
    return render_template("desk/employers/form.html", form=form, employer=one, **shown)
