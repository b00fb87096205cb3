"""The bell for the worker. What must be done stands in the domain's own rows; the queue may lose everything.

huey deletes a task when it is taken, so a killed worker would lose it: the one task there is carries no data,
it only says "look what is waiting", and a sweep every minute says the same.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from sqlalchemy import event
from sqlalchemy.orm import Session

from expatdesk.shared.db import session

RUNG = "ring the worker after the commit"


def queue(url: str) -> Huey:
    """The queue behind this address: sqlite:///file, postgresql://… or redis://…"""
    match urlsplit(url).scheme:
        case "sqlite":
            return SqliteHuey("expatdesk", filename=url.removeprefix("sqlite:///"), results=False)
        case "redis" | "rediss":
            return RedisHuey("expatdesk", url=url, results=False)
        case _:
            return PostgresHuey("expatdesk", dsn=url, results=False)


def ring() -> None:
    """Ask the worker to look for waiting work once the present transaction is stored."""
    session().info[RUNG] = True


@event.listens_for(Session, "after_commit")
def ring_after_commit(stored: Session) -> None:
    """Before the commit there is nothing for the worker to see."""
    if stored.info.pop(RUNG, False) and "bell" in current_app.extensions:
        current_app.extensions["bell"]()


def install(app: Flask, work: Callable[[], object]) -> None:
    """Bind the queue to the app: `work` does whatever is waiting, and may run twice at the same time."""
    huey = queue(app.config["QUEUE_URL"])

    def look_what_is_waiting() -> None:
        with app.app_context():
            work()

    app.extensions["huey"] = huey
    app.extensions["bell"] = huey.task()(look_what_is_waiting)
    huey.periodic_task(crontab(minute="*"), name="sweep")(look_what_is_waiting)
