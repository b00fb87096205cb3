"""Two cases that look alike, side by side: one household after all, or two."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from markupsafe import Markup

from expatdesk.access.acting import acting
from expatdesk.access.guards import case_or_404
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.joining import join_visits
from expatdesk.cases.duplicates import Alike, likenesses, say_two_households
from expatdesk.cases.merge_refusals import (
    ChangedSince,
    DayIsOver,
    DifferentPrincipals,
    EmployerOnOther,
    MergeRefused,
    TwoEmployers,
    TwoVisits,
)
from expatdesk.cases.merging import merge_cases, undo_merge
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now
from expatdesk.cases.refusals import OnePartner, Refusal, StaleVersion
from expatdesk.desk.alike import what_they_share
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.cases import stale_page
from expatdesk.desk.conflicts import Conflict, meanwhile
from expatdesk.desk.fact_blocks import Block, blocks_of, person_lines
from expatdesk.desk.facts import back_to_case
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.desk.forms.merging import KEPT, OTHER, MergeForm, likely_match, merge_form
from expatdesk.desk.rechecks import recheck_visit_and_say
from expatdesk.housing.leaving import join_interests
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page
from expatdesk.social.leaving import join_sign_ups

WHY_NOT: dict[type[Refusal], LazyString] = {
    TwoEmployers: _l(
        "Each of the two has an employer of its own, who follows its own case and pays for it. So these stay two "
        "cases."
    ),
    EmployerOnOther: _l("The other case has an employer and this one has not. Keep that case instead."),
    TwoVisits: _l("Both have a visit. Cancel one of them first."),
    DifferentPrincipals: _l(
        "The municipality has registered the first person of each, and these are two people. So these stay two "
        "cases."
    ),
    OnePartner: _l("There would be two partners in one household. Say who of the two files is the same person."),
}
NOT_UNDONE: dict[type[Refusal], LazyString] = {
    DayIsOver: _l(
        "A day is over since, so they stay one. Who is of another household can get a case of their own."
    ),
    ChangedSince: _l("Somebody worked on its people or steps since. Taking the two apart would lose that."),
}


@blueprint.route("/desk/cases/<uuid:case_id>/merge/<uuid:other_id>", methods=["GET", "POST"])
def merge(case_id: uuid.UUID, other_id: uuid.UUID) -> Page:
    other, case = _another(case_id, other_id), case_or_404(case_id)
    form = merge_form(case, other)
    if not form.validate_on_submit():
        return _page(case, other, form), 422 if form.errors else 200
    try:
        how = {"version": form.version.data, "other_version": form.other_version.data, **acting()}
        join_visits(case, other, **acting())
        join_sign_ups(case.id, other.id)
        join_interests(case.id, other.id)
        merge_cases(case, other, form.choice(other), **how)
    except (MergeRefused, OnePartner) as refusal:
        return _page(case, other, form, refusal=WHY_NOT[type(refusal)]), 422
    except StaleVersion:
        form.other_version.data = as_stored_now(other).version
        return _page(case, other, form, conflict=meanwhile(case, form)), 409
    return back_to_case(case, changed=True)


@blueprint.post("/desk/cases/<uuid:case_id>/merge/<uuid:other_id>/different", endpoint="two_households")
def different(case_id: uuid.UUID, other_id: uuid.UUID) -> Page:
    other, case = _another(case_id, other_id), case_or_404(case_id)
    if not CaseForm().validate():
        abort(422)
    say_two_households(case, other, by=current_visitor().actor)
    flash(_("These are two households now, and are not shown as alike any more."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


@blueprint.post("/desk/cases/<uuid:case_id>/merge/undo", endpoint="undo_merge")
def take_apart(case_id: uuid.UUID) -> Page:
    case, form = case_or_404(case_id), CaseForm()
    if not form.validate():
        abort(422)
    try:
        other = undo_merge(case, version=form.version.data, **acting())
    except MergeRefused as refusal:
        flash(str(NOT_UNDONE[type(refusal)]), "warning")
        return redirect(url_for("desk.case", case_id=case_id), 303)
    except StaleVersion:
        return stale_page(case, form)
    for one in (case, other):
        recheck_visit_and_say(one)
    flash(_("The two cases are apart again. The other one is %(code)s.", code=other.code), "ok")
    return redirect(url_for("desk.case", case_id=case_id), 303)


def _another(case_id: uuid.UUID, other_id: uuid.UUID) -> Case:
    """The second case, read before the first: its reading is written down too, on its own page."""
    other = case_or_404(other_id)
    if other.id == case_id or other.state != CaseState.OPEN:
        abort(404)
    return other


def _page(
    case: Case,
    other: Case,
    form: MergeForm,
    *,
    conflict: Conflict | None = None,
    refusal: LazyString | None = None,
) -> str:
    return render_template(
        "desk/merging/merge.html",
        case=case,
        other=other,
        form=form,
        title=_("Is this one household?"),
        alike=what_they_share(Alike(other, tuple(likenesses(case, other)))),
        mine=_in_words(case),
        theirs=_in_words(other),
        person_lines=person_lines,
        known=_known(case, other),
        conflict=conflict,
        refusal=refusal,
    )


def _known(case: Case, other: Case) -> dict[str, dict[str, str]]:
    """What each file says of somebody who is probably in both."""
    pairs = ((person, likely_match(person, case)) for person in other.people)
    return {
        str(person.id): {KEPT: " · ".join(person_lines(match)), OTHER: " · ".join(person_lines(person))}
        for person, match in pairs
        if match
    }


def _in_words(case: Case) -> dict[str, str]:
    """Each block of facts on one line."""
    return {block.key: _line(block) for block in blocks_of(case)}


def _line(block: Block) -> str:
    """A value may hold markup, where a long address breaks."""
    named = (Markup("{}: {} {}").format(fact.name, fact.value, fact.why) for fact in block.facts)
    return Markup(" · ").join(line.strip() for line in named)
