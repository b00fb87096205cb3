"""Bodies that come slowly, or without a length: nobody else waits for them, and nothing of them is lost (T27)."""

import io
import json
from typing import Any

import pytest
from flask import Flask, g
from werkzeug.test import TestResponse

from expatdesk.organisations.models import Employer
from expatdesk.shared.db import session
from tests.api.system import JSON
from tests.api.test_submitting import HIRE, count_cases
from tests.factories import a_key


class Body(io.RawIOBase):
    """A body that remembers whether its request held the turn to write while it was read."""

    def __init__(self, content: bytes) -> None:
        self.rest, self.held = content, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        self.held |= bool(g.get("writing", False))
        part, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


@pytest.fixture
def token(app: Flask, employer: Employer) -> str:
    return a_key(employer)[1]


def sent(app: Flask, token: str, body: Body, **environ: object) -> TestResponse:
    """The answer to a hire in this body."""
    session.commit()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "one"}
    with app.app_context():
        return app.test_client().post(
            "/api/v1/hires", base_url=app.config["BASE_URL"], headers=headers, content_type=JSON,
            environ_overrides={"wsgi.input": body, **environ},
        )  # fmt: skip


def test_nobody_waits_for_a_body_with_the_turn_to_write(app: Flask, token: str) -> None:
    hire = json.dumps(HIRE).encode()
    body = Body(hire)
    assert sent(app, token, body, CONTENT_LENGTH=str(len(hire))).status_code == 201
    assert (body.rest, body.held, count_cases()) == (b"", False, 1)
