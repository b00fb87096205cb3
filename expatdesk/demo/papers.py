"""Papers of the demonstration: waiting, accepted, sent back, too old on the day of the visit, and erased."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta

from expatdesk.cases.facts import facts_of
from expatdesk.cases.projection import refresh
from expatdesk.demo.accounts import LEIDEN, actor_of
from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.scans import a_scan, as_pdf, as_png
from expatdesk.demo.stages import Stage, at_the_desk, handed_in, registered
from expatdesk.documents.checking import accept, return_paper
from expatdesk.documents.checks import each_once, paper_of, reasons_for, to_check_in
from expatdesk.documents.models import Document
from expatdesk.documents.queries import documents_of
from expatdesk.documents.taking_in import Sent, take_in
from expatdesk.documents.uploads import hand_in
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.rules.acceptance import PaperSays, Verdict, answers_for, fields_to_read
from expatdesk.rules.papers import CERTIFICATES
from expatdesk.rules.plan import Paper, PaperKey

TITLES: dict[PaperKey, str] = {
    PaperKey.IDENTITY: "PASSPORT",
    PaperKey.JOB_LETTER: "LETTER OF APPOINTMENT",
    PaperKey.LEASE: "HUUROVEREENKOMST",
    PaperKey.PURCHASE_DEED: "KOOPOVEREENKOMST",
    PaperKey.EMPLOYER_ADDRESS_FORM: "EMPLOYER ADDRESS FORM",
}
# How many days ago an apostille was given: one that is still good, and one that will be too old at the visit.
FRESH, NEARLY_TOO_OLD = 60, 178
FEWEST = 4
WITH_SCANS_AT_THE_DESK = 4


def make_papers(ways: Sequence[tuple[Stage, Journey]]) -> None:
    """Give papers to some households that handed theirs in, to each in another state; one is registered long ago.

    Small households are taken: making a file safe takes a while, and nobody waits long for a demonstration.
    """
    for way, what_happens in zip(_with_few_papers(ways, handed_in), STATES, strict=False):
        _all_come(way)
        what_happens(way)
        refresh(way.case, way.region, way.today)
    coming = [way for way in _with_few_papers(ways, at_the_desk) if way.case.municipality == LEIDEN]
    # A registrar has scans to lay beside the originals; of who was registered long ago they are erased.
    for way in [*coming[:WITH_SCANS_AT_THE_DESK], *_with_few_papers(ways, registered)[:1]]:
        _all_come(way)
        all_are_accepted(way)
        refresh(way.case, way.region, way.today)


def _with_few_papers(ways: Sequence[tuple[Stage, Journey]], stage: Stage) -> list[Journey]:
    """Those at this stage from whom at least four papers are asked, the fewest first."""
    found = [way for one, way in ways if one is stage and len(way.plan.papers) >= FEWEST]
    return sorted(found, key=lambda way: len(way.plan.papers))


def nothing_more(_way: Journey) -> None:
    """They wait to be checked."""


def half_are_accepted(way: Journey) -> None:
    """An officer was interrupted."""
    for document in _waiting(way)[::2]:
        _is_accepted(way, document, FRESH)


def one_comes_back(way: Journey) -> None:
    """All are right but one."""
    first, *others = _waiting(way)
    for document in others:
        _is_accepted(way, document, FRESH)
    paper = _paper_of(way, first)
    with _at_work(way):
        return_paper(
            way.case, first, reason=reasons_for(paper)[0], note="", version=first.version, by=_officer(way),
            region=way.region, today=way.day,
        )  # fmt: skip


def all_are_accepted(way: Journey) -> None:
    """Right, and checked."""
    for document in _waiting(way):
        _is_accepted(way, document, FRESH)


def they_grow_old(way: Journey) -> None:
    """Accepted when they were still good; the visit that is booked then is too late for them."""
    for document in _waiting(way):
        _is_accepted(way, document, NEARLY_TOO_OLD)
    way.does("residence_right")
    way.books(in_days=10)


STATES: tuple[Callable[[Journey], None], ...] = (
    nothing_more, half_are_accepted, one_comes_back, they_grow_old,
)  # fmt: skip


def _all_come(way: Journey) -> None:
    """The household hands in what is asked: certificates as a PDF of two pages, all else as a photo."""
    by = Actor(Role.EXPAT, way.case.title)
    for paper, _people in each_once(way.plan, documents_of(way.case)):
        person = way.case.people[paper.person]
        content = _scan_of(way, paper)
        taken = take_in([Sent(f"scan.{'pdf' if content[:4] == b'%PDF' else 'png'}", content)])
        with _at_work(way):
            hand_in(way.case, person, paper.key, taken.pages, by=by, region=way.region, today=way.day)


def _scan_of(way: Journey, paper: Paper) -> bytes:
    person, case = way.case.people[paper.person], way.case
    title = TITLES.get(paper.key, paper.key.replace("_", " ").upper())
    said = [("Name", person.full_name), ("Born", person.born or "")]
    if paper.key is PaperKey.LEASE:
        said += [("Address", case.home_street or ""), ("From", str(case.home_from or ""))]
    if paper.key is PaperKey.JOB_LETTER:
        said += [("Company", case.employer.name if case.employer else ""), ("Function", "Researcher")]
    front = a_scan(title, said)
    if paper.key not in CERTIFICATES:
        return as_png(front)
    return as_pdf(front, a_scan("APOSTILLE", [("Given on", str(way.today - timedelta(days=FRESH)))]))


def _is_accepted(way: Journey, document: Document, legalised_ago: int) -> None:
    paper = _paper_of(way, document)
    good = PaperSays(
        issued_on=date(2020, 5, 4), language="en", legalised_on=way.today - timedelta(days=legalised_ago),
        translated_on=way.today - timedelta(days=legalised_ago), valid_until=way.today + timedelta(days=900),
        starts_on=way.case.home_from,
    )  # fmt: skip
    read = PaperSays(**{name: getattr(good, name) for name in fields_to_read(paper)})
    answers = answers_for(paper, read, facts_of(way.case), way.region, way.day)
    doubts = [one.check for one in answers if one.verdict is Verdict.DOUBT]
    with _at_work(way):
        accept(
            way.case, document, read=read, settled=doubts, version=document.version, by=_officer(way),
            region=way.region, today=way.day,
        )  # fmt: skip


def _waiting(way: Journey) -> list[Document]:
    return to_check_in(way.case, way.plan)


def _paper_of(way: Journey, document: Document) -> Paper:
    paper = paper_of(way.case, document, way.plan)
    if paper is None:
        raise LookupError(document.paper)
    return paper


def _officer(way: Journey) -> Actor:
    return actor_of(next(user for user in way.users if user.role == Role.OFFICER))


def _at_work(way: Journey) -> AbstractContextManager[None]:
    return in_office_hours(way.day, way.today, minutes=150)
