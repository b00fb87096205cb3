"""Packs for the tests of this folder: making one takes seconds, so each is made once, and all by one worker.

A module that reads packs says so: `pytestmark = pytest.mark.xdist_group("packs")`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest
from flask import Flask

from expatdesk import create_app
from expatdesk.welcome_pack.content import PackContent
from expatdesk.welcome_pack.printing import pack_html, pack_pdf
from tests.databases import settings_for
from tests.welcome_pack.households import before_the_visit, couple, on_two_days, one, referred, six
from tests.welcome_pack.tagged import TaggedPdf


@dataclass(frozen=True)
class Pack:
    """A pack that was made, with what it was made from."""

    content: PackContent
    language: str
    html: str
    data: bytes

    @cached_property
    def tagged(self) -> TaggedPdf:
        """The PDF as a screen reader reads it."""
        return TaggedPdf(self.data)


PACKS = {
    "couple in English": (couple, "en"),
    "couple in Dutch": (couple, "nl"),
    "six in Dutch": (six, "nl"),
    "six on two days in Dutch": (on_two_days, "nl"),
    "one in English": (one, "en"),
    "before the visit in Dutch": (before_the_visit, "nl"),
    "registered elsewhere in English": (referred, "en"),
}
_made: dict[str, Pack] = {}


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application that stores nothing: a pack is made from its content alone."""
    return create_app(settings_for("sqlite://", tmp_path_factory.mktemp("press")))


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest, press: Flask) -> Pack:
    """Each of the packs in turn."""
    return make(request.param, press)


@pytest.fixture
def english(press: Flask) -> Pack:
    """The couple's pack in English."""
    return make("couple in English", press)


@pytest.fixture
def dutch(press: Flask) -> Pack:
    """The couple's pack in Dutch."""
    return make("couple in Dutch", press)


def make(name: str, app: Flask) -> Pack:
    """The pack of that name, from the shelf if it was made before."""
    if name not in _made:
        household, language = PACKS[name]
        content = household().content()
        with app.app_context():
            html, data = pack_html(content, language), pack_pdf(content, language)
        _made[name] = Pack(content, language, html, data)
    return _made[name]


@pytest.fixture
def spoken(press: Flask) -> Iterator[Flask]:
    """A place where texts can be translated."""
    with press.app_context():
        yield press
