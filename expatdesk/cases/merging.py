"""Two cases of one household become one; for a day it can be undone. Nothing here commits."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from expatdesk.cases.actions import claim
from expatdesk.cases.difference import difference
from expatdesk.cases.household import ORDER, places_of, seat
from expatdesk.cases.merge_models import Merge
from expatdesk.cases.merge_refusals import (
    ChangedSince,
    DayIsOver,
    DifferentPrincipals,
    EmployerOnOther,
    OneAndTheSame,
    TwoEmployers,
    TwoVisits,
)
from expatdesk.cases.models import Case, CaseState, ChangeKind
from expatdesk.cases.moving_rows import move_files, move_people
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of, registration_of
from expatdesk.cases.refusals import OnePartner
from expatdesk.cases.representatives import end_representation
from expatdesk.cases.rows import let_rows_follow, read_anew
from expatdesk.cases.snapshots import Rows, put_back, rows_of
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Person
from expatdesk.people.sign_ins import end_stays_of_case
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session

UNDO_WITHIN = timedelta(days=1)
# Where work went on in these, putting the old rows back would lose it.
WORKED_ON = ("person", "step_record", "registration")
FACTS = (
    "email", "language", "category", "arrival", "stay_months", "first_working_day", "home_kind", "home_street",
    "home_postcode", "home_from", "home_until", "home_registration_allowed", "work_street", "work_postcode",
    "address_form_signed", "has_bsn", "lived_in_nl", "wants_housing_help", "wants_social", "wants_buddy",
    "wants_language_course", "interests", "home_wishes",
)  # fmt: skip
EXTENSION = ("address_until", "address_reason", "address_extended_by", "address_extended_on")
PERSON_FACTS = (
    "given_names", "particle", "family_name", "born", "nationalities", "comes_from", "birth_certificate_country",
    "birth_certificate_language", "marital_status", "driving_licence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What the officer chose: the facts to take from the emptied case, and who of the two files is one person.

    `same` leads from a person of the emptied case to one of the kept; `of_people` names the columns to take
    from the emptied case, by its person.
    """

    facts: Collection[str] = ()
    same: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    of_people: Mapping[uuid.UUID, Collection[str]] = field(default_factory=dict)


def refuse_to_merge(kept: Case, emptied: Case, same: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Raise a MergeRefused where these two cases cannot become one, or OnePartner."""
    if kept.id == emptied.id:
        raise OneAndTheSame
    if emptied.employer_id and emptied.employer_id != kept.employer_id:
        raise TwoEmployers if kept.employer_id else EmployerOnOther
    if kept.visit_at and emptied.visit_at and not (kept.registrations or emptied.registrations):
        raise TwoVisits
    one, other = kept.principal, emptied.principal
    if same.get(other.id) != one.id and registration_of(kept, one) and registration_of(emptied, other):
        raise DifferentPrincipals
    coming = [person for person in emptied.people if person.id not in same]
    partners = [person for person in kept.people if person.role == PersonRole.PARTNER]
    if len(partners) + len([person for person in coming if person.role != PersonRole.CHILD]) > 1:
        raise OnePartner


def merge_cases(
    kept: Case,
    emptied: Case,
    choice: Choice,
    *,
    version: int,
    other_version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Merge:
    """Put everything of one case into the other; the emptied one is closed and leads there.

    What cannot go over, because the kept case has its like already, stays in the emptied case: nothing is
    erased. Raises as `claim` and `refuse_to_merge` do.
    """
    refuse_to_merge(kept, emptied, choice.same)
    with session.begin_nested():
        # Both or none: where one of them is out of date, the other keeps its version.
        claim(kept, version)
        claim(emptied, other_version)
    _end_representations(kept, emptied, choice, by)
    plan, before, members = plan_of(kept, region, today), rows_of([kept, emptied]), list(kept.people)
    told = {(case.email, case.language) for case in (kept, emptied)}
    _take_facts(kept, emptied, choice)
    _move_everything(kept, emptied, choice)
    _close(emptied, region, today)
    after, places = refresh(kept, region, today), places_of(members, kept.people)
    change = difference(plan, after, places=places)
    record("case_merged", by=by, case_id=kept.id, other=emptied.code, plan=change)
    record("merged_away", by=by, case_id=emptied.id, other=kept.code)
    for email, language in sorted(told):
        queue_mail("cases_joined", recipient=email, language=language, case=kept, other=emptied.code)
    end_stays_of_case(emptied.id)
    merge = Merge(kept_id=kept.id, emptied_id=emptied.id, before=before, after=rows_of([kept, emptied]))
    session.add(merge)
    session.flush()
    return merge


def _end_representations(kept: Case, emptied: Case, choice: Choice, by: Actor) -> None:
    """Who represents a household was asked by it alone: not by the other one, nor by who comes over from it."""
    end_representation(emptied, by=by)
    if any(person.id not in choice.same for person in emptied.people):
        end_representation(kept, by=by)


def _take_facts(kept: Case, emptied: Case, choice: Choice) -> None:
    for name in FACTS:
        if name in choice.facts:
            setattr(kept, name, getattr(emptied, name))
    _take_addresses(kept, emptied, choice)
    if kept.visit_at is None:
        kept.visit_at = emptied.visit_at
    if kept.officer_id is None:
        kept.officer_id, kept.officer_name = emptied.officer_id, emptied.officer_name
    known = {person.id: person for person in kept.people}
    for person in emptied.people:
        if person.id in choice.same:
            _take_facts_of(known[choice.same[person.id]], person, choice.of_people.get(person.id, ()))


def _take_addresses(kept: Case, emptied: Case, choice: Choice) -> None:
    """With the home comes the one they leave for it; and a later day that the household was told stays."""
    if "home_postcode" in choice.facts:
        kept.left_street, kept.left_postcode = emptied.left_street, emptied.left_postcode
    if emptied.address_until and emptied.address_until > (kept.address_until or date.min):
        for name in EXTENSION:
            setattr(kept, name, getattr(emptied, name))


def _take_facts_of(kept: Person, other: Person, chosen: Collection[str]) -> None:
    for name in PERSON_FACTS:
        if name in chosen or getattr(kept, name) in (None, "", []):
            setattr(kept, name, getattr(other, name))


def _move_everything(kept: Case, emptied: Case, choice: Choice) -> None:
    announced = max(kept.people_expected, len(kept.people))
    session.flush()
    coming = [person.id for person in emptied.people if person.id not in choice.same]
    move_people(kept, emptied, choice.same)
    move_files(kept, emptied)
    read_anew(kept, emptied, *kept.people, *emptied.people)
    seat(kept, sorted(kept.people, key=lambda person: (ORDER.index(PersonRole(person.role)), person.position)))
    let_rows_follow(coming)
    read_anew(kept, emptied)
    kept.people_expected = max(announced, len(kept.people))


def _close(emptied: Case, region: Region, today: date) -> None:
    """A file needs somebody whose it is, or nobody could read it: where all went over, a name stays."""
    if not any(person.role == PersonRole.PRINCIPAL for person in emptied.people):
        name = Person(role=PersonRole.PRINCIPAL, family_name=emptied.title[:200], nationalities=[])
        seat(emptied, [name, *emptied.people])
    emptied.visit_at = None
    emptied.state, emptied.closed_on = CaseState.CLOSED, today
    refresh(emptied, region, today)


def merge_into(emptied: Case) -> Merge | None:
    """The merge that emptied this case, where it holds."""
    wanted = select(Merge).where(Merge.emptied_id == emptied.id, Merge.undone_at.is_(None))
    return session.scalars(wanted.order_by(Merge.merged_at.desc()).limit(1)).one_or_none()


def merge_to_undo(kept: Case) -> Merge | None:
    """The newest merge into this case, while it can be undone."""
    since = now() - UNDO_WITHIN
    wanted = select(Merge).where(Merge.kept_id == kept.id, Merge.undone_at.is_(None), Merge.merged_at > since)
    return session.scalars(wanted.order_by(Merge.merged_at.desc()).limit(1)).one_or_none()


def undo_merge(kept: Case, *, version: int, by: Actor, region: Region, today: date) -> Case:
    """Make the two cases again what they were; answers the one that was emptied.

    A fact that was changed since stays changed. Raises as `claim` does, DayIsOver a day after the merge, and
    ChangedSince where people or steps changed.
    """
    merge = merge_to_undo(kept)
    if merge is None or merge.before is None or merge.after is None:
        raise DayIsOver
    emptied = session.get_one(Case, merge.emptied_id)
    current = rows_of([kept, emptied])
    if any(_ours(current, name) != _ours(merge.after, name) for name in WORKED_ON):
        raise ChangedSince
    claim(kept, version)
    newest: dict[uuid.UUID, dict[str, Any]] = {
        # Their employer saw it as it is now, and the other one closed: what is seen otherwise from here on is new.
        kept.id: {
            "version": kept.version, "hire_print": kept.hire_print, "hire_changed_at": kept.hire_changed_at
        },
        emptied.id: {"version": emptied.version + 1},
    }  # fmt: skip
    put_back(merge.before, merge.after, current)
    let_rows_follow([uuid.UUID(key) for key in merge.before["person"]])
    session.expire_all()
    for case in (kept, emptied):
        session.execute(update(Case).where(Case.id == case.id).values(newest[case.id]))
        session.refresh(case)
        if case is emptied:
            case.note_change(ChangeKind.CHANGED)
        refresh(case, region, today)
    merge.undone_at, merge.before, merge.after = now(), None, None
    record("merge_undone", by=by, case_id=kept.id, other=emptied.code)
    record("merge_undone", by=by, case_id=emptied.id, other=kept.code)
    return emptied


def _ours(rows: Rows, table: str) -> Rows | dict[str, dict[str, object]]:
    """The rows of a table without what the projection writes into them by itself."""
    kept = rows.get(table, {})
    return {key: {name: value for name, value in row.items() if name != "name_key"} for key, row in kept.items()}


def forget_old_merges() -> None:
    """Erase what would undo a merge once the day for it is over. The worker's part; commits."""
    begin_immediate()
    over = update(Merge).where(Merge.merged_at <= now() - UNDO_WITHIN, Merge.before.is_not(None))
    session.execute(over.values(before=None, after=None), execution_options={"synchronize_session": False})
    session.commit()
