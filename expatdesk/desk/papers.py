"""The papers that the rules ask of a household: what it said, what was handed in, and what the desk found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.access.policy import may_open_pages
from expatdesk.access.visitor import Visitor
from expatdesk.cases.labels import ANSWERS, PAPER_CHECKS, paper_name
from expatdesk.cases.models import Case
from expatdesk.cases.reasons import RETURN_REASONS
from expatdesk.documents.checks import (
    asked_since_check,
    document_for,
    each_once,
    is_accepted,
    is_seen_on_paper,
    is_waiting,
    not_asked,
    spoiled_by_time,
)
from expatdesk.documents.models import Document, DocumentState, Has
from expatdesk.documents.queries import documents_of, newer_of, papers_of
from expatdesk.documents.retention import ErasedWhy, erasure_of
from expatdesk.people.models import Person
from expatdesk.rules.plan import Paper, Plan
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, listed, plain_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

# What the household said of a paper: the look of the word, and the word.
SAID: Mapping[str | None, tuple[str, LazyString]] = {
    Has.YES: ("done", _l("They have it")),
    Has.NOT_YET: ("none", _l("Not yet")),
    None: ("none", _l("Not told yet")),
}
SAID_HANDED_IN = ("wait", _l("Said to be handed in"))
CHECKED = ("done", _l("Checked"))
ASKED_SINCE = ("soon", _l("Asked since, not here yet"))
ACCEPTED = ("done", _l("Accepted"))
SEEN_ON_PAPER = ("done", _l("Seen on paper"))
RUNS_OUT = ("soon", _l("Not good on the day of the visit"))
HANDED_IN: Mapping[str, tuple[str, LazyString]] = {
    DocumentState.BEING_SCANNED: ("wait", _l("Being scanned")),
    DocumentState.TO_CHECK: ("open", _l("To check")),
    DocumentState.ACCEPTED: ACCEPTED,
    DocumentState.RETURNED: ("soon", _l("Returned")),
    DocumentState.ERASED: ("none", _l("Erased before it was checked")),
}
ERASED_WHY: Mapping[ErasedWhy, LazyString] = {
    ErasedWhy.ACCEPTED: _l("Its pages are erased on %(day)s, as the desk has accepted it."),
    ErasedWhy.KEPT_LONGEST: _l("Its pages are erased on %(day)s: they are kept no longer than that."),
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper that is asked of somebody; `document` is what was handed in, and `notes` what to know of it."""

    name: str | LazyString
    people: tuple[int, ...]
    kind: str
    said: LazyString
    checks: list[LazyString]
    document: Document | None
    notes: list[str]
    is_asked_since: bool = False
    # What was handed in beside an accepted one that runs out.
    newer: Document | None = None


@dataclass(frozen=True, slots=True)
class PapersOf:
    """The papers of one member of the household."""

    person: Person
    papers: list[PaperLine]


def papers_asked(case: Case, plan: Plan, region: Region, today: date, *, held: bool) -> list[PapersOf]:
    """The papers of everybody, person by person; what one paper shows for a couple stands there once."""
    said = {key: row.has for key, row in papers_of(case).items()}
    handed, newer, told = documents_of(case), newer_of(case), _told_of_all(plan)
    since = asked_since_check(case, plan, handed)

    def line(paper: Paper, people: tuple[int, ...]) -> PaperLine:
        name, document = _named(case, paper, people), document_for(paper, handed)
        checks = [PAPER_CHECKS[check] for check in paper.checks]
        if document is not None:
            doubts = _doubts(case, paper, document, region, today)
            kind, words = _found(document, doubts)
            notes, after = _notes(document, doubts, region, held=held), document_for(paper, newer)
            if is_waiting(after):
                notes.append(_("A newer one came, and is to be checked."))
            return PaperLine(name, people, kind, words, checks, document, notes, newer=after)
        if paper in since:
            note = _("Facts changed after the papers were checked, and ask for this one too.")
            return PaperLine(name, people, *ASKED_SINCE, checks, None, [note], is_asked_since=True)
        kind, words = told or SAID[said.get((paper.person, paper.key))]
        return PaperLine(name, people, kind, words, checks, None, [])

    lines = [(paper.person, line(paper, people)) for paper, people in each_once(plan, handed)]
    return [
        PapersOf(person, papers)
        for person in case.people
        if (papers := [one for holder, one in lines if holder == person.position])
    ]


def papers_by_person(papers: list[PapersOf]) -> dict[int, list[PaperLine]]:
    """The papers that show something of each person, also where another one holds them."""
    lines = [line for one in papers for line in one.papers]
    people = {person for line in lines for person in line.people}
    return {person: [line for line in lines if person in line.people] for person in people}


def _named(case: Case, paper: Paper, people: tuple[int, ...]) -> str | LazyString:
    if len(people) == 1:
        return paper_name(paper)
    names = listed([case.people[person].full_name or _("somebody without a name") for person in people])
    return _("%(paper)s of %(name)s", paper=paper_name(paper), name=names)


def papers_left(case: Case, plan: Plan, region: Region, visitor: Visitor, *, held: bool) -> list[PapersOf]:
    """The papers that were handed in and are not asked any more, as far as this visitor may open them."""

    def line(paper: Paper, row: Document) -> PaperLine:
        notes = _notes(row, [], region, held=held)
        return PaperLine(paper_name(paper), (paper.person,), *HANDED_IN[row.state], [], row, notes)

    found = [
        (paper.person, line(paper, row))
        for paper, row in not_asked(plan, documents_of(case))
        if may_open_pages(visitor, case, row)
    ]
    return [
        PapersOf(person, lines)
        for person in case.people
        if (lines := [line for position, line in found if position == person.position])
    ]


def waiting_for_check(papers: list[PapersOf]) -> list[Document]:
    """The papers of this household that wait to be checked."""
    handed = (row for one in papers for line in one.papers for row in (line.document, line.newer))
    return [row for row in handed if row is not None and row.state == DocumentState.TO_CHECK]


def papers_checked_on(plan: Plan) -> date | None:
    """The day on which the desk had checked all papers."""
    return _done_on(plan, "papers_checked")


def _told_of_all(plan: Plan) -> tuple[str, LazyString] | None:
    """What holds for every paper of which nothing is in the file, whatever was said of it before."""
    if papers_checked_on(plan) is not None:
        return CHECKED
    return SAID_HANDED_IN if _done_on(plan, "papers_handed_in") is not None else None


def _done_on(plan: Plan, key: str) -> date | None:
    return next((step.done_on for step in plan.steps if step.key == key), None)


def _doubts(case: Case, paper: Paper, document: Document, region: Region, today: date) -> list[str]:
    found = spoiled_by_time(case, paper, document, region, today)
    return [str(ANSWERS[one.why]) % {"day": plain_date(one.day) if one.day else ""} for one in found]


def _found(document: Document, doubts: list[str]) -> tuple[str, LazyString]:
    if is_accepted(document):
        accepted = SEEN_ON_PAPER if is_seen_on_paper(document) else ACCEPTED
        return RUNS_OUT if doubts else accepted
    return HANDED_IN[document.state]


def _notes(document: Document, doubts: list[str], region: Region, *, held: bool) -> list[str]:
    notes = list(doubts)
    if document.reason:
        notes.append(str(RETURN_REASONS[document.reason]))
    if held and document.pages:
        notes.append(_("Its pages are kept: nothing of this case is erased for now."))
    elif erasure := erasure_of(document, region.retention):
        notes.append(str(ERASED_WHY[erasure.why]) % {"day": plain_date(erasure.on)})
    elif document.state == DocumentState.ERASED:
        notes.append(_("Its pages are erased. What the desk found stays."))
    return notes
