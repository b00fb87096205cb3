"""The figure of the first four months: everything on it stands within it, for every household."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from expatdesk.shared.i18n import speaking
from expatdesk.welcome_pack import figure
from expatdesk.welcome_pack.figure import CHARACTER, WIDTH, Axis, Label
from expatdesk.welcome_pack.timeline import Timeline, draw
from tests.welcome_pack.households import Case, before_the_visit, couple, on_two_days, one, referred, six

AXIS = Axis(date(2027, 1, 1), date(2027, 6, 4))
# The mean width of a character is a guess: words may be this much wider than it says.
SLACK = 4


def widest(label: Label) -> tuple[float, float]:
    """From where to where a label may reach."""
    width = len(label.text) * CHARACTER
    return (label.x - width, label.x) if label.anchor == "end" else (label.x, label.x + width)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("make", [couple, six, on_two_days, one, before_the_visit, referred])
@pytest.mark.parametrize("month", range(1, 13))
def test_everything_stands_within_the_figure(
    spoken: Flask, make: Callable[[], Case], language: str, month: int
) -> None:
    with speaking(language):
        drawn = draw(replace(make(), today=date(2027, month, 28)).content())
    for row in [row for band in drawn.bands for row in band.rows]:
        assert 0 <= row.x <= row.end <= WIDTH
        for label in row.labels:
            start, end = widest(label)
            assert start >= -SLACK, label
            assert end <= WIDTH + SLACK, label


def the_figure(language: str = "en") -> Timeline:
    with speaking(language):
        return draw(couple().content())


def test_the_bands_are_the_three_tracks(spoken: Flask) -> None:
    assert [band.title for band in the_figure().bands] == [
        "Registration and papers",
        "Your home",
        "Social network",
    ]
    assert [len(band.rows) for band in the_figure().bands] == [4, 2, 2]


def test_limits_have_flags_and_forecasts_are_dashed(spoken: Flask) -> None:
    rows = {row.labels[0].text: row for band in the_figure().bands for row in band.rows}
    assert rows["Health insurance"].flag
    assert rows["3 February: letter with your records"].dashed
    assert rows["Your own driving licence is valid"].runs_on
    assert not rows["21 January: Welcome evening"].dashed


def test_it_is_said_in_words_too(spoken: Flask) -> None:
    summary = the_figure().summary
    assert summary.startswith("Timeline from January 2027 to May 2027. Registration and papers: 3 February")
    assert "Health insurance, 6 May" in summary
    assert the_figure("nl").summary.endswith("Dezelfde datums staan in de tabel eronder.")


def test_today_is_on_it_only_within_its_months(spoken: Flask) -> None:
    assert the_figure().today_x == AXIS.x(date(2027, 1, 6))
    assert draw(replace(couple(), today=date(2027, 9, 1)).content()).today_x is None


def test_words_stand_in_a_bar_where_they_fit_and_beside_it_elsewhere() -> None:
    long = figure.bar(AXIS, date(2027, 1, 6), date(2027, 5, 6), "Health insurance", "6 May", flag=True)
    short = figure.bar(AXIS, date(2027, 2, 1), date(2027, 2, 6), "New address", "6 February", flag=True)
    late = figure.bar(AXIS, date(2027, 5, 25), date(2027, 5, 30), "New address: report the move", "30 May")
    assert [label.text for label in long.labels] == ["Health insurance", "6 May"]
    assert [(label.text, label.anchor) for label in short.labels] == [("6 February: New address", "start")]
    assert [label.anchor for label in late.labels] == ["end"]


def test_the_table_below_moves_to_a_page_of_its_own_only_where_it_must(spoken: Flask) -> None:
    assert the_figure().table_style(10) == ""
    assert the_figure().table_style(12) == "dense"
    assert the_figure().table_style(16) == "apart"
