"""The example client in docs/: what it knows is what there is, and it works against the desk itself."""

import importlib.util
import io
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
import time_machine
from flask import Flask

from config import ROOT
from expatdesk.api import types
from expatdesk.cases.consents import Purpose, answer
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from expatdesk.systems.keys import PER_MINUTE
from tests.api.test_submitting import HIRE
from tests.api.test_visits import AT_TEN
from tests.factories import a_case, a_counter, a_key, complete

Opens = Callable[[urllib.request.Request], io.BytesIO]


@pytest.fixture
def module() -> ModuleType:
    """The client, as somebody would copy it."""
    spec = importlib.util.spec_from_file_location("api_client", ROOT / "docs/api_client.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def to_the(app: Flask) -> Opens:
    """What the client sends, given to the application without a network."""

    def opens(request: urllib.request.Request) -> io.BytesIO:
        session.commit()
        with app.app_context():
            sent = {"data": request.data, "headers": dict(request.header_items())}
            got = app.test_client().open(request.full_url, method=request.get_method(), **sent)  # type: ignore[arg-type]
        if got.status_code >= 400:
            headers: Any = got.headers
            raise urllib.error.HTTPError(request.full_url, got.status_code, "", headers, io.BytesIO(got.data))
        return io.BytesIO(got.data)

    return opens


@pytest.fixture
def desk(app: Flask, module: ModuleType, employer: Employer) -> Any:
    """The client with a key of the employer."""
    client = module.Expatdesk(app.config["BASE_URL"], a_key(employer)[1])
    client._open = to_the(app)
    return client


def test_it_knows_all_fields(module: ModuleType) -> None:
    assert set(module.NewHire.__annotations__) == set(types.NewHire.__struct_fields__)
    assert set(module.Hire.__dataclass_fields__) == set(types.Hire.__struct_fields__)
    needed = {name for name in types.NewHire.__struct_fields__ if name in module.NewHire.__required_keys__}
    assert needed == {"nationality", "email", "category", "stay_months"}


def test_it_hands_over_and_follows(desk: Any, clock: time_machine.Traveller) -> None:
    made = desk.submit(HIRE, once="P-1042")
    assert desk.submit(HIRE, once="P-1042") == made == desk.hire(made.id)
    changes = desk.changes()
    assert changes.hires == [made]
    clock.shift(timedelta(hours=1))
    assert desk.changes(since=desk.changes().as_of).hires == []


def test_it_tells_what_is_wrong(desk: Any, module: ModuleType) -> None:
    with pytest.raises(module.Refused) as refused:
        desk.submit({**HIRE, "email": "meera"})
    assert (refused.value.status, set(refused.value.errors)) == (422, {"email"})


def test_its_key_goes_over_https_alone(module: ModuleType) -> None:
    with pytest.raises(ValueError, match="https"):
        module.Expatdesk("http://desk.example", "exd_ABCDEFGH_x")


def test_it_books_and_cancels(desk: Any, employer: Employer) -> None:
    a_counter()
    case = a_case(employer=employer, arrival=AT_TEN.date() - timedelta(days=4))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    answer(case, Purpose.VISIT, is_given=True, language="en", by=Actor(Role.EXPAT, "Ananya Krishnan"))
    times = [datetime.fromisoformat(moment) for moment in desk.visit(str(case.id))["times"]]
    booked = desk.book(str(case.id), times[0])
    assert datetime.fromisoformat(booked["at"]) == times[0] == case.visit_at
    assert desk.cancel(str(case.id), times[0])["at"] is None
    assert case.visit_at is None


def test_it_waits_as_long_as_it_is_told(
    desk: Any, module: ModuleType, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []

    def sleep(seconds: int) -> None:
        waits.append(seconds)
        clock.shift(timedelta(seconds=seconds))

    monkeypatch.setattr(module.time, "sleep", sleep)
    for _request in range(PER_MINUTE + 1):
        desk.changes()
    assert waits == [60]
