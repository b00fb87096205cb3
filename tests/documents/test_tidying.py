"""What the worker does with papers: files that wait for the scanner, and strays in the store."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.doctor import check_erasing
from expatdesk.documents import scanning
from expatdesk.documents.attachments import keep_files
from expatdesk.documents.cleaning import clean
from expatdesk.documents.models import Attachment, DocumentState
from expatdesk.documents.refusals import FileInfected
from expatdesk.documents.store import DRAWERS, ContentMissing, Folder, new_name, the_store
from expatdesk.documents.taking_in import Sent, take_in
from expatdesk.documents.tidying import FIRST_PAUSE, NOT_ERASED, erase_strays, scan_waiting, scan_waiting_files
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import PaperKey, StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.documents.hostile import EICAR, pdf, picture
from tests.documents.scanner import hanging_up, scanner, scanner_in_thought
from tests.factories import a_case, complete, the_plan
from tests.factories.handing_in import handed_in

NOBODY_THERE = "tcp://127.0.0.1:9"


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    """The application, whose settings are put back."""
    yield app
    app.config["CLAMD_URL"] = ""


def test_the_scanner_is_asked_and_what_it_finds_is_refused(app: Flask) -> None:
    bad = clean(picture("PNG")).content
    with scanner(bad) as app.config["CLAMD_URL"]:
        assert scanning.is_clean(b"x" * 200_000)
        assert not scanning.is_clean(EICAR)
        taken = take_in([Sent("a.jpg", picture()), Sent("b.png", picture("PNG"))])
    assert [page.is_scanned for page in taken.pages] == [True]
    assert [type(one.why) for one in taken.refused] == [FileInfected]


def test_while_it_is_away_files_wait_and_nothing_is_lost(app: Flask, region: Region) -> None:
    app.config["CLAMD_URL"] = NOBODY_THERE
    document = handed_in(a_case())
    session.commit()
    assert document.state == DocumentState.BEING_SCANNED
    scan_waiting(region, today())
    assert document.state == DocumentState.BEING_SCANNED
    with scanner() as app.config["CLAMD_URL"]:
        scan_waiting(region, today())
    assert (document.state, document.version, len(document.pages)) == (DocumentState.TO_CHECK, 2, 1)


def test_what_it_finds_later_goes_back_and_the_household_is_told(app: Flask, region: Region) -> None:
    app.config["CLAMD_URL"] = NOBODY_THERE
    case = a_case()
    complete(case, "intake")
    document = handed_in(case)
    complete(case, "papers_handed_in")
    name = document.pages[0].stored_as
    session.commit()
    with scanner(clean(picture()).content) as app.config["CLAMD_URL"]:
        scan_waiting(region, today())
    assert (document.state, document.reason, document.pages) == (DocumentState.RETURNED, "infected", [])
    with pytest.raises(ContentMissing):
        the_store().get(name)
    assert history_of(case.id)[0].verb == "paper_infected"
    assert the_plan(case).step("papers_handed_in").state is StepState.OPEN
    assert [mail.recipient for mail in session.scalars(select(Mail)) if "virus scanner" in mail.text] == [
        case.email
    ]


@pytest.mark.parametrize(("language", "words"), [("en", "take a new photo"), ("nl", "maak een nieuwe foto")])
def test_of_a_file_that_is_erased_later_its_sender_is_told_what_to_do(
    app: Flask, language: str, words: str
) -> None:
    app.config["CLAMD_URL"] = NOBODY_THERE
    case = a_case(language=language)
    pages = take_in([Sent("lease.jpg", picture())]).pages
    keep_files(case, pages, kept_by=case.id)
    keep_files(case, take_in([Sent("ours.jpg", picture())]).pages, kept_by=uuid4())
    session.commit()
    with scanner(clean(picture()).content) as app.config["CLAMD_URL"]:
        scan_waiting_files()
    assert session.scalars(select(Attachment)).all() == []
    (mail,) = session.scalars(select(Mail).where(Mail.kind == "file_infected")).all()
    assert (mail.recipient, mail.language, mail.case_id) == (case.email, language, case.id)
    assert "lease" in mail.text
    assert words in mail.text


def test_one_that_it_says_nothing_of_keeps_no_other_waiting(
    app: Flask, region: Region, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["CLAMD_URL"] = NOBODY_THERE
    strange, gone, unreadable, last = (
        handed_in(a_case(), PaperKey.IDENTITY, content) for content in (picture(), pdf(), pdf(), picture("PNG"))
    )
    the_store().erase(gone.pages[0].stored_as)
    the_store().put(unreadable.pages[0].stored_as, b"nothing of ours")
    session.commit()
    with scanner(too_large=(clean(picture()).content,)) as app.config["CLAMD_URL"]:
        scan_waiting(region, today())
    assert [one.state for one in (strange, gone, unreadable)] == [DocumentState.BEING_SCANNED] * 3
    assert last.state == DocumentState.TO_CHECK
    assert "size limit exceeded" in caplog.text
    assert str(gone.case_id) in caplog.text
    with scanner() as app.config["CLAMD_URL"]:
        scan_waiting(region, today())
    assert strange.state == DocumentState.TO_CHECK


def test_one_over_which_it_takes_too_long_keeps_no_other_waiting(
    app: Flask, region: Region, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["CLAMD_URL"] = NOBODY_THERE
    slow, other = (handed_in(a_case(), PaperKey.IDENTITY, content) for content in (picture(), picture("PNG")))
    slow.given_at -= timedelta(minutes=1)
    session.commit()
    monkeypatch.setattr(scanning, "SECONDS", 0.05)
    with scanner_in_thought() as app.config["CLAMD_URL"]:
        scan_waiting(region, today())
    with scanner() as app.config["CLAMD_URL"]:
        scan_waiting(region, today())
        assert [one.state for one in (slow, other)] == [DocumentState.BEING_SCANNED, DocumentState.TO_CHECK]
        clock.shift(FIRST_PAUSE)
        scan_waiting(region, today())
    assert slow.state == DocumentState.TO_CHECK


def test_one_that_hangs_up_on_a_file_is_not_away(app: Flask) -> None:
    with hanging_up() as app.config["CLAMD_URL"], pytest.raises(scanning.NothingSaid) as said:
        scanning.is_clean(b"x" * 9_000_000)
    assert not isinstance(said.value, scanning.ScannerAway)
    app.config["CLAMD_URL"] = NOBODY_THERE
    with pytest.raises(scanning.ScannerAway):
        scanning.is_clean(b"x")


def test_nobody_waits_for_a_scanner_that_was_taken_away(app: Flask, region: Region) -> None:
    app.config["CLAMD_URL"] = NOBODY_THERE
    document = handed_in(a_case())
    session.commit()
    app.config["CLAMD_URL"] = ""
    scan_waiting(region, today())
    assert document.state == DocumentState.TO_CHECK


def test_strays_are_erased_after_an_hour_and_nothing_else(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A store of its own: other tests of this worker leave content in the shared one, as their rows are undone.
    monkeypatch.setitem(app.config, "INSTANCE_DIR", tmp_path)
    case: Case = a_case()
    kept = handed_in(case).pages[0].stored_as
    session.commit()
    store = the_store()
    assert isinstance(store, Folder)
    drawer, moment = kept[:2], now()
    old, young = drawer + new_name()[2:], drawer + new_name()[2:]
    for name, age in ((old, 2), (young, 0), (kept, 2)):
        if name != kept:
            store.put(name, b"content")
        put_at = (moment + timedelta(hours=4) - timedelta(hours=age)).timestamp()
        os.utime(Path(store.path, drawer, name), (put_at, put_at))
    # Somewhere in these four hours lies the minute of this drawer.
    minute = moment + timedelta(hours=4)
    while int(minute.timestamp() // 60) % 256 != int(drawer, 16):
        minute += timedelta(minutes=1)
    os.utime(Path(store.path, drawer, young), (minute.timestamp(),) * 2)
    with time_machine.travel(minute, tick=False):
        assert erase_strays() == 1
    assert {name for name, _put in store.lying_in(drawer)} == {kept, young}


def test_what_cannot_be_erased_is_tried_again_and_seen(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    """Security T49: one file that the store does not let go keeps none of the others."""
    monkeypatch.setitem(app.config, "INSTANCE_DIR", tmp_path)
    store, drawer = Folder(tmp_path / "papers"), DRAWERS[int(now().timestamp() // 60) % 256]
    names = [drawer + new_name()[2:] for _ in range(3)]
    # A folder where a file should be: nobody can unlink it, whoever runs the tests.
    stuck = Path(store.path, drawer, names[0])
    stuck.mkdir(parents=True)
    for name in names[1:]:
        store.put(name, b"content")
    for name in names:
        os.utime(Path(store.path, drawer, name), ((now() - timedelta(hours=2)).timestamp(),) * 2)
    assert check_erasing().well
    assert erase_strays() == 2
    assert [name for name, _put in store.lying_in(drawer)] == names[:1]
    assert check_erasing().found.startswith("files that could not be erased: 1 or more")
    assert erase_strays() == 0
    assert len(session.scalars(select(LogLine).where(LogLine.verb == NOT_ERASED)).all()) == 1
    stuck.rmdir()
    stuck.write_bytes(b"content")
    os.utime(stuck, ((now() - timedelta(hours=2)).timestamp(),) * 2)
    assert erase_strays() == 1
    clock.shift(timedelta(days=3))
    assert check_erasing().well
