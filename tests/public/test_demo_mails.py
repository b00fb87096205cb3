"""The mails of a demonstration, for everybody to read; without a demonstration there is no such page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from expatdesk.shared.mail import Post, compose, new_message_id
from expatdesk.shared.mail_page import MAIL_POLICY
from tests.visitor import Visitor

TEXT = "Hello Meera,\n\nOpen your page: https://desk.example/link/abc\n"
HTML = (
    '<!doctype html><html lang="en"><title>x</title><img src="cid:mark@expatdesk" alt="">'
    '<p onclick="alert(1)">Hello <script>alert(1)</script></p>'
)


@pytest.fixture
def demo(app: Flask) -> Iterator[Path]:
    """The application as a demonstration without a mail server; answers the folder of its mails."""
    before = dict(app.config)
    app.config.update(DEMO=True, SMTP_URL="")
    folder = Path(app.config["INSTANCE_DIR"]) / "mail"
    # Whatever else did the worker's part in this instance left its mails here.
    for file in folder.glob("*.eml"):
        file.unlink()
    yield folder
    app.config.update({key: before[key] for key in ("DEMO", "SMTP_URL")})


def write(folder: Path, subject: str = "Your start in Leiden") -> str:
    post = Post("Expatdesk <desk@expatdesk.example>", "", folder)
    message = compose(
        post, recipient="meera@mail.example", subject=subject, text=TEXT, html=HTML, language="en",
        message_id=new_message_id(),
    )  # fmt: skip
    post.deliver(message)
    return str(message["Message-ID"]).strip("<>").split("@")[0]


def test_without_mails_the_page_says_how_they_come(demo: Path, nobody: Visitor) -> None:
    nobody.opens("public.mails").sees("No mails yet")


def test_a_mail_is_read_as_text_with_its_links(demo: Path, nobody: Visitor) -> None:
    write(demo)
    nobody.opens("public.mails").sees("to meera@mail.example").follows("Your start in Leiden")
    nobody.sees("Open your page:")
    assert nobody.page.link("https://desk.example/link/abc") == "https://desk.example/link/abc"
    assert not [e for e in nobody.page.all("script") if not e.get("src")]


def test_the_mail_itself_is_fenced_in(demo: Path, nobody: Visitor) -> None:
    answer = nobody.asks_for("public.mail_as_shown", name=write(demo))
    assert answer.headers["Content-Security-Policy"] == MAIL_POLICY
    assert "script-src" not in MAIL_POLICY
    assert "sandbox" in MAIL_POLICY
    assert "alert(1)" in answer.text


def test_what_a_mail_encloses_is_shown(demo: Path, nobody: Visitor) -> None:
    answer = nobody.asks_for("public.mail_as_shown", name=write(demo))
    assert 'src="data:image/png;base64,' in answer.text
    assert "cid:" not in answer.text


@pytest.mark.parametrize("name", ["none", "..", "..%2f..%2fsecret_key", "../secret_key"])
def test_nothing_but_mails_can_be_read(demo: Path, nobody: Visitor, name: str) -> None:
    write(demo)
    for path in (f"/demo/mails/{name}", f"/demo/mails/{name}/html"):
        assert nobody._get(path).status_code == 404


@pytest.mark.parametrize("settings", [{"DEMO": False}, {"SMTP_URL": "smtp://mail.example"}])
def test_outside_of_a_demonstration_there_is_no_such_page(
    demo: Path, app: Flask, nobody: Visitor, settings: dict[str, object]
) -> None:
    name = write(demo)
    app.config.update(settings)
    for endpoint, values in (("mails", {}), ("mail", {"name": name}), ("mail_as_shown", {"name": name})):
        nobody.cannot_open(f"public.{endpoint}", **values)
