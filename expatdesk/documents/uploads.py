"""Papers are handed in: a paper gets files that were made safe and stored before. Nothing here commits.

That comes first, in `taking_in.py`: whoever hands in must not keep all others from writing meanwhile.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now, plan_of
from expatdesk.cases.refusals import CaseClosed
from expatdesk.cases.step_actions import complete_steps, may_be_completed
from expatdesk.documents.checking import HANDED_IN, handed_in_again
from expatdesk.documents.checks import all_here, is_accepted, takes_newer
from expatdesk.documents.models import Document, DocumentState, Page
from expatdesk.documents.queries import document_of, documents_of
from expatdesk.documents.refusals import PageGone, PaperAccepted, PaperFull, PaperNotAsked
from expatdesk.documents.store import erase_after_commit
from expatdesk.documents.taking_in import MOST_FILES, NewPage
from expatdesk.documents.ticking import missed_again, take_up_again
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session

# Security T27, for one paper: how many papers a household hands in, the rules say. A family of eight has over
# thirty, so that a limit for all of them together would be too little for some or no limit for the others.
MOST_BYTES = 50 * 1024**2


def hand_in(
    case: Case,
    person: Person,
    paper: PaperKey,
    pages: Sequence[NewPage],
    *,
    by: Actor,
    region: Region,
    today: date,
    may_be_newer: bool = True,
) -> Document:
    """Put pages to a paper of somebody: behind those that wait for a check, in place of those sent back.

    A file that this paper holds already is not put there again: who lost the connection may send it once more.

    Where the accepted one runs out before the visit it stays as it is, until the newer one is accepted.
    Only as many as the paper may hold: `left_out` tells which are none of its. Raises CaseClosed, PaperNotAsked,
    PaperAccepted, and PaperFull where it can hold none of them.
    """
    _lock(case)
    if not is_asked(case, person, paper, region=region, today=today):
        raise PaperNotAsked(paper)
    document = _to_fill(case, person, paper, region, today, newer=may_be_newer)
    if not document.is_newer:
        take_up_again(case, by=by, region=region, today=today)
    if document.state in (DocumentState.RETURNED, DocumentState.ERASED):
        remove_pages(document)
    new = _not_there_yet(document, pages)
    if not new:
        return document
    fitting = _that_fit(document, new)
    _append(document, fitting)
    _begin_anew(document, by)
    session.add(document)
    session.flush()
    record("paper_handed_in", by=by, case_id=case.id, paper=paper, person=person.full_name, pages=len(fitting))
    _complete_with_last(case, by=by, region=region, today=today)
    return document


def _to_fill(case: Case, person: Person, paper: PaperKey, region: Region, today: date, *, newer: bool) -> Document:
    """The paper that gets the pages: beside an accepted one a newer one, if that runs out before the visit."""
    found, is_newer = document_of(person, paper), False
    if found is not None and is_accepted(found):
        if not (newer and takes_newer(case, found, plan_of(case, region, today), region, today)):
            raise PaperAccepted(paper)
        found, is_newer = document_of(person, paper, is_newer=True), True
    return found or Document(case_id=case.id, person_id=person.id, paper=paper, is_newer=is_newer, version=0)


def left_out(document: Document | None, pages: Iterable[NewPage]) -> list[NewPage]:
    """Which of the pages the paper did not get: no room was left, or it holds the same file already."""
    held = {page.id for page in document.pages} if document else set()
    return [page for page in pages if page.id not in held]


def holds_same(document: Document | None, page: NewPage) -> bool:
    """Whether the paper holds this very file, as another page that was sent before or beside it."""
    return document is not None and page.print_of_sent in {one.print_of_sent for one in document.pages}


def _complete_with_last(case: Case, *, by: Actor, region: Region, today: date) -> None:
    """With the last paper that is asked, all are handed in: nobody has to say so once more."""
    handed_in_again(case, by=by, region=region, today=today)
    plan = plan_of(case, region, today)
    step = next((step for step in plan.steps if step.key == HANDED_IN), None)
    if step is not None and may_be_completed(step) and all_here(plan, documents_of(case)):
        complete_steps(case, [HANDED_IN], version=case.version, by=by, region=region, today=today)


def is_asked(case: Case, person: Person, paper: PaperKey, *, region: Region, today: date) -> bool:
    """Whether the rules ask this person for this paper."""
    asked = plan_of(case, region, today).papers
    return any(one.person == person.position and one.key is paper for one in asked)


def take_back(case: Case, document: Document, page: Page, *, by: Actor, region: Region, today: date) -> None:
    """Take one page away again: a wrong file, a bad photo. With the last one the paper is to be handed in again.

    Raises CaseClosed, PageGone where somebody was first, and PaperAccepted once the paper is accepted.
    """
    _lock(case)
    _read_anew(document, page)
    if is_accepted(document):
        raise PaperAccepted(document.paper)
    person = session.get_one(Person, document.person_id)
    document.pages.remove(page)
    erase_after_commit(page.stored_as)
    document.version += 1
    record("paper_page_removed", by=by, case_id=case.id, paper=document.paper, person=person.full_name)
    session.flush()
    # What came back stays without pages: it says what is wrong, and that it is to be sent once more.
    if not document.pages and document.state != DocumentState.RETURNED:
        session.delete(document)
        session.flush()
        missed_again(case, person, document.paper, by=by, region=region, today=today)


def remove_pages(document: Document) -> None:
    """Take all pages off a paper, and erase what they hold once this is stored."""
    for page in document.pages:
        erase_after_commit(page.stored_as)
    document.pages.clear()
    session.flush()


def _lock(case: Case) -> None:
    """Two who hand in at once go one after the other: neither may miss the other's pages."""
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    if as_stored_now(case).state != CaseState.OPEN:
        raise CaseClosed


def _read_anew(document: Document, page: Page) -> None:
    """What the paper is now that nobody else can change it; raises PageGone where the page is no more."""
    wanted = select(Document).where(Document.id == document.id).with_for_update()
    stored = session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()
    if stored is None or page not in stored.pages:
        raise PageGone


def _not_there_yet(document: Document, pages: Sequence[NewPage]) -> list[NewPage]:
    """Each file once, however often it came."""
    there = {page.print_of_sent for page in document.pages}
    return [page for sent, page in {page.print_of_sent: page for page in pages}.items() if sent not in there]


def _that_fit(document: Document, pages: Sequence[NewPage]) -> list[NewPage]:
    sizes = [page.size for page in document.pages]
    fitting: list[NewPage] = []
    for page in pages:
        if len(sizes) < MOST_FILES and sum(sizes) + page.size <= MOST_BYTES:
            sizes.append(page.size)
            fitting.append(page)
    if not fitting:
        raise PaperFull
    return fitting


def _append(document: Document, pages: Sequence[NewPage]) -> None:
    behind = max((page.position for page in document.pages), default=-1) + 1
    for position, page in enumerate(pages, start=behind):
        document.pages.append(
            Page(
                id=page.id, position=position, stored_as=page.stored_as, key_id=page.key_id, size=page.size,
                print_of_sent=page.print_of_sent, media_type=page.media_type, sheets=page.sheets,
                shown_name=page.shown_name,
            )
        )  # fmt: skip
    if not all(page.is_scanned for page in pages):
        document.state = DocumentState.BEING_SCANNED


def _begin_anew(document: Document, by: Actor) -> None:
    """Other pages are another paper: what was found of the former ones does not hold for it."""
    if document.state != DocumentState.BEING_SCANNED:
        document.state = DocumentState.TO_CHECK
    document.version += 1
    document.given_at, document.given_by_role, document.given_by_name = now(), by.role, by.name[:200]
    document.issued_on = document.legalised_on = document.translated_on = None
    document.valid_until = document.starts_on = document.language = None
    document.checks, document.checked_at, document.checked_by = [], None, None
    document.reason = document.note = None
