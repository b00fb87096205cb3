"""The start page, the statements, and the files that machines look for."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from expatdesk.access.fields import EMPLOYER_SEES
from expatdesk.cases.labels import TRACKS
from expatdesk.shared.clock import now
from expatdesk.shared.db import db
from tests.visitor import Visitor


def test_the_start_page_has_a_way_in_for_everybody(nobody: Visitor) -> None:
    nobody.opens("public.start").sees("Open your plan", "Sign in as an employer", "Sign in for staff")
    nobody.follows("Open your plan")
    nobody.opens("public.start").follows("Sign in as an employer")


def test_the_start_page_has_the_three_tracks_by_their_names(nobody: Visitor) -> None:
    nobody.opens("public.start").sees(*(str(name) for name in TRACKS.values()))


def test_the_start_page_names_the_desk(nobody: Visitor) -> None:
    nobody.opens("public.start").sees("Bargelaan 190", "+31 71 516 5165", "Monday 09:00")


@pytest.mark.parametrize("who", ["hr", "officer", "registrar", "expat"])
def test_who_is_signed_in_finds_the_way_home(who: str, request: pytest.FixtureRequest) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    visitor.opens("public.start").sees("You are signed in as").does_not_see("Sign in for staff")


def test_the_accessibility_statement_has_what_the_decree_asks(nobody: Visitor) -> None:
    nobody.opens("public.accessibility")
    nobody.sees("Status C", "WCAG 2.2", "desk@expatdesk.example", "23 November 2026", "National Ombudsman")


def test_the_privacy_page_prints_the_employers_list_word_for_word(nobody: Visitor) -> None:
    nobody.opens("public.privacy").sees("We never keep your BSN", *(str(seen.words) for seen in EMPLOYER_SEES))


def test_the_foot_leads_to_both(nobody: Visitor) -> None:
    nobody.opens("public.start").follows("Your data")
    nobody.follows("Accessibility")


def health(app: Flask, what: str) -> tuple[int, str]:
    answer = app.test_client().get(f"/health/{what}", base_url=app.config["BASE_URL"])
    return answer.status_code, answer.text


def test_alive_and_ready(real_app: Flask) -> None:
    assert health(real_app, "live") == (200, "alive\n")
    assert health(real_app, "ready") == (200, "ready\n")


def test_alive_but_not_ready_for_a_database_of_another_release(real_app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of-a-newer-release'"))
    assert health(real_app, "live") == (200, "alive\n")
    assert health(real_app, "ready") == (503, "not ready\n")


def test_robots_see_the_public_pages_only(nobody: Visitor) -> None:
    rules = nobody.asks_for("public.robots").text
    assert "Disallow: /\n" in rules
    assert "Allow: /$" in rules


def test_public_pages_may_be_found_and_others_not(nobody: Visitor, hr: Visitor) -> None:
    assert "X-Robots-Tag" not in nobody.asks_for("public.start").headers
    assert hr.asks_for("employer.hires").headers["X-Robots-Tag"] == "noindex, nofollow"


def test_who_finds_a_hole_finds_us(nobody: Visitor) -> None:
    """RFC 9116: a contact, and a day after which it must not be trusted, within a year."""
    fields = dict(line.split(": ", 1) for line in nobody.asks_for("public.security").text.splitlines())
    assert fields["Contact"] == "mailto:desk@expatdesk.example"
    assert now() < datetime.fromisoformat(fields["Expires"]) < now() + timedelta(days=365)
    assert fields["Canonical"].endswith("/.well-known/security.txt")
