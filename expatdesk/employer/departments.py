"""The department of a hire: HR that sees all hires gives it, and takes it back."""

import uuid

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting
from expatdesk.access.guards import case_or_404
from expatdesk.cases.hire_actions import give_to_department
from expatdesk.cases.models import Case, CaseState
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.hires import DepartmentOfHireForm, department_choices
from expatdesk.shared.i18n import gettext as _


def departments_for(case: Case) -> DepartmentOfHireForm | None:
    """The form to choose another department, where there is a choice."""
    if case.state != CaseState.OPEN or len(department_choices()) == 1:
        return None
    return DepartmentOfHireForm(formdata=None, data={"department": case.department or ""})


@blueprint.post("/hires/<uuid:case_id>/department")
def set_department(case_id: uuid.UUID) -> Response:
    """Give a hire to a department, so that colleagues who are limited to it see it."""
    case, form = case_or_404(case_id), DepartmentOfHireForm()
    if departments_for(case) is None or not form.validate():
        abort(404)
    give_to_department(case, form.department.data or None, **acting())
    flash(_("Saved."), "ok")
    return redirect(url_for("employer.hire", case_id=case.id), 303)
