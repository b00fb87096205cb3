"""The bell for the worker rings once the work can be seen, and losing a ring loses nothing."""

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk import work
from expatdesk.messages.models import SENT, Mail
from expatdesk.shared.db import session
from tests.factories import a_case


def test_it_rings_after_the_commit(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[bool] = []
    monkeypatch.setitem(app.extensions, "bell", lambda: rung.append(True))
    a_case()
    assert rung == []
    session.commit()
    assert rung == [True]


def test_the_sweep_finds_what_no_bell_told_of(real_app: Flask) -> None:
    """The queue may lose everything: the rows are the truth."""
    huey = real_app.extensions["huey"]
    a_case()
    session.commit()
    huey.storage.flush_all()
    (sweep,) = [task for task in huey._registry._registry.values() if task.__name__ == "sweep"]
    sweep().execute()
    session.expire_all()
    assert {mail.state for mail in session.scalars(select(Mail))} == {SENT}


def test_a_part_that_fails_keeps_nothing_else_from_being_done(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def fails() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(work, "WORK", (fails, lambda: done.append("the next part")))
    work.do_what_waits()
    assert done == ["the next part"]
