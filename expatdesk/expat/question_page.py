"""One page of the intake: its form, where back and next lead, and how it is shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from expatdesk.access.language import speak_from_now_on
from expatdesk.cases.intake_actions import complete_told, remember_question
from expatdesk.expat.answers import write
from expatdesk.expat.family import called, couple_of
from expatdesk.expat.forms.intake import FORMS, Asked, IntakeForm
from expatdesk.expat.household import ELSEWHERE, Household
from expatdesk.expat.known import known_before
from expatdesk.expat.own_data.effect import EffectInWords, in_words
from expatdesk.expat.questions import Intake, Question
from expatdesk.expat.summary import rows_of
from expatdesk.logbook.models import LogLine
from expatdesk.rights.correcting import what_would_follow
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import speaking

# A page that was opened to mend one answer leads back to one of these.
BACK = {"summary": "summary", "known": "known", "plan": "plan", "data": "data"}

# What one would like comes and goes: of that alone the plan follows without a word.
WISHES = frozenset({"wishes", "papers"})


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question as it is put to this household."""

    household: Household
    question: Question

    @property
    def intake(self) -> Intake:
        """The intake that the question is part of."""
        return Intake(self.household.case)

    @property
    def is_open(self) -> bool:
        """Whether the household itself may still change this answer."""
        return self.household.may_change(self.question)

    @property
    def back(self) -> str:
        """To which page this one leads back; empty where it leads on to the next question."""
        return BACK.get(request.args.get("back", ""), "")

    def form(self) -> IntakeForm:
        """The form as sent, else as the file says."""
        household, question = self.household, self.question
        asked = Asked(
            household.case, household.plan, household.today, question.member or 0,
            answered=self.intake.is_answered(question),
        )  # fmt: skip
        return FORMS[question.key].of(asked)

    def effect_to_show(self, form: IntakeForm) -> EffectInWords | None:
        """What saving would do to the plan of who had answered everything, as long as the page did not show it."""
        household = self.household
        if not household.has_answered or self.question.key in WISHES:
            return None
        effect = what_would_follow(household.case, lambda: self._write(form), household.region, household.today)
        begin_writing()
        if effect.is_none or request.form.get("shown") == effect.print:
            return None
        return in_words(effect, household.region)

    def _write(self, form: IntakeForm) -> None:
        household = self.household
        write(household.case, form.answers(), by=household.by, region=household.region, today=household.today)

    def show(
        self,
        form: IntakeForm,
        *,
        changed: LogLine | None = None,
        is_busy: bool = False,
        effect: EffectInWords | None = None,
    ) -> str:
        """The page, with what somebody else wrote meanwhile where that is so."""
        case, asked = self.household.case, self.intake.asked()
        if changed is not None:
            form.seen.data = form.print_of(form.asked)
        context: dict[str, Any] = {
            "form": form,
            "case": case,
            "person": form.asked.person,
            "names": [called(person) for person in case.people],
            "couple": couple_of(case),
            "told": known_before(case) if self.question.key == "known" else [],
            "question": self.question,
            "changed": changed,
            "is_busy": is_busy,
            "effect": effect,
            "in_file": rows_of(case, [self.question]) if changed is not None else [],
            "keep_url": self.next_url(),
            "back_url": self._back_url(),
            "back_to": self.back,
            "step": asked.index(self.question) + 1 if self.question in asked and not self.back else None,
            "of": len(asked),
            "saved_at": _saved_at(),
        }
        return render_template(f"expat/intake/{self.question.key}.html", **context)

    def save(self, form: IntakeForm) -> Response:
        """Write the answer; answers the way to the next page."""
        household = self.household
        before = household.plan.route
        self._write(form)
        remember_question(household.case, self.intake.furthest(self.question))
        session["saved_at"] = now().isoformat()
        if self.question.key == "wishes":
            # Whoever wants company from now on has told what they like already, perhaps.
            complete_told(household.case, by=household.by, region=household.region, today=household.today)
        after = household.plan.route
        if after.to in ELSEWHERE and (after != before or self.question.key == "known"):
            # More questions would be for nothing: another office registers this household.
            return redirect(url_for("expat.summary"), 303)
        return redirect(self.next_url(), 303)

    def in_language(self, language: str) -> Response:
        """The same page in the other language, with what is typed on it: shown at once and kept nowhere.

        A cookie would be too small for it, and must not hold a BSN that somebody typed by mistake.
        """
        with speaking(language):
            answer = make_response(self.show(self.form()))
        speak_from_now_on(language, answer)
        return answer

    def next_url(self) -> str:
        """The page after this one: what now follows from the answer, the summary, or the next question."""
        back, following = self.back, self._following()
        if following is None:
            return _way_back(back)
        return url_for("expat.question", slug=following.slug, back=back or None)

    def _following(self) -> Question | None:
        if not self.back:
            return self.intake.after(self.question)
        if self.question.key == "home" and self.household.case.home_kind is not None:
            return Question("address")
        return self.intake.next_open() if self.back == "summary" else None

    def _back_url(self) -> str:
        if self.back:
            return _way_back(self.back)
        earlier = self.intake.before(self.question)
        return url_for("expat.question", slug=earlier.slug) if earlier else url_for("expat.status")


def _way_back(back: str) -> str:
    if back == "plan":
        return url_for("expat.status")
    if back == "data":
        return url_for("expat.data", _anchor="told")
    return url_for("expat.question", slug="known") if back == "known" else url_for("expat.summary")


def _saved_at() -> datetime | None:
    """When this browser last saved an answer."""
    saved = session.get("saved_at")
    return datetime.fromisoformat(saved) if saved else None
