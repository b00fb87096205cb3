"""Whether this process can answer visitors: its database is there, and as new as the release."""

from sqlalchemy.exc import SQLAlchemyError

from expatdesk.shared import schema


def is_ready() -> bool:
    """Whether the database answers and stands at the newest migration."""
    try:
        schema.require_current()
    except (SQLAlchemyError, schema.SchemaNotCurrent):
        return False
    return True
