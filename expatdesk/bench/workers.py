"""Worker processes that are up before anything is measured, and share what is to be done."""

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier

from flask import Flask

from expatdesk.shared.db import session

PROCESSES = 2

MakeApp = Callable[[Mapping[str, object]], Flask]
Part = Callable[[], None]


@contextmanager
def workers(make_app: MakeApp) -> Iterator[Callable[[Part], None]]:
    """Processes that do a part of the work at once: what is answered lets them, and waits for them."""
    fresh = multiprocessing.get_context("spawn")
    together = fresh.Barrier(PROCESSES)
    with ProcessPoolExecutor(PROCESSES, fresh, _start, (make_app, together)) as pool:

        def all_do(part: Part) -> None:
            for done in [pool.submit(_do, part) for _process in range(PROCESSES)]:
                done.result()

        all_do(_nothing)
        yield all_do


def _start(make_app: MakeApp, together: Barrier) -> None:
    make_app({}).app_context().push()
    # As `expatdesk worker` does.
    gc.freeze()
    together.wait()


def _do(part: Part) -> None:
    part()
    session.remove()


def _nothing() -> None:
    """Be there."""
