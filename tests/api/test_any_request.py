"""Schemathesis makes requests of the description, sound ones and broken ones: what comes back stands in it too."""

import json
from typing import Any

import msgspec
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from expatdesk.api.description import OPERATIONS, Operation, description
from expatdesk.organisations.models import Employer
from expatdesk.shared.db import session
from expatdesk.systems.keys import PER_MINUTE
from tests.factories import a_case, a_counter, a_key

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
# Fewer than a key may ask in a minute: else all there is to see is status 429.
EXAMPLES = 20
assert PER_MINUTE > EXAMPLES


def test_the_description_is_openapi() -> None:
    """By the published schema of OpenAPI 3.1."""
    servers = [{"url": "https://desk.example/api/v1"}]
    told = json.loads(msgspec.json.encode({**description(), "servers": servers}))
    OpenAPIV31SpecValidator(told).validate()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["sound", "broken"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.endpoint)
def test_every_answer_is_described(
    app: Flask, employer: Employer, operation: Operation, mode: GenerationMode
) -> None:
    a_counter()
    case_id, token = a_case(employer=employer).id, a_key(employer)[1]
    session.commit()
    base, headers = f"{app.config['BASE_URL']}/api/v1", {"Authorization": f"Bearer {token}"}
    schema = schemathesis.openapi.from_dict({**description(), "servers": [{"url": "/api/v1"}]})
    asked = schema[operation.path][operation.method.upper()]

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(request=asked.as_strategy(generation_mode=mode))
    def asks(request: Any) -> None:
        # Of a hire that is there more comes back than of one that is made up.
        if operation.method != "get" and "id" in request.path_parameters:
            request.path_parameters["id"] = str(case_id)
        with app.app_context():
            answer = request.call(app=app, base_url=base, headers=headers)
        request.validate_response(answer, checks=CHECKS)

    asks()
