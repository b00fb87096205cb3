"""What a registrar does: see today's visits of their municipality, and record who was registered."""

import uuid
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.cases.queries import is_held, plan_of
from expatdesk.cases.refusals import StaleVersion, StepNotOpen
from expatdesk.cases.registration_actions import record_household
from expatdesk.cases.registration_queries import still_to_record, visits_between
from expatdesk.cases.words import home_address, work_address
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.conflicts import Conflict, meanwhile
from expatdesk.desk.fact_blocks import person_lines
from expatdesk.desk.forms.registrations import RegistrationForm
from expatdesk.desk.papers import papers_asked, papers_by_person
from expatdesk.desk.plan_lines import PlanReader
from expatdesk.retention.settings import with_terms
from expatdesk.rules.plan import RouteReason
from expatdesk.shared.clock import start_of, today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

WEEKS_AHEAD = 4


@blueprint.get("/desk/registrations", endpoint="registrations")
def show_registrations() -> str:
    visible = visible_cases(current_visitor())
    start, end, far = (start_of(today() + timedelta(days)) for days in (0, 1, 7 * WEEKS_AHEAD))
    return render_template(
        "desk/registrations/list.html",
        visits_today=visits_between(visible, start, end),
        coming=visits_between(visible, end, far),
        unfinished=still_to_record(visible, start),
        address=_address,
        town=_town(),
        today=today(),
    )


def _address(case: Case) -> str:
    """Where the household is to be registered: at its home, or for the first months at its employer's."""
    if case.route_reason != RouteReason.EMPLOYER_ADDRESS:
        return home_address(case)
    return _("%(address)s (employer)", address=work_address(case))


def _town() -> str:
    code = current_visitor().municipality
    return the_region().municipality(code).name if code else ""


@blueprint.route("/desk/cases/<uuid:case_id>/registration", methods=["GET", "POST"])
def registration(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form = RegistrationForm.of(case, plan_of(case, the_region(), today()))
    if not form.validate_on_submit():
        return _page(case, form), 422 if form.errors else 200
    try:
        record_household(case, list(form.recorded()), version=form.version.data, **acting())
    except StepNotOpen:
        form.on.errors = [_("One of these changes decides whether the others may be made. Save them one by one.")]
        return _page(case, form), 422
    except StaleVersion:
        return _page(case, form, meanwhile(case, form)), 409
    flash(_told(case), "ok" if case.registrations else "info")
    return redirect(url_for("desk.day" if _from_the_day() else "desk.registrations"), 303)


def _told(case: Case) -> Markup:
    """What stands in the file of this household now, and the way to look at it or set it right."""
    numbers = {
        "household": case.title,
        "done": len(case.registrations),
        "all": len(case.people),
        "bsn": sum(1 for row in case.registrations if row.bsn_way),
    }
    text = _("%(household)s: %(done)d of %(all)d registered, BSN of %(bsn)d of them recorded.", **numbers)
    if not case.registrations:
        text = _("Nobody is registered.")
    link = url_for("desk.registration", case_id=case.id)
    return Markup('{} <a href="{}">{}</a>').format(text, link, _("Look at it or correct it"))


def _from_the_day() -> bool:
    """Whether the registrar came from the day at the counter, and goes on there."""
    return request.args.get("back") == "day"


def _page(case: Case, form: RegistrationForm, conflict: Conflict | None = None) -> str:
    region = with_terms(the_region(), today())
    plan = plan_of(case, region, today())
    reader = PlanReader(case, plan, region, today())
    steps = {step.person: step for step in plan.steps if step.key == "brp_registration"}
    return render_template(
        "desk/registrations/registration.html",
        case=case,
        form=form,
        person_lines=person_lines,
        waiting={index: reader.line([step]).note for index, step in steps.items()},
        conflict=conflict,
        papers=papers_by_person(papers_asked(case, plan, region, today(), held=is_held(case))),
        from_the_day=_from_the_day(),
    )
