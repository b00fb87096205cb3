"""Erasing a case: what stays is named here, all else goes, in whichever table it stands. Nothing here commits.

The tables are asked which of them name a case or a person, so that a new table cannot be forgotten.
"""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Table, delete, exists, null, or_, select, update

from expatdesk.cases.digests import forget_in_digests
from expatdesk.cases.models import Case, CaseState, Registration, StepRecord
from expatdesk.cases.queries import put_into
from expatdesk.check_ins.models import CheckInAnswer
from expatdesk.documents.models import Attachment, DataExport, Document
from expatdesk.documents.store import erase_after_commit
from expatdesk.documents.uploads import remove_pages
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.housing.leaving import leave_homes
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.logbook.models import LogLine
from expatdesk.messages.models import Mail
from expatdesk.people.models import OF_HOUSEHOLD, Link, Person
from expatdesk.ratings.models import Rating
from expatdesk.retention.models import Erasure
from expatdesk.retention.terms import Why
from expatdesk.rules.region import Countries
from expatdesk.shared.db import Base, session
from expatdesk.social.leaving import give_places_back
from expatdesk.systems.models import KeptAnswer

# For the figures, and little more than that: nobody is recognised by it.
STAYS: dict[str, frozenset[str]] = {
    Case.__tablename__: frozenset(
        {
            "id", "code", "version", "opened_at", "closed_on", "submitted_on", "employer_id", "language",
            "category", "arrival", "first_working_day", "stay_months", "people_expected", "has_bsn",
            "lived_in_nl", "home_kind", "wants_housing_help", "wants_social", "wants_buddy",
            "wants_language_course", "route_to", "route_reason", "municipality", "projected_on", "turns",
            "registration_done", "registration_total", "housing_done", "housing_total", "social_done",
            "social_total",
        }
    ),
    Person.__tablename__: frozenset({"id", "case_id", "position", "role"}),
    StepRecord.__tablename__: frozenset({"id", "case_id", "step", "outcome", "on", "recorded_on", "reason"}),
    Registration.__tablename__: frozenset(
        {
            "id", "case_id", "person_id", "registered_on", "recorded_on", "bsn_way", "bsn_on", "municipality",
            "originals_seen",
        }
    ),
    Rating.__tablename__: frozenset({"case_id", "given_on", "score"}),
    CheckInAnswer.__tablename__: frozenset(
        {"case_id", "check_in", "given_on", "home", "people", "work", "language"}
    ),
    # That somebody lived there, for whoever keeps the place; neither who nor a word of it.
    PlaceStay.__tablename__: frozenset(
        {"id", "version", "home_id", "address_id", "starts", "ends", "people", "made_at"}
    ),
    # For what is left of its day: a system that sends its request again must not open the case anew.
    KeptAnswer.__tablename__: frozenset(
        {"api_key_id", "idempotency_key", "request_hash", "asked_at", "status"}
    ),
}  # fmt: skip
# The logbook only loses its words, and that a case was erased is what is written down.
APART = frozenset({LogLine.__tablename__, Erasure.__tablename__})


def erase_case(case: Case, why: Why, *, countries: Countries, today: date) -> None:
    """Make a case tell of nobody any more, together with those that were put into it."""
    within = Case.id.in_(put_into({case.id})), Case.state != CaseState.ERASED
    cases = [case, *session.scalars(select(Case).where(*within))]
    for one in cases:
        session.merge(Erasure(case_id=one.id, on=today, why=why))
        _erase_pages(one)
        forget_in_digests(one)
    give_places_back([one.id for one in cases])
    leave_homes([one.id for one in cases])
    session.flush()
    ids, people = [one.id for one in cases], [person.id for one in cases for person in one.people]
    groups = {person.id: _for_figures(person, countries) for one in cases for person in one.people}
    _erase_words(ids)
    for email in {one.email for one in cases if one.email}:
        _erase_mails(email, ids)
    for table in reversed(Base.metadata.sorted_tables):
        _erase_rows(table, ids, people)
    session.execute(update(Case).where(Case.id.in_(ids)).values(state=CaseState.ERASED))
    for person_id, figures in groups.items():
        session.execute(update(Person).where(Person.id == person_id).values(figures))
    session.expire_all()


def _erase_pages(case: Case) -> None:
    for document in session.scalars(select(Document).where(Document.case_id == case.id)):
        remove_pages(document)
    for table in (Attachment, DataExport):
        for name in session.scalars(select(table.stored_as).where(table.case_id == case.id)):
            if name:
                erase_after_commit(name)


def _erase_words(cases: Collection[uuid.UUID]) -> None:
    """Who of the desk did what and when stays for as long as the logbook is kept; names and words go."""
    lines = update(LogLine).where(LogLine.case_id.in_(cases))
    session.execute(lines.where(LogLine.actor_role.in_(OF_HOUSEHOLD)).values(details={}, actor_name=""))
    session.execute(lines.where(LogLine.actor_role.not_in(OF_HOUSEHOLD)).values(details={}))


def _erase_mails(email: str, cases: Collection[uuid.UUID]) -> None:
    """Mails, links and questions of an address that name no case, unless another case has this address."""
    others = exists().where(Case.email == email, Case.id.not_in(cases))
    if session.scalar(select(others)):
        return
    session.execute(delete(Mail).where(Mail.recipient == email, Mail.case_id.is_(None)))
    session.execute(delete(Link).where(Link.email == email, Link.user_id.is_(None)))
    session.execute(delete(OpenQuestion).where(OpenQuestion.email == email))


def _erase_rows(table: Table, cases: Collection[uuid.UUID], people: Collection[uuid.UUID]) -> None:
    if table.name in APART:
        return
    whose = [column.in_(cases) for column in _naming(table, Case.__tablename__)]
    whose += [column.in_(people) for column in _naming(table, Person.__tablename__)]
    if table.name in STAYS:
        owner = table.c.id if table.name == Case.__tablename__ else table.c.case_id
        gone = {column.name: _nothing(column) for column in table.c if column.name not in STAYS[table.name]}
        session.execute(update(table).where(owner.in_(cases)).values(gone))
    elif whose:
        session.execute(delete(table).where(or_(*whose)))


def _naming(table: Table, other: str) -> list[Column[Any]]:
    """The columns of a table that say of which case, or which person, a row is."""
    return [
        column
        for column in table.c
        if column.name == f"{other}_id" or any(key.column.table.name == other for key in column.foreign_keys)
    ]


def _nothing(column: Column[Any]) -> object:
    """What a column holds that says nothing."""
    if column.nullable:
        return null()
    return [] if isinstance(column.type, JSON) else column.type.python_type()


def _for_figures(person: Person, countries: Countries) -> dict[str, object]:
    """The year of birth, and of the nationality no more than the group that the rules tell apart."""
    year = person.born[:4]
    return {
        "born": f"{year}-00-00" if year.strip("0") else "",
        "nationalities": sorted({_group(code, countries) for code in person.nationalities}),
    }


def _group(nationality: str, countries: Countries) -> str:
    groups = {"eu": countries.eu, "eea": countries.eea, "swiss": countries.swiss}
    return next((name for name, codes in groups.items() if nationality in codes), "other")
