"""Files are made safe and stored before a paper gets them: each has its own answer."""

from collections.abc import Generator
from contextlib import closing

import pytest
from flask import Flask

from expatdesk.documents import cleaning, taking_in
from expatdesk.documents.refusals import KindUnknown, NameHoldsBsn, NoHandFree, PaperFull
from expatdesk.documents.store import DRAWERS, the_store
from expatdesk.documents.taking_in import Sent, take_in
from tests.documents.hostile import EXE, picture


def test_each_file_has_its_own_answer(app: Flask) -> None:
    taken = take_in([Sent("a.jpg", picture()), Sent("b.pdf", EXE), Sent("scan 123456782.png", picture("PNG"))])
    assert [page.shown_name for page in taken.pages] == ["a.jpg"]
    assert [(one.name, type(one.why)) for one in taken.refused] == [
        ("b", KindUnknown),
        ("scan 123456782", NameHoldsBsn),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "123\u200b456782.jpg", "123\u202e456\u00ad782.jpg", "123\x00456782.jpg",
        # The name is cut after a hundred letters, and what is left of the longer number is one.
        f"{'a' * 91}1234567825.jpg",
    ],
)  # fmt: skip
def test_no_bsn_comes_out_of_a_name_as_it_is_tidied(app: Flask, name: str) -> None:
    """Security T43: what is not seen goes from a name; looked at before that, it told two numbers apart."""
    taken = take_in([Sent(name, picture())])
    assert (taken.pages, [type(one.why) for one in taken.refused]) == ((), [NameHoldsBsn])


def test_where_no_hand_is_free_what_is_clean_already_is_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "PATIENCE_SECONDS", 0.01)

    def files() -> Generator[Sent, None, None]:
        yield Sent("a.jpg", picture())
        with cleaning.AT_WORK, cleaning.AT_WORK:
            yield Sent("b.jpg", picture())
        # By now hands are free: the others who wait are not kept from them twice.
        yield Sent("c.jpg", picture())

    with closing(files()) as coming:
        taken = take_in(coming)
    assert [page.shown_name for page in taken.pages] == ["a.jpg"]
    assert [(one.name, type(one.why)) for one in taken.refused] == [("b", NoHandFree), ("c", NoHandFree)]


def test_where_no_hand_is_free_for_the_first_nothing_is_stored(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "PATIENCE_SECONDS", 0.01)
    before = everything_stored()
    with cleaning.AT_WORK, cleaning.AT_WORK, pytest.raises(NoHandFree):
        take_in([Sent("a.jpg", picture()), Sent("b.jpg", picture())])
    assert everything_stored() == before


def test_nobody_looks_at_more_files_than_a_paper_holds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "MOST_FILES", 2)
    taken = take_in([Sent("a.jpg", picture()), Sent("b.pdf", EXE), Sent("c.jpg", picture())])
    assert [page.shown_name for page in taken.pages] == ["a.jpg"]
    assert [(one.name, type(one.why)) for one in taken.refused] == [("b", KindUnknown), ("c", PaperFull)]


def everything_stored() -> list[str]:
    return [name for drawer in DRAWERS for name, _stored in the_store().lying_in(drawer)]
