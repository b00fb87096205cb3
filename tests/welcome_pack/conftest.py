"""Packs for the tests of this folder: making one takes seconds, so each is made once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest
from flask import Flask

from expatdesk.welcome_pack.content import PackContent
from expatdesk.welcome_pack.printing import pack_html, pack_pdf
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


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest, shared_app: Flask) -> Pack:
    """Each of the packs in turn."""
    return make(request.param, shared_app)


@pytest.fixture
def english(shared_app: Flask) -> Pack:
    """The couple's pack in English."""
    return make("couple in English", shared_app)


@pytest.fixture
def dutch(shared_app: Flask) -> Pack:
    """The couple's pack in Dutch."""
    return make("couple in Dutch", shared_app)


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
def spoken(shared_app: Flask) -> Iterator[Flask]:
    """A place where texts can be translated."""
    with shared_app.app_context():
        yield shared_app
