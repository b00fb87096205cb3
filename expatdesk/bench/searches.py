"""How long a search takes within the process: the first hits of what people type, and of what nobody is called."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sqlalchemy import func, select, true

from expatdesk.bench.server import p95
from expatdesk.cases.models import Case
from expatdesk.cases.search import CaseWords, found
from expatdesk.cases.worklist import Filters, page_of_cases
from expatdesk.shared.db import session

FIRST_HITS = 50
CASES_ASKED_FOR = 60


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """What was measured of one kind of search, in milliseconds; `page` with the rows of the list, in its order."""

    kind: str
    searches: int
    hits: float
    median: float
    p95: float
    page: float


def measure_searches() -> list[SearchFigures]:
    """Every kind of what somebody types, and all of them together as 'all'."""
    rng = Random(11)  # noqa: S311
    cases = _some_cases(rng)
    typed = {kind: [way(case, rng) for case in cases] for kind, way in WAYS.items()}
    times = {kind: [_first_hits(text) for text in texts] for kind, texts in typed.items()}
    pages = {kind: [_page(text) for text in texts[:20]] for kind, texts in typed.items()}
    figures = [_figures(kind, times[kind], pages[kind]) for kind in WAYS]
    everything = [one for kind in WAYS for one in times[kind]]
    return [*figures, _figures("all", everything, [one for kind in WAYS for one in pages[kind]])]


def _some_cases(rng: Random) -> list[Case]:
    last = session.scalar(select(func.max(CaseWords.number))) or 0
    numbers = [rng.randint(1, last) for _ in range(CASES_ASKED_FOR)] if last else []
    return list(session.scalars(select(Case).join(CaseWords).where(CaseWords.number.in_(numbers))))


def _word(case: Case, rng: Random) -> str:
    return rng.choice([word for word in case.title.replace("-", " ").split() if len(word) > 3] or [case.title])


WAYS: dict[str, Callable[[Case, Random], str]] = {
    "name": lambda case, _rng: case.title,
    "family name": lambda case, _rng: case.title.split()[-1],
    "part of a name": lambda case, rng: _word(case, rng)[1:5],
    "two letters": lambda case, rng: _word(case, rng)[:2],
    "e-mail": lambda case, _rng: case.email,
    "code": lambda case, _rng: case.code,
    "postcode": lambda case, _rng: case.home_postcode or "2312 AB",
    "employer": lambda case, _rng: case.employer.name if case.employer else "Universiteit",
    "nobody": lambda case, rng: _word(case, rng)[::-1] + "q",
}


def _first_hits(typed: str) -> tuple[float, int]:
    start = time.perf_counter()
    hits = found(true(), typed, FIRST_HITS)
    return (time.perf_counter() - start) * 1000, len(hits)


def _page(typed: str) -> float:
    start = time.perf_counter()
    page_of_cases(true(), Filters(state=None, search=typed))
    return (time.perf_counter() - start) * 1000


def _figures(kind: str, times: list[tuple[float, int]], pages: list[float]) -> SearchFigures:
    taken = [milliseconds for milliseconds, _hits in times]
    hits = statistics.median(count for _milliseconds, count in times)
    return SearchFigures(kind, len(times), hits, statistics.median(taken), p95(taken), statistics.median(pages))
