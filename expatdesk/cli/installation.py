"""What all commands share: how they stop, and the application with a database that fits."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy.exc import OperationalError

from expatdesk.application import create_app
from expatdesk.cli.stopping import Stopped
from expatdesk.organisations.actions import EmployerRefused
from expatdesk.people.actions import UserRefused
from expatdesk.shared import schema
from expatdesk.shared.db import db, session


@contextmanager
def application(*, at_head: bool = True) -> Iterator[Flask]:
    """The application, with a database that fits this release."""
    app = create_app()
    with app.app_context():
        try:
            if at_head:
                schema.require_current()
            yield app
        except schema.SchemaNotCurrent as error:
            raise Stopped(str(error)) from error
        except (UserRefused, EmployerRefused) as error:
            raise Stopped(str(error)) from error
        except OperationalError as error:
            raise Stopped(f"the database does not answer: {error.orig}".strip().replace("\n", " ")) from error
        finally:
            session.remove()
            db.engine.dispose()
