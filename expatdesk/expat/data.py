"""All that the desk keeps of a household, on one page that a tired person can read; and where it is signed in."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.fields import EMPLOYER_NEVER_SEES, EMPLOYER_SEES
from expatdesk.access.sessions import token_of_stay
from expatdesk.cases.models import Case
from expatdesk.cases.representatives import representative_of
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.consents import asked_about_home, asked_about_visit
from expatdesk.expat.household import Household, own_household
from expatdesk.expat.keeping import keeping_of
from expatdesk.expat.own_data.kept import papers_in_words, registrations_of, visits_in_words
from expatdesk.expat.own_data.stays import stays_in_words
from expatdesk.expat.own_data.told import blocks_of
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.people.sign_ins import end_one_stay, end_stays_of_case
from expatdesk.retention.settings import with_terms
from expatdesk.rights.queries import count_notes, mails_to
from expatdesk.rights.readings import readings_for
from expatdesk.rights.requests import REASONS, due, requests_of
from expatdesk.shared.i18n import gettext as _

ALL_OTHERS = "others"


@blueprint.get("/my/data")
def data() -> str:
    """What we know, from whom and since when; who looks at it; until when it is kept."""
    household = own_household()
    case, region = household.case, with_terms(household.region, household.today)
    return render_template(
        "expat/data/page.html",
        case=case,
        blocks=blocks_of(household, history_of(case.id)),
        registrations=registrations_of(case, region),
        visits=visits_in_words(case, region),
        papers=papers_in_words(case, household.plan, region.retention),
        mails=mails_to(case.id),
        notes=count_notes(case.id),
        page={"employer": case.employer.name if case.employer else ""},
        employer_sees=EMPLOYER_SEES,
        employer_never_sees=EMPLOYER_NEVER_SEES,
        **_asked(household),
        readings=readings_for(readings_of(case.id), household.region),
        keeping=keeping_of(household),
        **_to_act_on(case),
    )


def _asked(household: Household) -> dict[str, object]:
    """What the household may let its employer see."""
    return {"asked_about_visit": asked_about_visit(household), "asked_about_home": asked_about_home(household)}


def _to_act_on(case: Case) -> dict[str, object]:
    """Where the household is signed in, who represents it, and what it asked for."""
    stays = stays_in_words(case.id, token_of_stay())
    asked = {"requests": requests_of(case.id), "due": due, "reasons": REASONS}
    return {"stays": stays, "representative": representative_of(case.id), **asked}


@blueprint.post("/my/data/stays")
def end_stay() -> Response:
    """Sign one other browser out, or all of them."""
    case, named = own_household().case, request.form.get("stay", "")
    if named == ALL_OTHERS:
        end_stays_of_case(case.id, but=token_of_stay())
        flash(_("All other devices are signed out."), "ok")
    else:
        end_one_stay(case.id, request.form.get("stay", type=uuid.UUID) or abort(404))
        flash(_("That device is signed out."), "ok")
    return redirect(url_for("expat.data", _anchor="stays"), 303)
