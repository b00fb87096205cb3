"""Telling that one of the household's own steps is done."""

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.cases.labels import SOURCES, label_of
from expatdesk.cases.refusals import DayTooEarly, NotArrived, Refusal, StaleVersion, StepNotOpen
from expatdesk.cases.step_actions import is_before_arrival
from expatdesk.documents.ticking import PapersInTheWay, tick_off
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.family import called
from expatdesk.expat.forms.steps import DoneForm
from expatdesk.expat.household import Household, own_household
from expatdesk.expat.overview.wording import WORDS
from expatdesk.expat.papers import groups_of
from expatdesk.housing.contract_checks import SEARCH
from expatdesk.housing.wishes import STEP as HOME_WISHES
from expatdesk.rules.plan import Party, Step, StepState
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import long_date
from expatdesk.shared.pages import Page

FROM_ARRIVAL = _l("You can report this from the day you arrive.")


@blueprint.get("/my/steps/<key>")
def step(key: str) -> Page:
    """Say that a step is done, and on which day; what is told on a page of its own is told there."""
    if key == HOME_WISHES:
        return redirect(url_for("expat.home_wishes"), 303)
    if key == "social_intake":
        return redirect(url_for("expat.people"), 303)
    if key == SEARCH:
        return redirect(url_for("expat.contract"), 303)
    household = own_household()
    steps = _own_steps(household, key)
    if not steps:
        flash(_("This is done already, or it is not your turn yet."), "info")
        return redirect(url_for("expat.status"), 303)
    if is_before_arrival(household.case, steps[0], household.today):
        flash(str(FROM_ARRIVAL), "info")
        return redirect(url_for("expat.status", _anchor="elsewhere"), 303)
    return _show(household, steps, _form(household, steps))


@blueprint.post("/my/steps/<key>")
def step_done(key: str) -> Page:
    """Tick the step off, for everybody who was chosen."""
    household = own_household()
    steps = _own_steps(household, key)
    form = _form(household, steps)
    if steps and not form.validate_on_submit():
        return _show(household, steps, form), 422
    try:
        if steps:
            _complete(household, steps, form)
    except (DayTooEarly, NotArrived, PapersInTheWay) as refusal:
        form.on.errors = [_against(refusal, household)]
        return _show(household, steps, form), 422
    except (StepNotOpen, StaleVersion):
        return _show(household, steps, form, is_busy=True), 409
    flash(_("Thank you. Your plan is up to date.") if steps else _("This was done already."), "ok")
    return redirect(url_for("expat.status"), 303)


def _against(refusal: Refusal, household: Household) -> str:
    """What the desk's rules say against that day."""
    match refusal:
        case PapersInTheWay():
            return _("This came back to you: %(papers)s. Hand it in again first.", papers=refusal.named)
        case NotArrived():
            return str(FROM_ARRIVAL)
        case _:
            day = long_date(household.case.submitted_on)
            return _("This was before the desk knew of it. Fill in %(day)s or a later day.", day=day)


def _own_steps(household: Household, key: str) -> list[Step]:
    """The open steps of this kind that are the household's own to do; 404 for what it never tells itself."""
    if key not in WORDS or WORDS[key].tell is None:
        abort(404)
    theirs = [step for step in household.plan.steps if step.key == key and step.party is Party.EXPAT]
    if not theirs:
        abort(404)
    return [step for step in theirs if step.state is StepState.OPEN]


def _form(household: Household, steps: list[Step]) -> DoneForm:
    return DoneForm.of(steps, [called(person) for person in household.case.people], household.today)


def _complete(household: Household, steps: list[Step], form: DoneForm) -> None:
    case, chosen = household.case, form.people.data or []
    tick_off(
        case, [step.id for step in steps if step.person is None or step.person in chosen], version=case.version,
        by=household.by, region=household.region, today=household.today, on=form.on.data,
    )  # fmt: skip


def _show(household: Household, steps: list[Step], form: DoneForm, *, is_busy: bool = False) -> str:
    first = steps[0]
    due = min((step.due for step in steps if step.due is not None), default=None)
    return render_template(
        "expat/steps/done.html",
        form=form,
        step_key=first.key,
        label=label_of(first, household.plan.route),
        source=SOURCES[first.source],
        word=WORDS[first.key].tell,
        due=due, due_kind=first.due_kind, is_late=due is not None and due < household.today,
        missing=_missing(household) if first.key == "papers_handed_in" else [],
        is_busy=is_busy,
        several=len(steps) > 1,
        back_url=url_for("expat.status"),
    )  # fmt: skip


def _missing(household: Household) -> list[str]:
    """The papers that it neither has nor sent, or that came back; of whom, where it is not alone."""
    groups = groups_of(household.case, household.plan)
    missing = [(line, group.title) for group in groups for line in group.lines if not line.is_had]
    if len(groups) == 1:
        return [str(line.title) for line, _whose in missing]
    return [_("%(paper)s (%(whose)s)", paper=line.title, whose=whose) for line, whose in missing]
