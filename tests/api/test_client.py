"""The example client in docs/: what it knows is what there is, and it works against the desk itself."""

import importlib.util
import io
import json
import runpy
import sys
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import Message
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.response import addinfourl

import pytest
import time_machine
from flask import Flask

from config import ROOT
from expatdesk.api import types
from expatdesk.api.examples import examples
from expatdesk.cases.consents import Purpose, answer
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from expatdesk.systems.keys import PER_MINUTE
from tests.api.test_submitting import HIRE
from tests.api.test_visits import AT_TEN
from tests.documents.hostile import pdf
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
    assert set(module.Paper.__dataclass_fields__) == set(types.Paper.__struct_fields__)
    assert set(module.Visit.__dataclass_fields__) == set(types.Visit.__struct_fields__)
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
    # Whoever catches nothing reads it in the traceback.
    assert f"email: {refused.value.errors['email']}" in str(refused.value)


@pytest.mark.parametrize("address", ["http://desk.example", "http://localhost@desk.example", "desk.example", ""])
def test_its_key_goes_over_https_alone(module: ModuleType, address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        module.Expatdesk(address, "exd_ABCDEFGH_x")


def test_a_demonstration_on_the_same_machine_needs_none(module: ModuleType) -> None:
    for address in ("http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"):
        module.Expatdesk(address, "exd_ABCDEFGH_x")


@pytest.mark.parametrize("key", ["exd_ABCDEFGH_x\ny", "exd_ABCDEFGH_é"])
def test_what_cannot_be_a_key_is_not_told(module: ModuleType, key: str) -> None:
    with pytest.raises(ValueError, match="no key") as refused:
        module.Expatdesk("https://desk.example", key)
    assert "ABCDEFGH" not in str(refused.value)


def test_a_key_comes_out_of_a_file_with_its_line_end(app: Flask, module: ModuleType, employer: Employer) -> None:
    client = module.Expatdesk(app.config["BASE_URL"], f"{a_key(employer)[1]}\n")
    client._open = to_the(app)
    assert client.changes().hires == []


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where requests went; each is told to go on somewhere else, which may not be encrypted."""
    found: list[str] = []

    def sends_on(_handler: object, request: urllib.request.Request) -> addinfourl:
        found.append(request.full_url)
        headers = Message()
        headers["Location"] = "http://elsewhere.example/"
        answer = addinfourl(io.BytesIO(b"<html>"), headers, request.full_url, 302)
        answer.msg = "Found"  # type: ignore[attr-defined]
        return answer

    monkeypatch.setattr(urllib.request.HTTPSHandler, "https_open", sends_on)
    monkeypatch.setattr(urllib.request.HTTPHandler, "http_open", sends_on)
    return found


def test_its_key_is_sent_nowhere_else(module: ModuleType, sent: list[str]) -> None:
    """And an answer that a server in between made is no reason to fall over."""
    desk = module.Expatdesk("https://desk.example", "exd_ABCDEFGH_x")
    with pytest.raises(module.Refused) as refused:
        desk.changes()
    assert (refused.value.status, refused.value.errors) == (302, {})
    assert sent == ["https://desk.example/api/v1/hires?"]


@pytest.mark.parametrize("name", ["read_python", "send_python"])
def test_nor_by_the_examples(
    name: str, module: ModuleType, sent: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = examples("https://desk.example/api/v1")
    (tmp_path / "hire.json").write_text(shown["new_hire"])
    (tmp_path / "example.py").write_text(shown[name])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPATDESK_KEY", "exd_ABCDEFGH_x")
    monkeypatch.setitem(sys.modules, "api_client", module)
    with pytest.raises(module.Refused):
        runpy.run_path("example.py")
    assert [address.partition("?")[0] for address in sent] == ["https://desk.example/api/v1/hires"]


def test_a_hire_is_handed_over_once_without_a_word(desk: Any) -> None:
    """Its reference names the request, also one that no header could hold as it is."""
    for reference in ("P-1042", "P–1043"):
        hire = {**HIRE, "reference": reference}
        assert desk.submit(hire) == desk.submit(hire)
    with pytest.raises(ValueError, match="once"):
        desk.submit({**HIRE, "reference": None})


def test_it_goes_around_in_no_circle(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = iter([json.dumps({"hires": [], "next": "same", "as_of": ""}).encode()] * 3)
    monkeypatch.setattr(desk, "_open", lambda _request: io.BytesIO(next(pages)))
    with pytest.raises(RuntimeError, match="circle"):
        desk.changes()


def test_an_id_leads_nowhere_else(desk: Any, module: ModuleType, employer: Employer) -> None:
    with pytest.raises(module.Refused) as refused:
        desk.hire(f"{a_case(employer=employer).id}?id=")
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ("7", 7),
        ("99999999", 120),
        ("-5", 10),
        ("1e9", 10),
        ("²", 10),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 10),
        (None, 10),
    ],
)
def test_how_long_it_waits(module: ModuleType, told: str | None, waits: int) -> None:
    assert module._seconds(told) == waits


def test_it_hands_papers_in(desk: Any, employer: Employer) -> None:
    case_id = str(a_case(employer=employer).id)
    assert {paper.state for paper in desk.papers(case_id)} == {"missing"}
    sent = {"name": "letter.pdf", "once": "letter–1"}
    paper = desk.hand_in(case_id, "job_letter", file := pdf(), **sent)
    assert (paper.key, paper.state) == ("job_letter", "received")
    assert desk.hand_in(case_id, "job_letter", file, **sent) == paper
    assert paper in desk.papers(case_id)


def test_it_books_and_cancels(desk: Any, employer: Employer) -> None:
    a_counter()
    case = a_case(employer=employer, arrival=AT_TEN.date() - timedelta(days=4))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    answer(case, Purpose.VISIT, is_given=True, language="en", by=Actor(Role.EXPAT, "Ananya Krishnan"))
    first, second, *_others = desk.visit(str(case.id)).times
    booked = desk.book(str(case.id), first)
    assert booked.at == first
    assert desk.book(str(case.id), second, instead_of=booked.at).at == second
    assert case.visit_at == datetime.fromisoformat(second)
    assert desk.cancel(str(case.id), second).at is None
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
