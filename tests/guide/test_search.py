"""Finding places by the words that people type, in either language."""

import pytest

from expatdesk.guide.book import Guide, open_guide
from expatdesk.rules.region import Region


@pytest.fixture
def guide(app: object, region: Region) -> Guide:
    """The guide as it ships."""
    return open_guide(region)


@pytest.mark.parametrize(
    ("language", "asked", "wanted"),
    [
        ("en", "choir", "leiden-english-choir"),
        ("nl", "koor", "wereldkoor-leiden"),
        ("en", "huisarts", "zorgkaart-nederland"),
        ("en", "family doctor", "heydoc"),
        ("en", "school in Leiderdorp", "elckerlyc-international-school"),
        ("nl", "bibliotheek katwijk", "library-katwijk"),
        ("en", "libary voorschoten", "library-voorschoten"),
        ("nl", "kerk", "international-church-leiden"),
        ("en", "playground", "vogelwijk-wednesday-group"),
        ("nl", "Nederlands leren", "gilde-samenspraak-leiden"),
        ("en", "Sterrentuin", "de-sterrentuin"),
    ],
)
def test_the_place_is_among_the_first(guide: Guide, language: str, asked: str, wanted: str) -> None:
    assert wanted in [place.key for place in guide.search(asked, language)][:5]


@pytest.mark.parametrize("asked", ["xyzzy", "?!", "%", "'; drop table"])
def test_nonsense_breaks_nothing(guide: Guide, asked: str) -> None:
    assert len(guide.search(asked, "en")) <= len(guide.places)


def test_nothing_asked_is_all_of_it_in_order(guide: Guide) -> None:
    names = [place.name.nl.casefold() for place in guide.search("", "nl")]
    assert len(names) == len(guide.places)
    assert names == sorted(names)
