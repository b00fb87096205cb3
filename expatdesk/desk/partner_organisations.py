"""The partners of the desk: the coordinator adds and ends them, and lets their people in."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.colleagues import act_on_partners, invited_to_partner, users_of_partner
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.counter_lines import what_differs
from expatdesk.desk.forms.partner_organisations import PartnerOrganisationForm
from expatdesk.organisations import partners as organisations
from expatdesk.organisations import queries as employers
from expatdesk.organisations.models import Partner
from expatdesk.organisations.partners import EmployerIsPartner, PartnerKnown
from expatdesk.shared.account_fields import PersonForm
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.social.activities import cancel_activities_of
from expatdesk.social.activity_queries import coming_of

ONE = "/desk/partners/<uuid:organisation_id>"


@blueprint.get("/desk/partners")
def partners() -> str:
    every = organisations.partners()
    works = {one.id for one in every if one.works_on(today())}
    return render_template("desk/partner_organisations/list.html", partners=every, works=works)


@blueprint.route("/desk/partners/new", methods=["GET", "POST"])
def new_partner() -> Page:
    form = PartnerOrganisationForm(data={"version": 1})
    if not form.validate_on_submit():
        return _form_page(form), 422 if form.errors else 200
    try:
        added = organisations.add_partner(form.said, by=current_visitor().actor)
    except (PartnerKnown, EmployerIsPartner) as refusal:
        return _refused(form, refusal)
    flash(_("%(partner)s is added.", partner=added.name), "ok")
    return redirect(url_for("desk.organisation", organisation_id=added.id), 303)


@blueprint.get(ONE)
def organisation(organisation_id: uuid.UUID) -> str:
    one = _partner_or_404(organisation_id)
    return render_template(
        "desk/partner_organisations/partner.html", partner=one, works=one.works_on(today()),
        employer=employers.find_employer(one.employer_id) if one.employer_id else None,
        users=users_of_partner(one.id), activities=coming_of(one.id),
    )  # fmt: skip


@blueprint.route(f"{ONE}/change", methods=["GET", "POST"])
def change_partner(organisation_id: uuid.UUID) -> Page:
    one = _partner_or_404(organisation_id)
    form = PartnerOrganisationForm.of(one)
    if not form.validate_on_submit():
        return _form_page(form, one), 422 if form.errors else 200
    try:
        by = current_visitor().actor
        changed = organisations.change_partner(one, form.said, version=form.version.data, by=by)
    except (PartnerKnown, EmployerIsPartner) as refusal:
        return _refused(form, refusal, one)
    if not changed:
        form.version.data = one.version
        return _form_page(form, one, conflict=what_differs(form, form.stored(one))), 409
    flash(_("Saved."), "ok")
    return redirect(url_for("desk.organisation", organisation_id=one.id), 303)


@blueprint.post(f"{ONE}/end")
def end_partner(organisation_id: uuid.UUID) -> Response:
    """End it at once, with what it had still to come: nobody comes to a closed door."""
    one, by = _partner_or_404(organisation_id), current_visitor().actor
    organisations.end_partner(one, by=by, today=today())
    cancel_activities_of(one.id, by=by, region=the_region())
    flash(_("%(partner)s works with the desk no more, from this moment on.", partner=one.name), "ok")
    return redirect(url_for("desk.organisation", organisation_id=one.id), 303)


@blueprint.post(f"{ONE}/take-up")
def take_up_partner(organisation_id: uuid.UUID) -> Response:
    one = _partner_or_404(organisation_id)
    organisations.take_up_partner(one, by=current_visitor().actor)
    flash(_("%(partner)s works with the desk again.", partner=one.name), "ok")
    return redirect(url_for("desk.organisation", organisation_id=one.id), 303)


@blueprint.route(f"{ONE}/users/new", methods=["GET", "POST"])
def invite_of_partner(organisation_id: uuid.UUID) -> Page:
    one, form = _partner_or_404(organisation_id), PersonForm()
    if not form.validate_on_submit() or not invited_to_partner(form, one):
        page = render_template("desk/partner_organisations/invite.html", form=form, partner=one)
        return page, 422 if form.errors else 200
    return redirect(url_for("desk.organisation", organisation_id=one.id), 303)


@blueprint.post(f"{ONE}/users/<uuid:user_id>/<act>")
def act_on_partner(organisation_id: uuid.UUID, user_id: uuid.UUID, act: str) -> Response:
    act_on_partners(_partner_or_404(organisation_id).id, user_id, act)
    return redirect(url_for("desk.organisation", organisation_id=organisation_id), 303)


def _partner_or_404(organisation_id: uuid.UUID) -> Partner:
    return organisations.find_partner(organisation_id) or abort(404)


def _refused(
    form: PartnerOrganisationForm, refusal: PartnerKnown | EmployerIsPartner, one: Partner | None = None
) -> tuple[str, int]:
    """Say at the field what another partner has already."""
    if isinstance(refusal, PartnerKnown):
        form.name.errors = [_("Another partner has this name.")]
    else:
        form.employer_id.errors = [_("Another partner is this employer already.")]
    return _form_page(form, one), 422


def _form_page(form: PartnerOrganisationForm, one: Partner | None = None, **shown: object) -> str:
    return render_template("desk/partner_organisations/form.html", form=form, partner=one, **shown)
