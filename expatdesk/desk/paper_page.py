"""One paper with all that an officer needs to judge it, and the answers of that page."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import may_open_pages, visible_cases
from expatdesk.access.seen_lines import changes_for
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.history import sentence
from expatdesk.cases.labels import READ_ON_PAPER, paper_name
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now, plan_of
from expatdesk.cases.reasons import RETURN_REASONS
from expatdesk.cases.words import language_name
from expatdesk.desk.comparison import Compared, compared, person_in_file
from expatdesk.desk.conflicts import Conflict, FieldConflict, in_words
from expatdesk.desk.forms.checking import JudgeForm, ReopenForm
from expatdesk.documents.checks import (
    is_accepted,
    next_to_check,
    not_asked,
    paper_of,
    reasons_for,
    says,
    to_check_in,
)
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import documents_of, find_document
from expatdesk.rules.plan import Paper
from expatdesk.shared.clock import local, today
from expatdesk.shared.i18n import LazyString, distance, long_date, speaking
from expatdesk.shared.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper: its number among all, and where its picture is."""

    number: int
    url: str


class PaperPage:
    """A paper, its pages, what the machine found, and what can be done with it."""

    def __init__(self, case_id: uuid.UUID, document_id: uuid.UUID) -> None:
        self.case: Case = case_or_404(case_id)
        self.document: Document = find_document(self.case, document_id) or abort(404)
        self.region, self.plan = the_region(), plan_of(self.case, the_region(), today())
        asked = paper_of(self.case, self.document, self.plan)
        self.is_asked = asked is not None
        self.paper = asked or self._left() or abort(404)
        self.person = self.case.people[self.paper.person]
        self.form = JudgeForm(self.case, self.document, self.paper)
        self.is_checker = current_visitor().may(Permission.CHECK_PAPER)
        self.reopen_form = ReopenForm(data={"version": self.document.version})

    def _left(self) -> Paper | None:
        """A paper that is not asked any more, for who may open its pages."""
        if not may_open_pages(current_visitor(), self.case, self.document):
            return None
        left = not_asked(self.plan, documents_of(self.case))
        return next((paper for paper, row in left if row.id == self.document.id), None)

    @property
    def name(self) -> str:
        """The paper and whose it is."""
        return _("%(paper)s of %(name)s", paper=paper_name(self.paper), name=self.person.full_name)

    @property
    def may_judge(self) -> bool:
        """Whether it waits to be checked, by this very visitor."""
        return self.is_checker and self._is_open_and(DocumentState.TO_CHECK)

    @property
    def may_reopen(self) -> bool:
        """Whether it was accepted and its pages are still there."""
        return self.is_checker and self._is_open_and(DocumentState.ACCEPTED)

    @property
    def may_return(self) -> bool:
        """Whether it was accepted and its pages are gone: what is not good any more can only be asked for anew."""
        return self.is_checker and self._is_open_and(DocumentState.ERASED) and is_accepted(self.document)

    def _is_open_and(self, state: DocumentState) -> bool:
        return self.is_asked and self.case.state == CaseState.OPEN and self.document.state == state

    @property
    def under(self) -> Iterator[str]:
        """When it came, by when we promised to look, and when the visit is."""
        given = long_date(local(self.document.given_at).date())
        yield _("Handed in on %(day)s by %(name)s", day=given, name=self.document.given_by_name)
        promised = next((step.due for step in self.plan.steps if step.key == "papers_checked"), None)
        if promised and self.may_judge:
            yield _("Answer promised by %(day)s, %(left)s", day=long_date(promised), left=distance(promised))
        if self.case.visit_at:
            yield _("Visit on %(day)s", day=long_date(local(self.case.visit_at).date()))
        else:
            yield _("No visit is booked yet")

    @property
    def in_file(self) -> Iterator[tuple[str, str]]:
        """Who the paper must be of."""
        return person_in_file(self.case, self.paper)

    @property
    def sheets(self) -> list[Sheet]:
        """All sheets of all files, in order."""
        if not may_open_pages(current_visitor(), self.case, self.document):
            return []
        found = [(page, sheet) for page in self.document.pages for sheet in range(1, page.sheets + 1)]
        return [Sheet(number, self._url_of(page.id, sheet)) for number, (page, sheet) in enumerate(found, start=1)]

    def _url_of(self, page_id: uuid.UUID, sheet: int) -> str:
        return url_for(
            "desk.sheet", case_id=self.case.id, document_id=self.document.id, page_id=page_id, sheet=sheet
        )

    @property
    def compared(self) -> list[Compared]:
        """What the rules ask, line by line, with what is typed at this moment."""
        return compared(self.case, self.paper, self.form.read, self.region, today())

    @property
    def reasons(self) -> Iterator[tuple[str, LazyString, str]]:
        """Each reason, and the sentence that the household will read."""
        for key in reasons_for(self.paper):
            with speaking(self.case.language):
                sentence_of_theirs = str(RETURN_REASONS[key])
            yield key, RETURN_REASONS[key], sentence_of_theirs

    @property
    def their_language(self) -> str:
        """The household's language by its name."""
        return language_name(self.case.language)

    @property
    def _in_turn(self) -> list[Document]:
        """The papers of this case that one goes through: what waits for a check, or all that may be opened."""
        if self.is_checker:
            return to_check_in(self.case, self.plan)
        handed = documents_of(self.case)
        asked = (handed.get((paper.person, paper.key)) for paper in self.plan.papers)
        rows = [*asked, *(row for _paper, row in not_asked(self.plan, handed))]
        return [row for row in rows if row is not None and may_open_pages(current_visitor(), self.case, row)]

    @property
    def queue(self) -> tuple[int, int]:
        """Which of how many papers of this case that are gone through."""
        ids = [row.id for row in self._in_turn]
        return (ids.index(self.document.id) + 1 if self.document.id in ids else 0), len(ids)

    @property
    def skip_to(self) -> str | None:
        """The address of the paper after this one, in this case or the next; None where it is the last one."""
        in_turn = self._in_turn
        here = next((at for at, row in enumerate(in_turn) if row.id == self.document.id), -1)
        if in_turn[here + 1 :]:
            return address(self.case, in_turn[here + 1])
        if not self.is_checker:
            return None
        found = next_to_check(visible_cases(current_visitor()), self.region, today(), after=self.case)
        return address(*found) if found and found[1].id != self.document.id else None

    def show(self, status: int = 200, conflict: Conflict | None = None) -> tuple[str, int]:
        """The page with its forms as they were typed."""
        return render_template(
            "desk/checking/paper.html", page=self, case=self.case, document=self.document, form=self.form,
            compared=self.compared, conflict=conflict, queue=self.queue,
        ), status  # fmt: skip

    def refuse(self, field: str, text: str) -> tuple[str, int]:
        """The page with what the desk's rules say against it, at this field."""
        self.form[field].errors = [text]
        return self.show(422)

    def stale(self) -> tuple[str, int]:
        """Somebody was first: what the paper is now, beside what was typed here."""
        as_stored_now(self.case)
        typed = {field.name: field.data for field in self.form.to_read}
        self.document = find_document(self.case, self.document.id) or abort(404)
        stored = says(self.document)
        differences = [
            FieldConflict(str(READ_ON_PAPER[field.name]), in_words(field, now), in_words(field, typed[field.name]))
            for field in self.form.to_read
            if ((now := getattr(stored, field.name)) or None) != (typed[field.name] or None)
        ]
        self.form.version.data = self.document.version
        last = next(iter(changes_for(current_visitor(), self.case.id)), None)
        return self.show(409, Conflict(last, sentence(last) if last else "", differences))

    def go_on(self, text: str) -> Response:
        """Say what was done, and open the next paper: of this case, then of the next one."""
        flash(text, "ok")
        left = to_check_in(self.case, plan_of(self.case, self.region, today()))
        found = (self.case, left[0]) if left else None
        found = found or next_to_check(visible_cases(current_visitor()), self.region, today(), after=self.case)
        return redirect(address(*found) if found else url_for("desk.papers"), 303)


def address(case: Case, document: Document) -> str:
    """Where this paper is checked."""
    return url_for("desk.paper", case_id=case.id, document_id=document.id)
