"""What a household says of its papers."""

import pytest

from expatdesk.cases.household import set_household
from expatdesk.cases.models import Case
from expatdesk.documents.actions import say_papers
from expatdesk.documents.models import Has
from expatdesk.documents.queries import papers_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from tests.factories import a_case, with_family


@pytest.fixture
def case(app: object) -> Case:
    """A couple with a child."""
    return with_family(a_case(), children=1)


PASSPORT, BIRTH = PaperKey.IDENTITY, PaperKey.BIRTH_CERTIFICATE


def test_it_stands_per_person_and_paper(case: Case) -> None:
    say_papers(case, {(0, PASSPORT): Has.YES, (1, PASSPORT): Has.NOT_YET}, by=SYSTEM)
    said = papers_of(case)
    assert {paper: row.has for paper, row in said.items()} == {(0, PASSPORT): "yes", (1, PASSPORT): "not_yet"}
    assert said[0, PASSPORT].said_at == now()


def test_saying_it_again_corrects_it_and_keeps_the_rest(case: Case) -> None:
    say_papers(case, {(0, PASSPORT): Has.YES, (0, BIRTH): Has.NOT_YET}, by=SYSTEM)
    say_papers(case, {(0, BIRTH): Has.YES}, by=SYSTEM)
    assert {paper: row.has for paper, row in papers_of(case).items()} == {(0, PASSPORT): "yes", (0, BIRTH): "yes"}


def test_one_line_of_history_for_a_change_and_none_without(case: Case) -> None:
    say_papers(case, {(0, PASSPORT): Has.YES, (0, BIRTH): Has.NOT_YET}, by=SYSTEM)
    version = case.version
    say_papers(case, {(0, PASSPORT): Has.YES}, by=SYSTEM)
    lines = [line for line in history_of(case.id) if line.verb == "papers_said"]
    assert [(line.details["in_hand"], line.details["of"]) for line in lines] == [(1, 2)]
    assert case.version == version


def test_a_paper_stays_with_its_person_when_the_household_changes(case: Case, region: Region) -> None:
    say_papers(case, {(1, PASSPORT): Has.YES, (2, PASSPORT): Has.YES}, by=SYSTEM)
    set_household(case, partner=False, children=1, version=case.version, by=SYSTEM, region=region, today=today())
    assert {paper: row.has for paper, row in papers_of(case).items()} == {(1, PASSPORT): "yes"}


def test_another_household_has_its_own(case: Case) -> None:
    other = a_case()
    say_papers(case, {(0, PASSPORT): Has.YES}, by=SYSTEM)
    assert papers_of(other) == {}
