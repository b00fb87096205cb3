"""Figures in answers come from the region's dated data, so that none is old."""

from datetime import date

import pytest
from flask import Flask

from expatdesk.knowledge.figures import figure, filled_in, known_names, unknown_placeholders
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import speaking

IN_2026, IN_2027 = date(2026, 12, 14), date(2027, 2, 1)


@pytest.fixture(autouse=True)
def request_of_nobody(app: Flask) -> None:
    """Words need a language, which is set by each test."""


@pytest.mark.parametrize(
    ("language", "wanted"), [("en", "€60.50, €5,942, 30, Leiden"), ("nl", "€ 60,50, € 5.942, 30, Leiden")]
)
def test_they_are_written_as_the_reader_writes(language: str, wanted: str, region: Region) -> None:
    text = "{fee_principal}, {hsm_salary}, {thirty_percent_rate}, {home_towns}"
    with speaking(language):
        assert filled_in(text, region, IN_2026).replace("\xa0", " ").startswith(wanted)


def test_they_change_with_the_year(region: Region) -> None:
    with speaking("en"):
        assert figure("thirty_percent_rate", region, IN_2027) == "27"
        assert figure("hsm_salary", region, IN_2027) == "(not known yet for this year)"


def test_what_nobody_checked_says_so(region: Region) -> None:
    with speaking("en"):
        assert figure("cak_fine", region, IN_2026) == "€437.25 (we have not checked this figure yet)"


def test_towns_are_those_of_today(region: Region) -> None:
    with speaking("en"):
        assert figure("home_towns", region, IN_2026) == "Leiden, Leiderdorp, Voorschoten and Zoeterwoude"
        assert figure("other_towns", region, IN_2026) == "Oegstgeest and Katwijk"
        assert "Oegstgeest" in figure("home_towns", region, date(2022, 6, 1))


def test_what_is_unknown_stays_and_is_named(region: Region) -> None:
    assert filled_in("{nothing} {", region, IN_2026) == "{nothing} {"
    assert unknown_placeholders("{nothing} {fee_child} }", region) == ["{nothing}", "}"]


def test_every_name_says_something_on_any_day(region: Region) -> None:
    for name in known_names(region):
        assert figure(name, region, IN_2027)
