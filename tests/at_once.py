"""Two workers at one moment."""

import threading
from collections.abc import Callable

from flask import Flask

from expatdesk.shared.db import session


def both(app: Flask, part: Callable[[], None]) -> None:
    """Let two workers do this part at once."""
    together, failures = threading.Barrier(2), list[Exception]()

    def one() -> None:
        with app.app_context():
            together.wait()
            try:
                part()
            except Exception as error:
                failures.append(error)
            session.remove()

    workers = [threading.Thread(target=one) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
