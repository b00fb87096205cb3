"""What is said of the API, for programs and for people: all of it, and nothing that is not so."""

import json
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask

from expatdesk.api.description import TOLD, description
from expatdesk.api.examples import examples
from expatdesk.api.operations import OPERATIONS
from expatdesk.api.types import NewHire, PaperState
from expatdesk.api.words import OF_A_HIRE, OF_A_PAPER, OF_A_VISIT, VALUES_OF_A_HIRE, VALUES_OF_A_PAPER
from expatdesk.cases.employer_view import MilestoneState, Where
from expatdesk.cases.models import ChangeKind
from expatdesk.employer.forms.hires import HireForm
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import now
from expatdesk.shared.problems import FOR_SYSTEMS
from expatdesk.systems.hook_bodies import type_of
from expatdesk.systems.hook_secrets import print_of_secret, signatures
from expatdesk.systems.hooks import PING, change_secret
from expatdesk.systems.outcomes import PAUSES
from tests.access.every_route import routes_of
from tests.api.system import System
from tests.conftest import Visit
from tests.factories import a_hook, a_user, actor_of
from tests.visitor import Visitor

BASE = "https://desk.example/api/v1"


def test_the_description_is_of_every_route(app: Flask) -> None:
    ours = {
        (route.endpoint, method.lower(), _as_described(route.path))
        for route in routes_of(app)
        if route.path.startswith(FOR_SYSTEMS)
        for method in route.methods
    }
    assert {(one.endpoint, one.method, one.path) for one in OPERATIONS} == ours


def _as_described(path: str) -> str:
    return re.sub(r"<(\w+)>", r"{\1}", re.sub(r"<uuid:\w+>", "{id}", path.removeprefix("/api/v1")))


def test_it_is_for_programs(nobody: Visitor) -> None:
    answer = nobody.asks_for("api.openapi")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    told: dict[str, Any] = json.loads(answer.data)
    assert told["openapi"] == "3.1.0"
    assert told["servers"] == [{"url": f"{nobody.base_url}/api/v1"}]
    assert _references(told) <= set(told["components"]["schemas"])


def _references(told: object) -> set[str]:
    return set(re.findall(r"#/components/schemas/(\w+)", json.dumps(told)))


def test_moments_and_days_are_told_from_text() -> None:
    hire = description()["components"]["schemas"]["Hire"]["properties"]
    assert hire["updated_at"]["format"] == "date-time"


def test_each_text_of_a_hire_has_an_end() -> None:
    """What is longer is not even looked at (security T27)."""
    fields: dict[str, Any] = description()["components"]["schemas"]["NewHire"]["properties"]
    kinds = [kind for told in fields.values() for kind in told.get("anyOf", [told])]
    texts = [kind for kind in kinds if kind.get("type") == "string" and "format" not in kind]
    assert len(texts) > 10
    assert all("maxLength" in kind for kind in texts if "enum" not in kind)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page(visit: Visit, language: str) -> None:
    reader = visit(language=language).opens("api.docs")
    reader.sees(reader.says("API for HR systems"), "openapi.json", "Idempotency-Key", "highly_skilled_migrant")
    reader.sees(reader.says("Needed"), reader.says("Family name"), reader.says("Too many requests in this minute"))


def test_everybody_finds_the_way_back(visit: Visit, employer: Employer) -> None:
    hr, admin = (a_user(role, employer=employer) for role in (Role.EMPLOYER, Role.EMPLOYER_ADMIN))
    for reader, words, back in (
        (visit(), "Start page", "public.start"),
        (visit(hr), "Hires", "employer.hires"),
        (visit(admin), "Keys for your HR system", "employer.keys"),
    ):
        reader.opens("api.docs").follows(words)
        assert urlsplit(reader.page.url).path == urlsplit(reader.address(back)).path


def test_hr_finds_it(visit: Visit, employer: Employer) -> None:
    admin = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer))
    admin.opens("employer.keys").follows("How your system uses a key").sees("API for HR systems")


def test_every_field_has_a_box_on_the_form(app: Flask) -> None:
    """And each box its field: what HR can type, its system can send."""
    with app.test_request_context():
        boxes = {field.name for field in HireForm(None, meta={"csrf": False})} | {"department"}
    assert boxes - {"work_at"} == set(NewHire.__struct_fields__) - {"reference"}


def test_the_example_is_answered_as_shown(system: System, clock: time_machine.Traveller) -> None:
    """The hire of the page, handed over when the page says, is what the page shows of an answer."""
    (shown,) = json.loads(examples(BASE)["page"])["hires"]
    clock.move_to(datetime.fromisoformat(shown["updated_at"]))
    answer = system.posts("hires", json.loads(examples(BASE)["new_hire"]), "one")
    assert answer.status_code == 201
    assert {**json.loads(answer.data), "id": shown["id"]} == shown


def test_each_field_is_explained() -> None:
    """And each value that it can have, where there are a few."""
    schemas = description()["components"]["schemas"]
    for name, words in (("Hire", OF_A_HIRE), ("Paper", OF_A_PAPER), ("Visit", OF_A_VISIT)):
        assert list(words) == list(schemas[name]["properties"])
    values: dict[str, Iterable[str]] = {
        "where": Where, "milestones": MilestoneState, "turn": Party, "days": EmployerDay,
        "state": ["open", "closed"],
    }  # fmt: skip
    assert {name: set(words) for name, words in VALUES_OF_A_HIRE.items()} == {
        name: set(known) for name, known in values.items()
    }
    assert set(VALUES_OF_A_PAPER["state"]) == set(PaperState)


def test_webhooks_are_described() -> None:
    """Each kind of message that there is, and nothing else."""
    told = description()["webhooks"]
    assert set(told) == {*TOLD} == {type_of(kind) for kind in (*ChangeKind, PING)}
    schema = description()["components"]["schemas"]["WebhookMessage"]
    example = json.loads(examples(BASE)["webhook_message"])
    assert set(schema["required"]) == set(example)
    assert schema["properties"]["timestamp"]["format"] == "date-time"
    assert example["data"]["url"].startswith(BASE)


def test_the_pauses_are_told_as_they_are() -> None:
    seconds = [5, 300, 1800, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24))]
    assert [pause.total_seconds() for pause in PAUSES] == seconds


def test_the_example_knows_our_signature(
    employer: Employer, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    """And no other: of another body, by another secret, of long ago."""
    hook, secret = a_hook(employer)
    monkeypatch.setenv("EXPATDESK_WEBHOOK", secret)
    known: dict[str, Any] = {}
    exec(examples(BASE)["verify_python"], known)  # noqa: S102
    is_ours = known["is_from_the_desk"]
    headers = {
        "webhook-id": "msg_1", "webhook-timestamp": str(int(now().timestamp())),
        "webhook-signature": signatures(hook, "msg_1", now(), "{}"),
    }  # fmt: skip
    assert is_ours(headers, b"{}")
    assert not is_ours(headers, b"[]")
    assert not is_ours({**headers, "webhook-id": "msg_2"}, b"{}")
    change_secret(hook, print_of_secret(hook), by=actor_of(hook.maker))
    assert is_ours({**headers, "webhook-signature": signatures(hook, "msg_1", now(), "{}")}, b"{}")
    clock.shift(timedelta(minutes=6))
    assert not is_ours(headers, b"{}")


@pytest.mark.parametrize("name", ["read_python", "send_python", "paper_python", "book_python", "cancel_python"])
def test_the_examples_are_python(name: str) -> None:
    compile(examples(BASE)[name], name, "exec")
    assert BASE.removesuffix("/api/v1") in examples(BASE)[name]


def test_no_example_writes_a_key_into_a_command() -> None:
    """Others on the same machine read what commands are called with (security T11)."""
    of_curl = [text for name, text in examples(BASE).items() if name.endswith("_curl")]
    assert len(of_curl) == 6
    assert all("--header @key.txt" in text and "KEY" not in text for text in of_curl)
