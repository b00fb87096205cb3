"""What hangs on a person or a case, in whichever table: so that a new table cannot be forgotten when people move.

The tables are asked which of them name a case, and which a person of it as well.
"""

import uuid
from collections.abc import Collection

from sqlalchemy import Table, UniqueConstraint, select, update

from expatdesk.cases.models import Case
from expatdesk.people.models import Person
from expatdesk.shared.db import Base, session

# Links and stays open one case for whoever holds them, a consent is of who gave it, an answer to a system tells of
# the hire that it named, history is never written anew, what an employer's systems are told is of its own hire,
# and what a mail told stays as it was told.
NEVER_MOVED = frozenset({
    "log_line", "sign_in", "link", "hire_draft", "sheet_row", "consent", "kept_answer", "hire_change",
    "hook_message", "mail_about",
})  # fmt: skip


# What a case has once, and what goes over all the same where the other case has none of it.
COMES_ALONG = frozenset({"home_wishes"})


def tables_that_come_along() -> list[Table]:
    """Tables of which a case has at most one row, which comes over where the kept case has none."""
    return [table for table in Base.metadata.sorted_tables if table.name in COMES_ALONG]


def tables_of_persons() -> list[Table]:
    """Tables whose rows name a case and one of its people."""
    return [table for table in tables_of_cases() if "person_id" in table.c]


def tables_of_cases() -> list[Table]:
    """Tables of which a case may have several rows, people among them; what a case has once stays with it."""
    named = [table for table in Base.metadata.sorted_tables if "case_id" in table.c]
    return [table for table in named if table.name not in NEVER_MOVED and not _once_per_case(table)]


def _once_per_case(table: Table) -> bool:
    column = table.c.case_id
    alone = [[*constraint.columns] for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    return bool(column.primary_key or column.unique) or [column] in alone


def let_rows_follow(people: Collection[uuid.UUID]) -> None:
    """Put whatever names one of these people into the case in which the person is now."""
    session.flush()
    where = select(Person.case_id)
    for table in tables_of_persons():
        now = where.where(Person.id == table.c.person_id).scalar_subquery()
        session.execute(update(table).where(table.c.person_id.in_(people)).values(case_id=now))


def read_anew(*moved: Case | Person) -> None:
    """Forget what is loaded of these: their rows went from one case to another."""
    session.flush()
    for row in moved:
        session.expire(row)
