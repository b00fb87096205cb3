"""The intake: one question a page, saved at every step, in whatever order and on whatever device."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.cases.intake_actions import INTAKE, remember_question
from expatdesk.cases.intake_actions import send_answers as send_to_desk
from expatdesk.cases.refusals import PersonRegistered, StaleVersion
from expatdesk.expat.answers import change_by_another
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.intake import IntakeForm
from expatdesk.expat.household import Household, own_household
from expatdesk.expat.likes import likes_in_words
from expatdesk.expat.papers import counted, groups_of
from expatdesk.expat.question_page import QuestionPage
from expatdesk.expat.questions import SENT, Intake
from expatdesk.expat.summary import sections_of, without_gaps
from expatdesk.rules.plan import Step, StepState
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/my/intake/")
def intake() -> Response:
    """Where the household left off."""
    question = Intake(own_household().case).next_open()
    if question is None:
        return redirect(url_for("expat.summary"), 303)
    return redirect(url_for("expat.question", slug=question.slug), 303)


@blueprint.get("/my/intake/<slug>")
def question(slug: str) -> str | Response:
    """One question."""
    page = _page(slug)
    if not page.is_open:
        return redirect(url_for("expat.summary"), 303)
    return page.show(page.form())


@blueprint.post("/my/intake/<slug>")
def answer(slug: str) -> Page:
    """Save the answer to one question and go on to the next."""
    page = _page(slug)
    if not page.is_open:
        abort(404)
    if request.form.get("language") in LANGUAGES:
        return page.in_language(request.form["language"])
    form = page.form()
    if not form.validate_on_submit():
        return page.show(form), 422
    return _save(page, form)


def _save(page: QuestionPage, form: IntakeForm) -> Page:
    try:
        effect = page.effect_to_show(form)
        # Looking at the effect ended a transaction: who was first is seen in the one that writes.
        if form.seen.data != form.print_of(form.asked):
            changed = change_by_another(page.household.case, form.touches, page.household.by)
            if changed is not None:
                return page.show(form, changed=changed), 409
        return (page.show(form, effect=effect), 422) if effect else page.save(form)
    except PersonRegistered:
        form.form_errors.append(_("Somebody in your household is registered. Ask the desk to change this."))
        return page.show(form), 422
    except StaleVersion:
        # Somebody changed the case at this very moment: nothing is written, and nothing typed is lost.
        return page.show(form, is_busy=True), 409


@blueprint.get("/my/intake/summary")
def summary() -> str:
    """Everything that the household told, to check and to change."""
    household = own_household()
    sections, intake = sections_of(household.case), Intake(household.case)
    ends_early = household.is_registered_elsewhere and not household.has_answered

    def may_change(slug: str) -> bool:
        question = intake.find(slug)
        return question is not None and household.may_change(question)

    return render_template(
        "expat/intake/summary.html",
        case=household.case,
        sections=without_gaps(sections) if ends_early else sections,
        open_slugs={row.slug for section in sections for row in section.rows if may_change(row.slug)},
        papers=_papers_in_hand(household), likes=likes_in_words(household.case),
        is_sent=_is_sent(household),
        has_proof=household.has_answered and not household.is_closed,
        ends_early=ends_early,
        back_url=url_for("expat.status"),
    )  # fmt: skip


def _papers_in_hand(household: Household) -> tuple[int, int] | None:
    """How many papers it has of those that are asked; None once they are handed in: then that says nothing."""
    plan = household.plan
    if any(step.key == "papers_handed_in" and step.is_finished for step in plan.steps):
        return None
    return counted(groups_of(household.case, plan))


@blueprint.post("/my/intake/summary")
def send_answers() -> Response:
    """Send the answers: the intake is done, and the plan goes on."""
    household = own_household()
    open_question = Intake(household.case).next_open()
    if open_question is not None and not household.has_answered:
        if household.is_registered_elsewhere:
            return _to_plan()
        flash(_("This question is still open."), "info")
        return redirect(url_for("expat.question", slug=open_question.slug), 303)
    try:
        _complete(household)
    except StaleVersion:
        return _after_somebody_else()
    return _to_plan()


def _to_plan() -> Response:
    flash(_("Thank you. We have your answers."), "ok")
    return redirect(url_for("expat.status"), 303)


def _complete(household: Household) -> None:
    case = household.case
    step = _asked_in_plan(household)
    if step.state is StepState.OPEN if step is not None else not household.has_answered:
        send_to_desk(case, by=household.by, region=household.region, today=household.today)
    remember_question(case, SENT)


def _asked_in_plan(household: Household) -> Step | None:
    """The step that asks for the answers; none where another office registers, or nobody can yet."""
    return next((step for step in household.plan.steps if step.id == INTAKE), None)


def _is_sent(household: Household) -> bool:
    """Whether nothing is left to send: a step that is still open needs its button, whatever was sent before."""
    step = _asked_in_plan(household)
    is_asked = step is not None and step.state is StepState.OPEN and not household.is_registered
    return household.has_answered and not is_asked


def _after_somebody_else() -> Response:
    """The case changed at this very moment: by a second press, which sent it, or by the desk, to be checked."""
    begin_writing()
    if own_household().has_answered:
        return redirect(url_for("expat.status"), 303)
    flash(_("Somebody changed your file at this very moment. Press the button again."), "info")
    return redirect(url_for("expat.summary"), 303)


def _page(slug: str) -> QuestionPage:
    household = own_household()
    found = Intake(household.case).find(slug)
    if found is None:
        abort(404)
    return QuestionPage(household, found)
