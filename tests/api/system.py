"""An HR system in a test: it shows its key with each request, and every answer is looked at as a whole."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from expatdesk.api.description import description
from expatdesk.api.once import AGAIN
from expatdesk.api.operations import OPERATIONS
from expatdesk.shared.db import session
from tests.page_rules import check_headers

JSON = "application/json"
PROBLEM = "application/problem+json"
TOLD = ("RateLimit", "RateLimit-Policy", "Retry-After", "Location", "WWW-Authenticate", AGAIN)


def _said_of(app: Flask, method: str, path: str) -> dict[str, Any] | None:
    """The answers that the description names for this way of asking; None where it knows none."""
    try:
        endpoint, _arguments = app.url_map.bind("").match(f"/api/v1/{path}", method=method)
    except HTTPException:
        return None
    (operation,) = (one for one in OPERATIONS if one.endpoint == endpoint)
    said: dict[str, Any] = description()["paths"][operation.path][operation.method]["responses"]
    return said


def _check_told(answer: TestResponse, said: dict[str, Any]) -> None:
    """The headers that the description names come, and no others of their kind."""
    told = {name for name in TOLD if name in answer.headers}
    assert told - {AGAIN} == set(said["headers"]) - {AGAIN}
    assert AGAIN not in told or AGAIN in said["headers"]


class System:
    """A program that asks."""

    def __init__(self, app: Flask, token: str | None, *, language: str = "en") -> None:
        self.app = app
        self.client = app.test_client()
        self.base_url = str(app.config["BASE_URL"])
        self.headers = {"Accept-Language": language}
        if token is not None:
            self.headers["Authorization"] = f"Bearer {token}"

    def gets(self, path: str, /, headers: Mapping[str, str] | None = None, **asked: Any) -> TestResponse:
        """The answer to a GET below the address of the version."""
        sent = {**self.headers, **(headers or {})}
        return self._sends("GET", path, headers=sent, query_string=asked)

    def posts(self, path: str, body: object, key: str | None = None, *, kind: str = JSON) -> TestResponse:
        """The answer to JSON that is sent there; `key` is the idempotency key."""
        sent = {**self.headers, **({"Idempotency-Key": key} if key is not None else {})}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._sends("POST", path, data=data, content_type=kind, headers=sent)

    def hands_in(
        self, path: str, content: bytes, key: str | None, *, kind: str = "application/pdf"
    ) -> TestResponse:
        """The answer to a file that is sent there."""
        sent = {**self.headers, **({"Idempotency-Key": key} if key is not None else {})}
        return self._sends("POST", path, data=content, content_type=kind, headers=sent)

    def puts(self, path: str, body: object, key: str | None = None) -> TestResponse:
        """The answer to JSON that is put there."""
        sent = {**self.headers, **({"Idempotency-Key": key} if key is not None else {})}
        return self._sends("PUT", path, data=json.dumps(body), content_type=JSON, headers=sent)

    def deletes(self, path: str, /, **asked: Any) -> TestResponse:
        """The answer to a DELETE."""
        return self._sends("DELETE", path, headers=self.headers, query_string=asked)

    def reads(self, path: str, /, **asked: Any) -> Any:
        """What a GET that goes well brings."""
        answer = self.gets(path, **asked)
        assert answer.status_code == 200, answer.text
        return answer.json

    def _sends(self, method: str, path: str, **how: Any) -> TestResponse:
        session.commit()
        # A request gets a context of its own, as it would on a server; Flask would reuse the test's.
        with self.app.app_context():
            answer = self.client.open(f"/api/v1/{path}", method=method, base_url=self.base_url, **how)
        check_headers(dict(answer.headers), path)
        assert "Set-Cookie" not in answer.headers
        is_right = answer.status_code < 400
        if (said := _said_of(self.app, method, path)) is not None:
            assert str(answer.status_code) in said, (
                f"{method} {path}: {answer.status_code} is not in the description"
            )
            _check_told(answer, said[str(answer.status_code)])
        assert answer.mimetype == (JSON if is_right else PROBLEM), answer.text
        if not is_right:
            told = json.loads(answer.data)
            assert (told["status"], told["type"]) == (answer.status_code, "about:blank")
            assert told["title"]
            assert told["detail"]
        return answer
