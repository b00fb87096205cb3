"""What hangs on people, counted: for tests in which people move and nothing may be lost."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from expatdesk.cases.rows import tables_of_persons
from expatdesk.shared.db import session


def count_rows(people: Collection[uuid.UUID]) -> int:
    """How many rows name one of these people."""
    counts = [select(func.count()).where(table.c.person_id.in_(people)) for table in tables_of_persons()]
    return sum(session.scalar(count) or 0 for count in counts)
