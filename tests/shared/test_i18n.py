"""Which language a reader gets, and how dates, distances and amounts are written in it."""

from datetime import UTC, date, datetime

import flask_babel
import pytest
from flask import Flask

from expatdesk.shared.i18n import (
    LANGUAGES,
    clock_time,
    distance,
    gettext,
    language,
    long_date,
    minutes_in_words,
    money,
    ngettext,
    other_language,
    short_date,
    speaking,
)

pytestmark = pytest.mark.usefixtures("app")
MONDAY = date(2027, 1, 11)


@pytest.mark.parametrize(
    ("cookie", "browser", "expected"),
    [
        ("nl", "en", "nl"),
        ("en", "nl", "en"),
        ("", "en-US,en;q=0.9", "en"),
        ("", "nl-NL,nl;q=0.9,en;q=0.5", "nl"),
        ("", "de,fr;q=0.5", "nl"),
        ("", "", "nl"),
        ("xx", "en", "en"),
        ("../../etc/passwd", "nl", "nl"),
    ],
)
def test_the_choice_goes_before_the_browser(app: Flask, cookie: str, browser: str, expected: str) -> None:
    headers = {"Accept-Language": browser, "Cookie": f"{app.config['LANGUAGE_COOKIE_NAME']}={cookie}"}
    with app.app_context(), app.test_request_context(headers=headers):
        assert language() == expected
        assert other_language() != expected


@pytest.mark.parametrize(
    ("chosen", "long", "short"),
    [("nl", "maandag 11 januari 2027", "ma 11 jan"), ("en", "Monday 11 January 2027", "Mon 11 Jan")],
)
def test_dates_are_written_out(chosen: str, long: str, short: str) -> None:
    with speaking(chosen):
        assert (long_date(MONDAY), short_date(MONDAY)) == (long, short)


@pytest.mark.parametrize(
    ("day", "english", "dutch"),
    [
        (date(2026, 12, 14), "today", "vandaag"),
        (date(2026, 12, 15), "tomorrow", "morgen"),
        (date(2026, 12, 13), "yesterday", "gisteren"),
        (date(2026, 12, 17), "in 3 days", "over 3 dagen"),
        (date(2026, 12, 11), "3 days ago", "3 dagen geleden"),
        (date(2026, 12, 27), "in 13 days", "over 13 dagen"),
        (date(2026, 12, 28), "in 2 weeks", "over 2 weken"),
        (date(2026, 11, 16), "4 weeks ago", "4 weken geleden"),
    ],
)
def test_distances_read_as_people_say_them(day: date, english: str, dutch: str) -> None:
    with speaking("en"):
        assert distance(day) == english
    with speaking("nl"):
        assert distance(day) == dutch


def test_money_is_written_their_way() -> None:
    with speaking("en"):
        assert money(6050) == "€60.50"
    with speaking("nl"):
        assert money(6050).replace("\N{NO-BREAK SPACE}", " ") == "€ 60,50"


def test_times_are_those_on_the_wall() -> None:
    assert clock_time(datetime(2026, 12, 16, 9, 30, tzinfo=UTC)) == "10:30"
    assert clock_time(datetime(2026, 6, 16, 9, 30, tzinfo=UTC)) == "11:30"


def test_speaking_ends_with_its_block() -> None:
    with speaking("nl"):
        assert language() == "nl"
        with speaking("en"):
            assert language() == "en"
        assert language() == "nl"


def test_a_language_we_do_not_speak_becomes_english() -> None:
    with speaking("fr"):
        assert language() == "en"


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_texts_are_those_that_flask_babel_finds(app: Flask, chosen: str) -> None:
    with app.test_request_context(), speaking(chosen):
        assert gettext("Sign in") == flask_babel.gettext("Sign in")
        assert gettext("nobody wrote this, %(name)s", name="Ana") == "nobody wrote this, Ana"
        for number in (0, 1, 2):
            ours = ngettext("in %(num)d day", "in %(num)d days", number)
            assert ours == flask_babel.ngettext("in %(num)d day", "in %(num)d days", number)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 minutes"), (1, "1 minute"), (59, "59 minutes"), (60, "1 hour"), (335, "5 hours and 35 minutes")],
)
def test_beyond_an_hour_minutes_are_said_in_hours(minutes: int, said: str) -> None:
    assert minutes_in_words(minutes) == said
