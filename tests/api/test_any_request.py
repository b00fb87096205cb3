"""Schemathesis makes requests of the description, sound ones and broken ones: what comes back stands in it too."""

import json
from typing import Any

import msgspec
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from expatdesk.api.description import description
from expatdesk.api.operations import OPERATIONS, Operation
from expatdesk.api.papers import MEDIA_TYPES
from expatdesk.cases.models import Case
from expatdesk.organisations.models import Employer, Partner
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.db import session
from expatdesk.systems.keys import PER_MINUTE
from expatdesk.systems.models import Scope
from tests.api.system import JSON
from tests.api.test_homes import SENT
from tests.api.test_submitting import HIRE
from tests.api.test_visits import AT_TEN, allow, wish
from tests.documents.hostile import pdf
from tests.factories import a_case, a_counter, a_home, a_home_key, a_key, complete

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
# Fewer than a key may ask in a minute: else all there is to see is status 429.
EXAMPLES = 20
assert PER_MINUTE > EXAMPLES


@schemathesis.serializer(*MEDIA_TYPES)
def as_a_file(_context: object, value: object) -> bytes:
    """A file is sent as it is; without this, Schemathesis sends none at all."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def test_the_description_is_openapi() -> None:
    """By the published schema of OpenAPI 3.1."""
    servers = [{"url": "https://desk.example/api/v1"}]
    told = json.loads(msgspec.json.encode({**description(), "servers": servers}))
    OpenAPIV31SpecValidator(told).validate()


@pytest.fixture
def case(employer: Employer) -> Case:
    """A hire of which everything can be asked: its papers are open, and its household shares the visit."""
    a_counter()
    case = a_case(employer=employer, arrival=AT_TEN.date())
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    allow(case)
    return case


# What the description cannot tell of a request that goes well.
GOES_WELL: dict[str, dict[str, Any]] = {
    "api.submit": {"body": HIRE, "media_type": JSON, "headers": {"Idempotency-Key": "one"}},
    "api.hand_in": {"body": pdf(), "media_type": "application/pdf", "headers": {"Idempotency-Key": "one"}},
    "api.book_visit": {"body": wish(AT_TEN), "media_type": JSON},
    "api.cancel_visit": {"query": {"at": AT_TEN.isoformat()}},
    "api.hand_over_home": {"body": SENT, "media_type": JSON, "headers": {"Idempotency-Key": "one"}},
    "api.move_home": {"body": {"state": "taken"}, "media_type": JSON, "headers": {"Idempotency-Key": "one"}},
}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["sound", "broken"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.endpoint)
def test_every_answer_is_described(
    app: Flask, employer: Employer, case: Case, operation: Operation, mode: GenerationMode
) -> None:
    """Of hires or homes that are made up and of one that is there, of which it goes well at least once."""
    there, token = {"id": str(case.id), "paper": str(PaperKey.JOB_LETTER)}, a_key(employer)[1]
    if operation.scope is Scope.HOMES:
        home = a_home()
        there, token = {"id": str(home.id)}, a_home_key(session.get_one(Partner, home.partner_id))[1]
    session.commit()
    base, headers = f"{app.config['BASE_URL']}/api/v1", {"Authorization": f"Bearer {token}"}
    schema = schemathesis.openapi.from_dict({**description(), "servers": [{"url": "/api/v1"}]})
    asked = schema[operation.path][operation.method.upper()]

    def answer_to(request: Any) -> int:
        with app.app_context():
            answer = request.call(app=app, base_url=base, headers=headers)
        request.validate_response(answer, checks=CHECKS)
        return int(answer.status_code)

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(request=asked.as_strategy(generation_mode=mode), is_there=booleans())
    def asks(request: Any, *, is_there: bool) -> None:
        if is_there:
            request.path_parameters.update({name: there[name] for name in request.path_parameters})
        answer_to(request)

    mine = {one["name"]: there[one["name"]] for one in operation.parameters if one["in"] == "path"}
    assert answer_to(asked.Case(path_parameters=mine, **GOES_WELL.get(operation.endpoint, {}))) == operation.status
    asks()
