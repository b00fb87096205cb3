"""Rows that go from one case to another when the two become one: people, what was done for them, their papers."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, UniqueConstraint, exists, select, update

from expatdesk.cases.models import Case, StepRecord
from expatdesk.cases.rows import tables_of_cases, tables_of_persons, tables_that_come_along
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.shared.db import session

# Who is a principal in a case of their own comes as the partner of another one.
ROLES = {PersonRole.PRINCIPAL: PersonRole.PARTNER}


def move_people(kept: Case, emptied: Case, same: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Let the people of the emptied case come over, save those who are in the kept one as well.

    Of these what was done and handed in comes over, as far as the kept case has nothing of the kind.
    """
    known = {person.id: person.position for person in kept.people}
    first = max(known.values()) + 1
    places = {
        person.position: known[same[person.id]] if person.id in same else first + number
        for number, person in enumerate(emptied.people)
    }
    _move_records(kept, emptied, places)
    for person in emptied.people:
        if person.id in same:
            _move_rows_of(person.id, same[person.id], kept.id)
        else:
            role = ROLES.get(PersonRole(person.role), PersonRole(person.role))
            values = {"case_id": kept.id, "position": places[person.position], "role": role}
            session.execute(update(Person).where(Person.id == person.id).values(values), execution_options=QUIET)


QUIET: dict[str, Any] = {"synchronize_session": False}


def _move_records(kept: Case, emptied: Case, places: Mapping[int, int]) -> None:
    """A step that both have done stays as the kept case has it."""
    taken = {row.step for row in kept.records}
    for row in emptied.records:
        key, colon, position = row.step.partition(":")
        step = f"{key}:{places[int(position)]}" if colon else key
        if step not in taken:
            moved = update(StepRecord).where(StepRecord.id == row.id).values(case_id=kept.id, step=step)
            session.execute(moved, execution_options=QUIET)


def _move_rows_of(person: uuid.UUID, same: uuid.UUID, case: uuid.UUID) -> None:
    """What names one person of two now names the other; what both have stays where it is."""
    for table in tables_of_persons():
        taken = {_kind(table, row) for row in _rows(table, same)} if list(_unique(table)) else set()
        for row in _rows(table, person):
            if _kind(table, row) not in taken:
                moved = update(table).where(table.c.id == row["id"]).values(person_id=same, case_id=case)
                session.execute(moved)


def _rows(table: Table, person: uuid.UUID) -> list[Mapping[str, Any]]:
    found = session.execute(select(table).where(table.c.person_id == person)).mappings()
    return [{str(name): value for name, value in row.items()} for row in found]


def _kind(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a person has of these rows only once: of a paper each kind, of a registration the row itself."""
    return tuple(row[name] for columns in _unique(table) for name in columns)


def _unique(table: Table) -> Iterator[list[str]]:
    """The other columns of each rule by which a person has a row only once."""
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint) and "person_id" in rule.columns:
            yield [column.name for column in rule.columns if column.name != "person_id"]


def move_files(kept: Case, emptied: Case) -> None:
    """Let all else go over that names the case and no person: appointments, mails, notes."""
    persons = {*tables_of_persons(), Person.__table__, StepRecord.__table__}
    for table in tables_of_cases():
        if table not in persons:
            session.execute(update(table).where(table.c.case_id == emptied.id).values(case_id=kept.id))
        elif "person_id" in table.c:
            # Rows that may name a person and do not are of the case as a whole.
            loose = update(table).where(table.c.case_id == emptied.id, table.c.person_id.is_(None))
            session.execute(loose.values(case_id=kept.id))
    for table in tables_that_come_along():
        if not session.scalar(select(exists().where(table.c.case_id == kept.id))):
            session.execute(update(table).where(table.c.case_id == emptied.id).values(case_id=kept.id))
