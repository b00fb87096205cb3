"""The table of kinds names every mail there is, and the code sends no other."""

import re
from pathlib import Path

import pytest

import expatdesk
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.kinds import KINDS, TOGETHER, Joins, Reader, kinds_for

PACKAGE = Path(expatdesk.__file__).parent
QUEUED = re.compile(r"queue_mail\(\s*\"(\w+)\"")


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_every_template_is_a_kind_and_every_kind_has_both(ending: str) -> None:
    templates = {file.stem for file in (PACKAGE / "messages/templates/mail").glob(f"*.{ending}")}
    assert templates == KINDS.keys()


def test_each_kind_is_for_one_reader() -> None:
    assert sum(len(kinds_for(reader)) for reader in Reader) == len(KINDS)
    assert all(kinds_for(reader) for reader in Reader)


def test_only_a_household_chooses_and_only_its_mails_join() -> None:
    """HR has a choice of its own, and what joins is found by its case."""
    assert {kind.reader for kind in KINDS.values() if kind.choice or kind.joins} == {Reader.HOUSEHOLD}


def test_ways_in_are_never_kept_waiting_nor_chosen_away() -> None:
    must = ("invitation", "sign_in_link", "secret_issued", "password", "case", "hire", "letter", TOGETHER)
    found = [kind for kind in KINDS.values() if kind.name.startswith(must)]
    assert len(found) > 8
    assert not [kind.name for kind in found if kind.choice or kind.joins]


def test_of_a_visit_nothing_waits_but_its_reminder_nor_is_chosen_away() -> None:
    """What comes after it within the hour is one mail: see test_joining."""
    found = [kind for kind in KINDS.values() if "visit" in kind.name]
    assert len(found) > 10
    assert not [kind.name for kind in found if kind.choice or kind.joins is None]
    assert {kind.name for kind in found if kind.joins is Joins.WAITS} == {"visit_reminder", "other_visit_reminder"}


def test_what_the_code_sends_by_name_is_a_kind() -> None:
    sent = {name for file in PACKAGE.rglob("*.py") for name in QUEUED.findall(file.read_text())}
    assert len(sent) > 15
    assert sent <= KINDS.keys()


@pytest.mark.usefixtures("app")
def test_a_mail_of_no_kind_is_not_written() -> None:
    with pytest.raises(KeyError):
        queue_mail("base", recipient="a@mail.example", language="en")
