"""What a phone asks for when the desk becomes one of its apps."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.visitor import Visitor


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    """It sends no cookies along."""
    return app.test_client(use_cookies=False)


@pytest.mark.parametrize(("language", "name"), [("nl", "Expatdesk: uw plan"), ("en", "Expatdesk: your plan")])
def test_it_has_a_name_and_pictures(app: Flask, phone: FlaskClient, language: str, name: str) -> None:
    answer = phone.get(f"/manifest.webmanifest?language={language}", base_url=app.config["BASE_URL"])
    assert answer.mimetype == "application/manifest+json"
    told = answer.get_json()
    assert (told["name"], told["lang"], told["start_url"]) == (name, language, "/my/")
    for icon in told["icons"]:
        with phone.get(icon["src"], base_url=app.config["BASE_URL"]) as picture:
            assert (picture.status_code, picture.mimetype) == (200, icon["type"])


def test_the_worker_is_asked_for_anew_each_time(app: Flask, phone: FlaskClient) -> None:
    """One that a cache handed out would keep an old release alive."""
    with phone.get("/my/service-worker.js", base_url=app.config["BASE_URL"]) as answer:
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
        assert answer.mimetype in ("text/javascript", "application/javascript")


def test_the_note_names_nobody(expat: Visitor, app: Flask) -> None:
    expat.opens("public.without_connection").sees("No connection").does_not_see("Sign out")
