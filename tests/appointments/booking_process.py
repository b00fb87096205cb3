"""A process of a server that answers many households at the same moment; test_at_once.py starts several.

It reads its orders as one line of JSON, says that it is ready, and begins at the next line.
"""

import json
import sys
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import time_machine
from werkzeug.test import TestResponse

from expatdesk import create_app
from expatdesk.cases.models import Case
from expatdesk.shared import turns
from expatdesk.shared.db import begin_immediate, session
from tests.databases import settings_for
from tests.page import Page
from tests.visitor import Visitor

CONNECTIONS = 10
# Who wins is asked here, not how long a hundred at once take on a slow machine.
turns.SECONDS = 60


def main() -> None:
    orders = json.loads(sys.stdin.readline())
    with time_machine.travel(datetime.fromisoformat(orders["now"]), tick=False):
        answer_all(orders)


def answer_all(orders: dict[str, str | list[str]]) -> None:
    """All of these households come in, and then press the same time at once."""
    settings = settings_for(str(orders["url"]), Path(str(orders["folder"])))
    # As a server does: fewer connections than people who want something.
    settings["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": CONNECTIONS, "max_overflow": 0, "hide_parameters": True}
    app = create_app(settings)
    cases: list[str] = list(orders["cases"])
    together = threading.Barrier(len(cases))

    def come_in(case_id: str) -> tuple[Visitor, int]:
        with app.app_context():
            begin_immediate()
            case = session.get_one(Case, uuid.UUID(case_id))
            visitor, version = Visitor(app, case), case.version
            # Any page gives them a token for the form that all will send.
            visitor.page = Page(visitor.asks_for("public.privacy").text, "", 200)
            return visitor, version

    def press(who: tuple[Visitor, int]) -> tuple[int, list[str]]:
        visitor, version = who
        with app.app_context():
            together.wait()
            told = visitor.posts(str(orders["press"]), {"time": str(orders["at"]), "version": version})
            return told.status_code, times_on(told)

    with ThreadPoolExecutor(len(cases)) as threads:
        came = list(threads.map(come_in, cases))
        print("ready", flush=True)
        sys.stdin.readline()
        print(json.dumps(list(threads.map(press, came))))


def times_on(answer: TestResponse) -> list[str]:
    """The times that a page offers."""
    buttons = [button for form in Page(answer.text, "", answer.status_code).forms for button in form.buttons]
    return [str(button.get("value")) for button in buttons if button.get("name") == "time"]


if __name__ == "__main__":
    main()
