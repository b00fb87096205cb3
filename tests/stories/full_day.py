"""Twenty-five households on one Wednesday: eighteen times booked at two counters, the others walk in or wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from expatdesk.appointments.actions import book_visit
from expatdesk.cases.models import Case
from expatdesk.documents.models import Document
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import AMSTERDAM, today
from tests.factories import a_case, a_counter, complete, the_plan, up_to_visit, with_family
from tests.factories.cases import REGION
from tests.factories.papers import with_all_papers

DAY = date(2026, 12, 16)
NAMES = (
    "Amara", "Bao", "Chidi", "Dalia", "Emre", "Farah", "Goran", "Hana", "Ivo", "Jun", "Kofi", "Leila", "Marek",
    "Nadia", "Omar", "Priya",
)  # fmt: skip
WAITING = ("Quentin", "Rosa", "Samir", "Tala", "Umut")
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class FullDay:
    """The households, by what brings them to the desk."""

    # Papers accepted, a time booked each: two of them every half hour from nine o'clock on.
    singles: list[Case]
    family: Case
    # A time booked, but nobody has accepted the papers.
    unchecked: Case
    # No time booked: one could have had one, the other has handed nothing in.
    ready: Case
    empty_handed: Case
    # At home, while the desk looks at their papers.
    waiting: list[Case]
    papers: list[dict[tuple[int, PaperKey], Document]]

    @property
    def booked(self) -> list[Case]:
        """Who has a time, in the order of the clock."""
        return [*self.singles, self.family, self.unchecked]

    @property
    def everybody(self) -> list[Case]:
        """All twenty-five."""
        return [*self.booked, self.ready, self.empty_handed, *self.waiting]


def a_full_day() -> FullDay:
    """The day as it is when the desk opens."""
    for name in ("Booth 1", "Booth 2"):
        a_counter(name=name, opens=time(9), closes=time(17))
    singles, waiting = [_named(name) for name in NAMES], [_named(name) for name in WAITING]
    for case, at in zip(singles, _two_by_two(), strict=True):
        up_to_visit(case, day=DAY, at=at)
    family = with_family(_named("Yara", nationality="FR"), children=2)
    unchecked = _handed_in(_named("Viktor"))
    ready = _accepted(_named("Wen"))
    book_visit(unchecked, DAY, time(13), version=unchecked.version, by=SYSTEM, region=REGION, today=today())
    papers = [with_all_papers(case) for case in waiting]
    return FullDay(
        singles=singles,
        family=up_to_visit(family, day=DAY, at=time(13)),
        unchecked=unchecked,
        ready=ready,
        empty_handed=_named("Xenia"),
        waiting=waiting,
        papers=papers,
    )


def at_clock(hour: int, minute: int = 0) -> datetime:
    """A time of that day."""
    return datetime.combine(DAY, time(hour, minute), AMSTERDAM)


def _named(name: str, nationality: str = "IN") -> Case:
    return a_case(given_names=name, email=f"{name.lower()}@mail.example", nationality=nationality)


def _two_by_two() -> Iterator[time]:
    """Nine o'clock, nine o'clock, half past nine, half past nine, and so on."""
    for number in range(len(NAMES)):
        yield (at_clock(9) + number // 2 * HALF_HOUR).time()


def _handed_in(case: Case) -> Case:
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return case


def _accepted(case: Case) -> Case:
    for step in the_plan(_handed_in(case)).steps:
        if step.key in ("papers_checked", "residence_right"):
            complete(case, step.id)
    return case
