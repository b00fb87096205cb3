"""A process of a server that books for many households at the same moment; test_at_once.py starts several.

It reads its orders as one line of JSON, says that it is ready, and begins at the next line.
"""

import json
import sys
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

from expatdesk import create_app
from expatdesk.appointments.actions import book_visit
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.region import load_region
from expatdesk.shared import turns
from expatdesk.shared.db import begin_immediate, session
from tests.databases import settings_for

CONNECTIONS = 10
# Who wins is asked here, not how long a hundred at once take on a slow machine.
turns.SECONDS = 60


def main() -> None:
    orders = json.loads(sys.stdin.readline())
    settings = settings_for(orders["url"], Path(orders["folder"]))
    # As a server does: fewer connections than people who want something.
    settings["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": CONNECTIONS, "max_overflow": 0, "hide_parameters": True}
    app, moment, today = create_app(settings), datetime.fromisoformat(orders["at"]), orders["today"]
    together = threading.Barrier(len(orders["cases"]) + 1)

    def book(case_id: str) -> str:
        with app.app_context():
            together.wait()
            try:
                begin_immediate()
                case = session.get_one(Case, uuid.UUID(case_id))
                book_visit(
                    case, moment.date(), moment.time(), version=case.version, by=SYSTEM,
                    region=load_region("leiden"), today=date.fromisoformat(today),
                )  # fmt: skip
                session.commit()
            except Exception as refusal:
                session.rollback()
                return type(refusal).__name__
            return "booked"

    with app.app_context():
        # A server that has been running for a while has read its region and its tables.
        known = session.get_one(Case, uuid.UUID(orders["cases"][0]))
        plan_of(known, load_region("leiden"), date.fromisoformat(today))
        session.remove()
    with ThreadPoolExecutor(len(orders["cases"])) as threads:
        answers = [threads.submit(book, case_id) for case_id in orders["cases"]]
        print("ready", flush=True)
        sys.stdin.readline()
        together.wait()
        print(json.dumps([answer.result() for answer in answers]))


if __name__ == "__main__":
    main()
