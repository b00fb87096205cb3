"""HR systems with keys of their own."""

import pytest
from flask import Flask

from expatdesk.organisations.models import Employer
from tests.api.system import System
from tests.factories import a_key


@pytest.fixture
def system(app: Flask, employer: Employer) -> System:
    """The system of the employer, with a key that is good for all."""
    return System(app, a_key(employer)[1])
