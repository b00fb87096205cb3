"""Everything that the rules can answer has words, in both languages."""

from collections.abc import Iterable, Iterator

import pytest
from flask import Flask

import config
from expatdesk.cases import labels
from expatdesk.rules.acceptance import AnswerWhy, PaperSays
from expatdesk.rules.facts import Category, HomeKind, MaritalStatus, PersonRole
from expatdesk.rules.plan import (
    Destination,
    DueKind,
    PaperCheck,
    PaperKey,
    PaperWhy,
    Party,
    Route,
    RouteReason,
    Source,
    StepState,
    Track,
)
from expatdesk.rules.region import Region
from expatdesk.rules.tracks import CATALOGUE
from expatdesk.shared import i18n
from expatdesk.shared.i18n import speaking


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    """The catalogues alone."""
    app = Flask("expatdesk")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(config.ROOT / "translations")
    i18n.install(app)
    with app.app_context():
        yield


WORDS: list[tuple[Iterable[object], Iterable[object]]] = [
    (labels.STEPS, CATALOGUE), (labels.STATES, StepState), (labels.PARTIES, Party), (labels.TRACKS, Track),
    (labels.PARTIES_TO_EXPAT, Party), (labels.DUE_KINDS, DueKind), (labels.DUE_HEADINGS, DueKind),
    (labels.ROUTES, RouteReason), (labels.DESTINATIONS, Destination), (labels.PAPERS, PaperKey),
    (labels.PAPER_REASONS, PaperWhy), (labels.PAPER_CHECKS, PaperCheck), (labels.SOURCES, Source),
    (labels.CATEGORIES, Category), (labels.HOME_KINDS, HomeKind), (labels.ROLES, PersonRole),
    (labels.MARITAL_STATUSES, MaritalStatus), (labels.ANSWERS, AnswerWhy),
    (labels.READ_ON_PAPER, PaperSays.__dataclass_fields__),
]  # fmt: skip


@pytest.mark.parametrize(("table", "all_keys"), WORDS)
def test_nothing_is_without_words(table: Iterable[object], all_keys: Iterable[object]) -> None:
    assert set(table) == set(all_keys)


@pytest.mark.parametrize("reason", RouteReason)
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("municipality", ["0546", None])
def test_a_route_is_explained(
    region: Region, reason: RouteReason, language: str, municipality: str | None
) -> None:
    for destination in Destination:
        route = Route(destination, reason, municipality)
        with speaking(language):
            sentences = (labels.what_it_means(route, region), labels.where_to_go(route, region))
        for sentence in sentences:
            assert sentence.endswith(".")
            assert "%" not in sentence


def test_the_town_hall_is_named(region: Region) -> None:
    route = Route(Destination.MUNICIPALITY, RouteReason.HOME_NOT_COVERED, "0537")
    with speaking("en"):
        assert "Katwijk" in labels.what_it_means(route, region)
        assert "katwijk.nl" in labels.where_to_go(route, region)
