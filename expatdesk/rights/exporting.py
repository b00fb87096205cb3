"""A household takes its data along: asked for, made by the worker, kept a week, erased. Row by row the truth."""

import logging
import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import or_, select, update

from expatdesk.cases.models import Case
from expatdesk.documents.models import DataExport
from expatdesk.documents.store import ContentMissing, StoreAway, erase_after_commit, new_name, the_store
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import latest_of_case
from expatdesk.messages.actions import queue_mail
from expatdesk.rights.archive import Part, as_zip, count_parts, parts_of
from expatdesk.rights.queries import hold
from expatdesk.rights.sealing import Sealed, unsealed
from expatdesk.rules.region import Region
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.key_ring import KeysUnusable, Unreadable, key_ring
from expatdesk.shared.pdf import PdfNotMade

log = logging.getLogger("expatdesk.rights")

KEPT = timedelta(days=7)
# A worker that is silent for so long was killed.
GIVEN_UP_AFTER = timedelta(minutes=10)
MOST_FAILURES = 5
VOIDED_BY = ("member_left", "member_removed", "household_changed", "case_merged", "merge_undone")


def ask_for_export(case: Case, *, by: Actor) -> DataExport:
    """Let the worker make the file; an older one goes. Where one is being made already, that one is answered."""
    hold(case)
    there = export_of(case.id)
    if there is not None and there.made_at is None and there.failures < MOST_FAILURES:
        return there
    _remove(session.scalars(select(DataExport).where(DataExport.case_id == case.id)).one_or_none())
    export = DataExport(case_id=case.id, parts=count_parts(case))
    session.add(export)
    session.flush()
    record("data_export_asked", by=by, case_id=case.id)
    jobs.ring()
    return export


def export_of(case_id: uuid.UUID) -> DataExport | None:
    """The file of this household, made or not; None where there is none, or its week is over."""
    export = session.scalars(select(DataExport).where(DataExport.case_id == case_id)).one_or_none()
    if export is None or (export.made_at and export.made_at + KEPT <= now()):
        return None
    return None if _is_void(export) else export


def _is_void(export: DataExport) -> bool:
    """Whether it may tell of somebody who is not of the household any more, or of a case that is apart again."""
    return any(latest_of_case(export.case_id, verb, export.asked_at) for verb in VOIDED_BY)


def content_of_export(export: DataExport) -> Iterator[bytes]:
    """The file, decrypted, in pieces. With the first of them it raises ContentMissing, StoreAway or Unreadable."""
    if export.stored_as is None or export.key_id is None:
        raise ContentMissing
    return unsealed(the_store().open(export.stored_as), export.id, export.key_id, export.size)


def make_exports(region: Region, today: date) -> None:
    """The worker's part: make what waits, one after the other; meanwhile nobody waits to write. Commits."""
    while (export_id := _take_next()) is not None:
        try:
            _make(export_id, region, today)
        except (PdfNotMade, StoreAway, Unreadable, KeysUnusable) as error:
            session.rollback()
            log.warning("data could not be put into a file: %s", error)
            _let_it_rest(export_id)
            return


def forget_old_exports() -> None:
    """Remove what was made a week ago."""
    for export in session.scalars(select(DataExport).where(DataExport.made_at <= now() - KEPT)):
        _remove(export)


def _take_next() -> uuid.UUID | None:
    """The file that waits longest, ours from now on; also one that a killed worker left."""
    begin_immediate()
    is_free = or_(DataExport.begun_at.is_(None), DataExport.begun_at < now() - GIVEN_UP_AFTER)
    waiting = select(DataExport).where(DataExport.made_at.is_(None), DataExport.failures < MOST_FAILURES, is_free)
    oldest = waiting.order_by(DataExport.asked_at).limit(1).with_for_update(skip_locked=True)
    export = session.scalars(oldest).one_or_none()
    taken = export.id if export else None
    if export:
        # It was begun before: that failed, or the worker was killed over it, perhaps because of its size.
        export.failures += export.begun_at is not None
        export.begun_at, export.parts_done = now(), 0
    session.commit()
    return taken


def _make(export_id: uuid.UUID, region: Region, today: date) -> None:
    export = session.get(DataExport, export_id)
    if export is None:
        return
    name, begun = new_name(), export.begun_at
    parts = parts_of(session.get_one(Case, export.case_id), region, today)
    file = Sealed(as_zip(_counted(parts, export_id)), export_id, key_ring())
    the_store().put(name, file)
    begin_immediate()
    mine = select(DataExport).where(DataExport.id == export_id, DataExport.begun_at == begun)
    export = session.scalars(mine.with_for_update()).one_or_none()
    if export is None:
        # The case was erased meanwhile, or somebody else took over: the content is a stray, and goes.
        session.rollback()
        the_store().erase(name)
        return
    export.stored_as, export.key_id, export.size = name, file.key_id, file.size
    export.made_at, export.parts_done = now(), export.parts
    _tell(session.get_one(Case, export.case_id))
    session.commit()


def _counted(parts: Iterator[Part], export_id: uuid.UUID) -> Iterator[Part]:
    """These parts, while whoever watches sees how far it is."""
    for done, part in enumerate(parts, start=1):
        yield part
        _say_how_far(export_id, done)


def _say_how_far(export_id: uuid.UUID, done: int) -> None:
    begin_immediate()
    session.execute(update(DataExport).where(DataExport.id == export_id).values(parts_done=done))
    session.commit()


def _let_it_rest(export_id: uuid.UUID) -> None:
    """It is tried again after the same pause as what a killed worker left."""
    begin_immediate()
    session.execute(update(DataExport).where(DataExport.id == export_id).values(begun_at=now()))
    session.commit()


def _tell(case: Case) -> None:
    queue_mail(
        "data_export_made", recipient=case.email, language=case.language, case_id=case.id, case=case,
        until=(now() + KEPT).date(),
    )  # fmt: skip


def _remove(export: DataExport | None) -> None:
    if export is None:
        return
    if export.stored_as:
        erase_after_commit(export.stored_as)
    session.delete(export)
    session.flush()
