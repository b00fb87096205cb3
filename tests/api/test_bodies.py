"""Bodies that come slowly, or without a length: nobody else waits for them, and nothing of them is lost (T27)."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, g
from werkzeug.test import TestResponse

from expatdesk.cases.models import Case
from expatdesk.documents.cleaning import MOST_BYTES
from expatdesk.documents.queries import documents_of
from expatdesk.organisations.models import Employer
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.db import session
from expatdesk.systems.keys import revoke_key
from expatdesk.systems.models import ApiKey
from tests.api.system import JSON
from tests.api.test_submitting import HIRE, count_cases
from tests.api.test_visits import AT_TEN, allow, wish
from tests.documents.hostile import pdf
from tests.factories import a_case, a_counter, a_key, actor_of, complete

PAPER = f"papers/{PaperKey.JOB_LETTER}"
Key = tuple[ApiKey, str]


class Body(io.RawIOBase):
    """A body of which something comes at each look: meanwhile this happens."""

    def __init__(self, content: bytes, meanwhile: Callable[[], object]) -> None:
        self.rest, self.meanwhile = content, meanwhile

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        self.meanwhile()
        part, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


@pytest.fixture
def key(app: Flask, employer: Employer) -> Key:
    return a_key(employer)


@pytest.fixture
def case(employer: Employer) -> Case:
    """A household that may choose a visit, and lets its employer do that."""
    a_counter()
    case = a_case(employer=employer, arrival=AT_TEN.date())
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    allow(case)
    return case


def send(
    app: Flask,
    key: Key,
    body: Body,
    path: str = "hires",
    *,
    method: str = "POST",
    kind: str = JSON,
    chunked: bool = False,
) -> TestResponse:
    """The answer to this body, with its length in front or in chunks."""
    length = {"wsgi.input_terminated": True} if chunked else {"CONTENT_LENGTH": str(len(body.rest))}
    session.commit()
    headers = {"Authorization": f"Bearer {key[1]}", "Idempotency-Key": "one"}
    with app.app_context():
        return app.test_client().open(
            f"/api/v1/{path}", method=method, base_url=app.config["BASE_URL"], headers=headers, content_type=kind,
            environ_overrides={"wsgi.input": body, **length},
        )  # fmt: skip


def test_nobody_waits_for_a_body_with_the_turn_to_write(app: Flask, key: Key) -> None:
    held = set()
    body = Body(json.dumps(HIRE).encode(), lambda: held.add(bool(g.get("writing"))))
    assert send(app, key, body).status_code == 201
    assert (held, count_cases()) == ({False}, 1)


@pytest.mark.parametrize(
    ("path", "method", "kind", "content"),
    [
        ("hires", "POST", JSON, json.dumps(HIRE).encode()),
        ("hires/{}/" + PAPER, "POST", "application/pdf", pdf()),
        ("hires/{}/visit", "PUT", JSON, json.dumps(wish(AT_TEN)).encode()),
    ],
    ids=["a hire", "a paper", "a visit"],
)
def test_its_key_is_taken_back_while_it_comes(
    app: Flask, key: Key, case: Case, path: str, method: str, kind: str, content: bytes
) -> None:
    """Security T09: what waited does nothing any more, for whatever it waited."""
    by = actor_of(key[0].maker)

    def take_back() -> None:
        revoke_key(key[0], by=by)
        session.commit()

    answer = send(app, key, Body(content, take_back), path.format(case.id), method=method, kind=kind)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer realm=expatdesk")
    assert (count_cases(), documents_of(case), case.visit_at) == (1, {}, None)


@pytest.mark.parametrize(
    ("path", "kind", "content", "status"),
    [
        ("hires", JSON, json.dumps(HIRE).encode(), 201),
        ("hires", JSON, json.dumps(HIRE).encode() + b" " * 2_000_000 + b"{", 413),
        ("hires/{}/" + PAPER, "application/pdf", pdf(), 200),
        ("hires/{}/" + PAPER, "application/pdf", pdf() + b"\n" * MOST_BYTES, 413),
    ],
    ids=["a hire", "a hire with too much behind it", "a paper", "a paper without its end"],
)
def test_without_a_length_nothing_is_cut_off(
    app: Flask, key: Key, case: Case, path: str, kind: str, content: bytes, status: int
) -> None:
    body = Body(content, lambda: None)
    assert send(app, key, body, path.format(case.id), kind=kind, chunked=True).status_code == status
    assert (count_cases(), bool(documents_of(case))) == (1 + (status == 201), status == 200)
