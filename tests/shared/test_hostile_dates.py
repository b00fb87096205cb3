"""Dates that nobody means are refused as typing errors, and never end in an error of ours."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from expatdesk.shared.forms import DayField
from expatdesk.shared.person_fields import BirthField

NUMBERS = ["9" * 30, "9" * 5000, "-1", "\u0664", "1e1", "\x00"]


class DatesForm(Form):
    """A form with both kinds of date."""

    on = DayField()
    born = BirthField()


@pytest.mark.parametrize("part", ["day", "month", "year"])
@pytest.mark.parametrize("number", NUMBERS, ids=ascii)
def test_a_number_that_is_none(app: Flask, part: str, number: str) -> None:
    typed = {"day": "4", "month": "1", "year": "1990", part: number}
    names = {f"{name}-{key}": value for name in ("on", "born") for key, value in typed.items()}
    with app.test_request_context():
        form = DatesForm(MultiDict(names))
        assert not form.validate()
        assert form.on.errors
        assert form.born.errors


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_a_year_in_which_no_plan_can_lie(app: Flask, year: str) -> None:
    """Terms counted from such a day pass the end of the calendar: the file could not be opened any more."""
    with app.test_request_context():
        form = DatesForm(MultiDict({"on-day": "31", "on-month": "12", "on-year": year}))
        assert not form.validate()
        assert form.on.errors
