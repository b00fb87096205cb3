"""The command line, as it is typed: what it says and how it ends.

A process of its own for each would take seconds to start; none of those tried here gets as far as becoming another
program.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from huey.consumer import Consumer
from sqlalchemy import select, text

from expatdesk.cli import main
from expatdesk.logbook.models import LogLine
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role, User
from expatdesk.shared.db import db, session
from tests.conftest import DEMO_TESTS, Demonstration
from tests.databases import Databases
from tests.factories import a_case, a_hook, a_key, a_user, an_employer

COMMAND = Path(sys.executable).with_name("expatdesk")
ROOT = Path(__file__).parents[1]
FACTS = ROOT / "docs/example-facts.json"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def clock() -> None:
    """The command lives in the real time."""


@pytest.fixture(autouse=True)
def nothing_else_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No server takes the place of this process, and no worker goes on in it."""

    def started(*_words: object) -> None:
        raise AssertionError("it became another program")

    monkeypatch.setattr(os, "execv", started)
    monkeypatch.setattr(Consumer, "run", started)


@pytest.fixture
def run(real_app: Flask, tmp_path: Path) -> Run:
    """Run the command on the database of this test."""
    url = db.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    return _command(url, tmp_path)


@pytest.fixture
def run_on_empty(databases: Databases, tmp_path: Path) -> Run:
    """Run the command on a database without tables."""
    return _command(databases.empty().replace("+psycopg", ""), tmp_path)


def _command(url: str, folder: Path) -> Run:
    surroundings = {**os.environ, "DATABASE_URL": url, "INSTANCE_DIR": str(folder)}

    def run(*words: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        done = CliRunner(env={**surroundings, **settings}).invoke(main, words, input=typed, catch_exceptions=False)
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    return run


def test_plan_answers_json_by_itself(tmp_path: Path) -> None:
    words = [str(COMMAND), "plan", str(FACTS), "--today", "2027-01-05"]
    surroundings = {"INSTANCE_DIR": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/", env=surroundings)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert set(answer) == {"route", "steps", "papers", "fee"}
    assert answer["route"]["to"] == "desk"


def test_plan_loads_the_rules_alone(tmp_path: Path) -> None:
    """Database, PDF and pages take a second to load; a partner who tries "what if" needs none of them."""
    asked = f"main(['plan', {str(FACTS)!r}], standalone_mode=False)"
    shown = "print(*(name for name in sys.modules if name.count('.') < 2), file=sys.stderr)"
    words = [sys.executable, "-c", f"import sys; from expatdesk.cli import main; {asked}; {shown}"]
    surroundings = {"INSTANCE_DIR": str(tmp_path / "none"), "PATH": os.environ["PATH"]}
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT, env=surroundings)
    loaded = set(done.stderr.split())
    assert not loaded & {"sqlalchemy", "flask_sqlalchemy", "flask_security", "wtforms", "weasyprint", "huey"}
    ours = {name for name in loaded if name.startswith("expatdesk.")}
    assert ours == {f"expatdesk.{name}" for name in ("cases", "cli", "region", "rules", "shared")}, sorted(ours)
    assert not (tmp_path / "none").exists()


def test_plan_speaks_dutch_in_plain_text(run_on_empty: Run) -> None:
    done = run_on_empty(
        "plan", "-", "--today", "2027-01-05", "--lang", "nl", "--format", "text", typed=FACTS.read_text()
    )
    assert done.returncode == 0
    assert "inschrij" in done.stdout.lower()
    assert not done.stdout.lstrip().startswith("{")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"colour": "blue"}, "colour"),
        ({"stay_months": "24"}, "stay_months"),
        ({"stay_months": 0}, "stay_months"),
        ({"arrival": "2027-02-30"}, "arrival"),
        ({"category": "tourist"}, "category"),
        ({"people": []}, "people"),
    ],
)
def test_plan_names_the_field_that_is_wrong(run_on_empty: Run, change: dict[str, object], named: str) -> None:
    done = run_on_empty("plan", "-", typed=json.dumps({**json.loads(FACTS.read_text()), **change}))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert named in done.stderr


@pytest.mark.parametrize("words", [["plan", "/nowhere.json"], ["plan", "-", "--today", "tomorrow"]])
def test_plan_says_in_one_line_what_it_cannot_read(run_on_empty: Run, words: list[str]) -> None:
    done = run_on_empty(*words, typed=FACTS.read_text())
    assert (done.returncode, done.stdout, len(done.stderr.strip().splitlines())) == (2, "", 1)


def test_migrate_and_again(run_on_empty: Run) -> None:
    assert "from nothing to" in run_on_empty("migrate").stdout
    assert "already" in run_on_empty("migrate").stdout


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["worker"], ["demo"], ["projection", "verify"]])
def test_nothing_starts_without_its_tables(run_on_empty: Run, command: list[str]) -> None:
    done = run_on_empty(*command)
    assert done.returncode == 1
    assert "run expatdesk migrate" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_nothing_starts_on_a_newer_database(run: Run) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '999'"))
    for command in (["serve", "--port", "0"], ["migrate"]):
        done = run(*command)
        assert (done.returncode, done.stdout) == (1, "")
        assert "newer release" in done.stderr


@pytest.mark.parametrize(
    ("host", "base_url"),
    [
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104
        ("127.0.0.1", "http://desk.example"),
        ("127.0.0.1", "desk.example"),
    ],
)
def test_serve_refuses_plain_http_for_others(run: Run, host: str, base_url: str) -> None:
    done = run("serve", "--host", host, "--port", "0", BASE_URL=base_url)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert "set BASE_URL to https://" in done.stderr


def test_no_database_is_said_in_one_line(run: Run) -> None:
    done = run("worker", DATABASE_URL="postgresql://nobody@127.0.0.1:9/nothing")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_doctor_finds_all_well(run: Run) -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    subjects = [line.split(":")[0].split()[-1] for line in done.stdout.splitlines()]
    assert subjects == [
        "settings", "database", "migrations", "search", "disk", "papers", "erasing", "scanner", "fonts",
        "translations", "mail", "webhooks", "sign-in",
    ]  # fmt: skip


def test_doctor_says_what_to_do(run_on_empty: Run) -> None:
    done = run_on_empty("doctor", BASE_URL="http://desk.example", SMTP_URL="smtp://127.0.0.1:9")
    assert done.returncode == 1
    for remedy in ("https", "expatdesk migrate", "mend the database first"):
        assert remedy in done.stdout
    assert "Traceback" not in done.stderr


def test_doctor_asks_the_mail_server(run: Run) -> None:
    done = run("doctor", SMTP_URL="smtp://127.0.0.1:9")
    assert done.returncode == 1
    assert "check SMTP_URL" in done.stdout


@DEMO_TESTS
def test_demo_says_who_can_sign_in(demonstration: Demonstration, tmp_path: Path) -> None:
    done = _command(demonstration.copy().replace("+psycopg", ""), tmp_path)("demo")
    assert (done.returncode, done.stdout) == (0, f"{demonstration.said}\n")


def test_retention_lists_before_it_erases(run: Run) -> None:
    case = a_case()
    case.opened_at -= timedelta(days=200)
    session.commit()
    said = run("retention", "--dry-run").stdout
    assert f"{case.code}  the case, due" in said
    for told in ("0 papers would be erased", "1 cases would be erased", "0 lines of the logbook would be erased"):
        assert told in said
    assert "1 cases erased" in run("retention").stdout
    assert "0 cases erased" in run("retention").stdout


def test_demo_does_not_mix_with_real_people(run: Run) -> None:
    a_case()
    session.commit()
    done = run("demo")
    assert done.returncode == 1
    assert "in use" in done.stderr


def test_projection_is_verified_and_rebuilt(run: Run) -> None:
    case = a_case()
    session.commit()
    run("projection", "rebuild")
    assert run("projection", "verify").returncode == 0
    session.refresh(case)
    case.next_party = "nobody"
    session.commit()
    done = run("projection", "verify")
    assert done.returncode == 1
    assert case.code in done.stderr
    assert "1 cases" in run("projection", "rebuild").stdout
    assert run("projection", "verify").returncode == 0


def test_a_first_employer_and_its_first_user(run: Run) -> None:
    address = ["--street", "Einsteinweg 55", "--postcode", "2333cc", "--town", "Leiden", "--sponsor"]
    assert run("employer", "add", "Hortus Instruments B.V.", *address).returncode == 0
    told = ["--name", "Esra Koç", "--role", "employer", "--employer", "Hortus Instruments B.V."]
    assert run("user", "invite", "esra@hortus.example", *told).returncode == 0
    invited = session.scalars(select(User)).one()
    assert (invited.role, invited.password) == (Role.EMPLOYER, None)
    assert session.scalars(select(Mail)).one().recipient == "esra@hortus.example"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["user", "invite", "x", "--name", "X", "--role", "officer"], "x"),
        (["user", "invite", "x@y.example", "--name", "X", "--role", "registrar"], "municipality"),
        (
            ["user", "invite", "x@y.example", "--name", "X", "--role", "registrar", "--municipality", "Delft"],
            "Delft",
        ),
        (["user", "invite", "x@y.example", "--name", "X", "--role", "employer", "--employer", "Nobody"], "Nobody"),
        (["user", "disable", "nobody@y.example"], "nobody@y.example"),
        (["employer", "add", "X", "--street", "Y", "--postcode", "99", "--town", "Z"], "99"),
    ],
)
def test_a_refusal_is_one_line(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout, len(done.stderr.strip().splitlines())) == (1, "", 1)
    assert said in done.stderr


def test_keys_are_changed_for_papers_and_secrets(run: Run, real_app: Flask, tmp_path: Path) -> None:
    """A key that is lost is named, whatever lies under it alone."""
    a_hook(an_employer())
    session.commit()
    assert "0 pages, 1 secrets  newest" in run("keys", "list").stdout
    assert "the secrets of 1 webhooks" in run("keys", "rotate").stdout
    (tmp_path / "file_keys").unlink()
    assert "0 pages, 1 secrets  MISSING" in run("keys", "list").stdout
    assert (run("keys", "rotate").returncode, len((tmp_path / "file_keys").read_text().split())) == (1, 1)


def test_the_glass_is_broken_when_nobody_can_sign_in(run: Run) -> None:
    last = a_user(Role.ADMINISTRATOR).email
    session.commit()
    refused = run("user", "disable", last)
    assert (refused.returncode, "last administrator" in refused.stderr) == (1, True)
    assert run("admin", "recover", "wietske@desk.example", "--name", "Wietske Prins").returncode == 0
    session.rollback()
    verbs = session.scalars(select(LogLine.verb).order_by(LogLine.id)).all()
    assert verbs == ["user_invited", "administrator_recovered"]
    assert run("user", "disable", last).returncode == 0


@pytest.mark.parametrize(("words", "active"), [(("user", "disable"), False), (("admin", "recover"), True)])
def test_who_is_out_leaves_no_key(run: Run, words: tuple[str, str], *, active: bool) -> None:
    """Security T09."""
    key, _token = a_key(an_employer())
    session.commit()
    email = key.maker.email
    session.rollback()
    assert run(*words, email).returncode == 0
    assert (key.maker.active, key.revoked_at is None) == (active, False)
