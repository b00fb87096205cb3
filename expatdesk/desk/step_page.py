"""One step of a plan with all that an officer can do with it, and the answers of that page."""

import uuid
from dataclasses import replace

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.cases.labels import SOURCES, label_of, paper_name
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of, record_of
from expatdesk.cases.step_actions import may_be_completed, may_be_undone, may_go_back
from expatdesk.desk.conflicts import Conflict, meanwhile
from expatdesk.desk.forms.steps import CompleteForm, ReopenForm, ReturnForm, StepForm, WaiveForm
from expatdesk.desk.plan_lines import PlanReader
from expatdesk.documents.checking import CHECKED
from expatdesk.documents.checks import to_check_in
from expatdesk.documents.ticking import papers_without_file
from expatdesk.rules.plan import Step
from expatdesk.shared.clock import today

FORMS: dict[str, type[StepForm]] = {
    "complete": CompleteForm,
    "waive": WaiveForm,
    "give_back": ReturnForm,
    "undo": ReopenForm,
}


class StepPage:
    """The page of a step; for a step that exists per person, of all its people."""

    def __init__(self, case_id: uuid.UUID, key: str, sent: str = "") -> None:
        self.case: Case = case_or_404(case_id)
        self.plan = plan_of(self.case, the_region(), today())
        self.steps = [step for step in self.plan.steps if step.key == key] or abort(404)
        self.key, self.sent = key, sent
        self.forms = {name: self._form(name) for name in FORMS}

    def _form(self, name: str) -> StepForm:
        """One of the forms; what was typed is only in the one that was sent."""
        # The button on the page of the case knows no prefix: it ticks off.
        prefix = "" if name == "complete" else f"{name}-"
        source = {} if name == self.sent else {"formdata": None}
        return FORMS[name](
            self.case, [step for step in self.steps if self._allows(name, step)], prefix=prefix, **source
        )

    def _allows(self, name: str, step: Step) -> bool:
        match name:
            case "complete":
                return may_be_completed(step)
            case "waive":
                return not step.is_finished
            case "give_back":
                return may_go_back(self.case, step)
            case _:
                return may_be_undone(record_of(self.case, step.id))

    @property
    def form(self) -> StepForm:
        """The form that was sent."""
        return self.forms[self.sent]

    def show(self, status: int = 200, conflict: Conflict | None = None) -> tuple[str, int]:
        """The page, with its forms as they were typed."""
        first = self.steps[0]
        reader = PlanReader(self.case, self.plan, the_region(), today())
        page = render_template(
            "desk/steps/step.html",
            case=self.case,
            key=self.key,
            title=reader.line([first]).title,
            lines=reader.lines(self.steps),
            words=label_of(first, self.plan.route),
            source=SOURCES[first.source],
            forms={name: form for name, form in self.forms.items() if form.steps},
            form=self.forms.get(self.sent),
            conflict=conflict,
            unseen=self._unseen(),
            to_check=to_check_in(self.case, self.plan) if self.key == CHECKED else [],
        )
        return page, status

    def _unseen(self) -> dict[str, list[str]]:
        """Whose papers lie in no file, and which, where this step says that all were checked."""
        papers = papers_without_file(self.case, self.plan) if self.key == CHECKED else []
        of_whom: dict[str, list[str]] = {}
        for paper in papers:
            of_whom.setdefault(self.case.people[paper.person].full_name, []).append(str(paper_name(paper)))
        return of_whom

    def refuse(self, field: str, text: str) -> tuple[str, int]:
        """The page with what the desk's rules say against it, at this field."""
        self.form[field].errors = [text]
        return self.show(422)

    def wrong(self) -> tuple[str, int]:
        """The page with what is wrong; where the case changed meanwhile, that is the reason."""
        if self.form.version.data not in (None, self.case.version):
            return self.stale()
        return self.show(422)

    def stale(self) -> tuple[str, int]:
        """Somebody was first: what they did, and the form once more as typed, where it still makes sense."""
        conflict = meanwhile(self.case, *self.forms.values())
        self.form.people.errors = []
        return self.show(409, replace(conflict, is_over=not self.form.steps))

    def done(self, text: str) -> Response:
        """Back to the case."""
        flash(text, "ok")
        return redirect(url_for("desk.case", case_id=self.case.id), 303)

    @property
    def name(self) -> str:
        """The step as the officer calls it."""
        return str(label_of(self.steps[0], self.plan.route).officer)
