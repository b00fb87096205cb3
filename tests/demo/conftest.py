"""All tests of this folder stand on the demonstration, and forget what they do to it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from expatdesk import create_app
from expatdesk.shared.db import db
from tests.conftest import Demonstration
from tests.databases import Databases, settings_for


@pytest.fixture(scope="module")
def shared_app(databases: Databases, demonstration: Demonstration) -> Iterator[Flask]:
    """The application of these tests, on the demonstration."""
    app = create_app(settings_for(demonstration.copy(), databases.folder))
    yield app
    with app.app_context():
        db.engine.dispose()
