"""All that is kept of a household as one file: what is in it, what is not, and that a killed worker goes on."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from flask import Flask
from pypdf import PdfReader
from time_machine import Traveller

from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case
from expatdesk.documents.models import DataExport
from expatdesk.documents.store import ContentMissing, the_store
from expatdesk.documents.tidying import erase_strays
from expatdesk.logbook.actions import record, record_reading
from expatdesk.logbook.models import Actor
from expatdesk.messages.models import Mail
from expatdesk.notes.actions import write_note
from expatdesk.people.models import Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rights.exporting import (
    GIVEN_UP_AFTER,
    KEPT,
    MOST_FAILURES,
    _take_next,
    ask_for_export,
    content_of_export,
    export_of,
    make_exports,
)
from expatdesk.rights.forgetting import forget_what_rests
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.factories import a_case, a_user, actor_of, an_employer, registered, with_family
from tests.factories.cases import REGION
from tests.factories.handing_in import handed_in

EXPAT = Actor(Role.EXPAT, "Ana")


@pytest.fixture
def case(app: Flask) -> Case:
    """A household of which there is something to tell, beside another one."""
    case = registered(with_family(a_case(employer=an_employer("LUMC"))))
    handed_in(case, by=EXPAT)
    handed_in(a_case(given_names="Somebody", family_name="Else"))
    officer = a_user(Role.OFFICER, name="Sanne de Wit")
    record_reading("case_read", by=actor_of(officer), case_id=case.id)
    write_note(case, "Between ourselves", by=actor_of(officer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=EXPAT)
    session.commit()
    return case


def made(case: Case) -> zipfile.ZipFile:
    ask_for_export(case, by=EXPAT)
    session.commit()
    make_exports(REGION, today())
    export = export_of(case.id)
    assert export is not None
    assert (export.made_at, export.parts_done) == (now(), export.parts)
    return zipfile.ZipFile(io.BytesIO(b"".join(content_of_export(export))))


def test_everything_is_in_it_and_nothing_of_others(case: Case) -> None:
    file = made(case)
    names = file.namelist()
    assert {"README.txt", "LEESMIJ.txt", "data.json", "schema.json", "overview.pdf"} < set(names)
    (page,) = [name for name in names if name.startswith("papers/")]
    assert file.read(page)[:2] == b"\xff\xd8"
    data = json.loads(file.read("data.json"))
    assert data["case"]["email"] == case.email
    assert len(data["people"]) == len(case.people)
    assert data["papers"][0]["files"] == [page]
    assert data["consents"][0]["is_given"] is True
    assert data["who_looked"][0]["actor_role"] == "officer"
    assert data["notes_of_the_desk"] == {"count": 1}
    assert data["registrations"]
    assert data["mails"]
    schema = json.loads(file.read("schema.json"))
    assert set(schema["properties"]) == set(data)
    assert all({"description", "description_nl"} <= set(part) for part in schema["properties"].values())
    everything = b"".join(file.read(name) for name in names if not name.startswith("papers/")).decode(
        errors="ignore"
    )
    for secret in ("Sanne de Wit", "Between ourselves", "Somebody", "token", "secret_hash"):
        assert secret not in everything


@pytest.mark.parametrize(("language", "name", "heading"), [
    ("nl", "overzicht.pdf", "Alles wat van uw huishouden wordt bewaard"),
    ("en", "overview.pdf", "All that is kept of your household"),
])  # fmt: skip
def test_the_overview_is_tagged_and_in_the_households_language(
    case: Case, language: str, name: str, heading: str
) -> None:
    case.language = language
    reader = PdfReader(io.BytesIO(made(case).read(name)))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert heading in " ".join(text.split())
    assert case.principal.family_name in text
    assert "Sanne" not in text
    assert "/StructTreeRoot" in reader.root_object
    assert str(reader.root_object["/Lang"]).startswith(language)


def test_it_lies_encrypted_and_is_told_by_mail(case: Case) -> None:
    made(case)
    export = export_of(case.id)
    assert export is not None
    assert export.stored_as is not None
    assert the_store().get(export.stored_as)[:2] != b"PK"
    assert session.query(Mail).filter_by(kind="data_export_made", case_id=case.id).count() == 1


def test_one_is_made_at_a_time(case: Case) -> None:
    first = ask_for_export(case, by=EXPAT)
    assert ask_for_export(case, by=EXPAT) is first
    session.commit()
    make_exports(REGION, today())
    newer = ask_for_export(case, by=EXPAT)
    assert newer.id != first.id


def test_what_a_killed_worker_left_is_taken_up(case: Case, clock: Traveller) -> None:
    export = ask_for_export(case, by=EXPAT)
    export.begun_at, export.parts_done = now(), 2
    session.commit()
    make_exports(REGION, today())
    assert export.made_at is None, "another worker is at it"
    clock.move_to(now() + GIVEN_UP_AFTER + timedelta(seconds=1))
    make_exports(REGION, today())
    session.expire_all()
    assert export.made_at == now()


def test_one_over_which_workers_are_killed_is_given_up(case: Case, clock: Traveller) -> None:
    export = ask_for_export(case, by=EXPAT)
    session.commit()
    for _ in range(MOST_FAILURES + 1):
        assert _take_next() == export.id
        clock.move_to(now() + GIVEN_UP_AFTER + timedelta(seconds=1))
    assert _take_next() is None
    session.expire_all()
    assert export.failures == MOST_FAILURES
    assert ask_for_export(case, by=EXPAT).id != export.id


def test_it_is_erased_after_a_week(case: Case, clock: Traveller) -> None:
    made(case)
    name = session.query(DataExport.stored_as).scalar()
    clock.move_to(now() + KEPT)
    assert export_of(case.id) is None
    forget_what_rests()
    assert session.query(DataExport).count() == 0
    with pytest.raises(ContentMissing):
        the_store().get(name)


def test_one_that_tells_of_who_left_is_not_handed_out(case: Case, clock: Traveller) -> None:
    made(case)
    clock.move_to(now() + timedelta(minutes=1))
    record("member_left", by=EXPAT, case_id=case.id)
    assert export_of(case.id) is None
    clock.move_to(now() + timedelta(minutes=1))
    ask_for_export(case, by=EXPAT)
    assert session.query(DataExport).count() == 1
    assert export_of(case.id) is not None


def test_it_goes_with_the_case(case: Case) -> None:
    made(case)
    name = session.query(DataExport.stored_as).scalar()
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    session.commit()
    assert session.query(DataExport).count() == 0
    with pytest.raises(ContentMissing):
        the_store().get(name)


def test_it_is_no_stray(case: Case, clock: Traveller) -> None:
    made(case)
    export = export_of(case.id)
    assert export is not None
    later = now() + timedelta(hours=2)
    for minute in range(256):
        clock.move_to(later + timedelta(minutes=minute))
        erase_strays()
    assert export.stored_as
    assert the_store().get(export.stored_as)
