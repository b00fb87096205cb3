"""What the household lets its employer see or do: its visit, and whether it has a home; taken back as easily."""

from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from expatdesk.cases.consents import Purpose, answer, answered
from expatdesk.cases.refusals import CaseClosed
from expatdesk.cases.sharing_home import share_home
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.household import Household, own_household
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language

ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, and what the household said: yes, no, or nothing yet."""

    said: bool | None


def asked_about_visit(household: Household) -> Asked | None:
    """The question about its visit; None where no employer is, or no visit to come and nothing to take back."""
    if household.case.employer is None:
        return None
    said = answered(household.case, Purpose.VISIT)
    is_over = household.is_closed or household.is_registered or household.is_registered_elsewhere
    return None if is_over and not said else Asked(said)


def asked_about_home(household: Household) -> Asked | None:
    """The question about its home; None where no employer is, or the case is closed and nothing to take back."""
    if household.case.employer is None:
        return None
    said = answered(household.case, Purpose.HOME)
    return None if household.is_closed and not said else Asked(said)


@blueprint.post("/my/employer-and-visit")
def allow_employer() -> Response:
    """Keep what the household says; it holds from the next page that its employer opens."""
    household, employer, said = _answer()
    answer(household.case, Purpose.VISIT, is_given=said, language=language(), by=household.by)
    flash(
        _("From now on %(employer)s may see and book your visit.", employer=employer)
        if said
        else _("%(employer)s does not see your visit, and cannot book it.", employer=employer),
        "ok",
    )
    return redirect(url_for("expat.status", _anchor="sees"), 303)


@blueprint.post("/my/employer-and-home", endpoint="share_home")
def show_home() -> Response:
    """The same of whether it has a home."""
    household, employer, said = _answer()
    share_home(
        household.case, is_given=said, language=language(), by=household.by, region=household.region,
        today=household.today,
    )  # fmt: skip
    flash(
        _("From now on %(employer)s sees whether you have a home.", employer=employer)
        if said
        else _("%(employer)s does not see whether you have a home.", employer=employer),
        "ok",
    )
    return redirect(url_for("expat.status", _anchor="sees"), 303)


def _answer() -> tuple[Household, str, bool]:
    """Who answers, about which employer, and what; nothing new is allowed in a closed case."""
    household, said = own_household(), ANSWERS.get(request.form.get("answer", ""))
    if household.case.employer is None:
        abort(404)
    if said is None:
        abort(422)
    if said and household.is_closed:
        raise CaseClosed
    return household, household.case.employer.name, said
