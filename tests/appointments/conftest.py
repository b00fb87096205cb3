"""A counter, and a household with a time at it."""

from datetime import date

import pytest
from flask import Flask

from expatdesk.appointments.models import Counter
from expatdesk.cases.models import Case
from tests.factories import a_case, a_counter, with_time_held

FRIDAY = date(2026, 12, 18)


@pytest.fixture
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday."""
    return a_counter()


@pytest.fixture
def held(counter: Counter) -> Case:
    """A visit on Friday, for a household whose papers are handed in but not accepted."""
    return with_time_held(a_case(), day=FRIDAY)
