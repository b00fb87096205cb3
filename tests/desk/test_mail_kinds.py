"""Every kind of mail, in both languages, as the coordinator reads it and as its reader gets it."""

import re
from html import unescape

import pytest
from flask import Flask

from expatdesk.desk.mail_samples import sample
from expatdesk.messages.kinds import KINDS, Choice, Kind, Reader, kinds_for
from expatdesk.messages.writing import Written, write
from expatdesk.people.models import Role
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.shared.mail_page import MAIL_POLICY
from tests.conftest import Visit
from tests.factories import a_user
from tests.page import Page
from tests.page_rules import GLUED, LEFT_OVERS
from tests.visitor import Visitor

ADDRESS = re.compile(r"https?://\S+")
TAG = re.compile(r"<[^>]*>")
BUTTON = re.compile(r'<a class="button".*?</a>')
HREF = re.compile(r'href="([^"]*)"')
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def written(kind: Kind, language: str) -> Written:
    return write(kind.name, language, **sample(kind.name, language))


@EACH
@IN_BOTH
def test_it_is_whole(app: Flask, kind: Kind, language: str) -> None:
    """A subject of one line, no value left out, and no hole where something does not apply."""
    mail = written(kind, language)
    shown = Page("mail", mail.html, 200)
    assert 5 < len(mail.subject) <= 200
    assert "\n" not in mail.subject
    for text in (mail.subject, mail.text, shown.text):
        assert not LEFT_OVERS.search(text)
        assert not GLUED.search(text)
    assert "\n\n\n" not in mail.text
    assert f'<html lang="{language}">' in mail.html
    assert mail.html.startswith("<!doctype html>")


@EACH
def test_no_english_stands_in_the_dutch_nor_dutch_in_the_english(app: Flask, kind: Kind) -> None:
    dutch, english = written(kind, "nl"), written(kind, "en")
    for text in (dutch.subject, dutch.text, Page("mail", dutch.html, 200).text):
        assert not re.search(r"\b(the|your|you|and|this|with)\b", text, re.IGNORECASE), text
    for text in (english.subject, english.text, Page("mail", english.html, 200).text):
        assert not re.search(r"\b(de|het|een|uw|wij|met|dat|niet)\b", text.replace("de Graaf", "")), text


@EACH
@IN_BOTH
def test_plain_text_and_html_say_the_same(app: Flask, kind: Kind, language: str) -> None:
    """Text by text, and link by link: who reads without pictures misses nothing."""
    mail = written(kind, language)
    plain = _words(f"{mail.subject} {mail.text}")
    shown = [unescape(text) for text in TAG.split(BUTTON.sub("", mail.html.partition("<main")[2]))]
    assert len(shown) > 5
    assert [text for text in shown[1:] if _words(text) not in plain] == []
    # A link within a sentence may stand at its end, with a full stop after it.
    assert set(HREF.findall(mail.html)) <= {link.rstrip(".") for link in ADDRESS.findall(mail.text)}


def _words(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


@EACH
@IN_BOTH
def test_links_lead_to_us_and_are_whole(app: Flask, kind: Kind, language: str) -> None:
    mail = written(kind, language)
    links = [*HREF.findall(mail.html), *ADDRESS.findall(mail.text)]
    assert all(link.startswith(app.config["BASE_URL"]) for link in links), links
    assert mail.html.count('class="button"') <= (2 if kind.name == "together" else 1)


@pytest.mark.parametrize("kind", kinds_for(Reader.HOUSEHOLD), ids=lambda kind: kind.name)
@IN_BOTH
def test_each_mail_to_a_household_names_its_case_in_the_subject(app: Flask, kind: Kind, language: str) -> None:
    assert written(kind, language).subject.endswith(" (LE-7K4M-29)")


@EACH
def test_what_may_be_chosen_away_says_where_and_nothing_else_does(app: Flask, kind: Kind) -> None:
    mail = written(kind, "en")
    may_be = kind.choice is not None or kind.name == "together"
    for text in (mail.text, mail.html):
        assert ("/my/mails" in text) == may_be


def test_a_coordinator_reads_every_kind_on_a_page(app: Flask, visit: Visit) -> None:
    coordinator = visit(a_user(Role.COORDINATOR)).opens("desk.letters")
    coordinator.follows("See every kind of mail that goes out by itself")
    for kind in KINDS.values():
        coordinator.opens("desk.mail_kinds").follows(str(kind.about))
        coordinator.sees(written(kind, "nl").subject, written(kind, "en").subject)


def test_the_drawn_mail_is_fenced_in(app: Flask, visit: Visit) -> None:
    coordinator = visit(a_user(Role.COORDINATOR))
    answer = coordinator.asks_for("desk.mail_as_shown", name="steps_due", language="nl")
    assert answer.headers["Content-Security-Policy"] == MAIL_POLICY
    assert 'src="data:image/png;base64,' in answer.text
    assert 'lang="nl"' in answer.text
    coordinator.cannot_open("desk.mail_as_shown", name="steps_due", language="xx")
    coordinator.cannot_open("desk.mail_kind", name="base")


def test_officers_do_not_find_it(app: Flask, officer: Visitor) -> None:
    officer.opens("desk.dashboard")
    assert officer.asks_for("desk.mail_kinds").status_code in (403, 404)


def test_each_choice_has_a_kind() -> None:
    assert {kind.choice for kind in KINDS.values() if kind.choice} == set(Choice)
