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
from expatdesk.shared.db import session
from tests.factories import a_case, with_family
from tests.factories.cases import REGION


@pytest.fixture
def case(app: object) -> Case:
    """A couple with a child."""
    return with_family(a_case(), children=1)


PASSPORT, BIRTH, MARRIAGE = PaperKey.IDENTITY, PaperKey.BIRTH_CERTIFICATE, PaperKey.MARRIAGE_CERTIFICATE


def says(case: Case, said: dict[tuple[int, PaperKey], Has]) -> None:
    say_papers(case, said, by=SYSTEM, region=REGION, today=today())


def test_it_stands_per_person_and_paper(case: Case) -> None:
    says(case, {(0, PASSPORT): Has.YES, (1, PASSPORT): Has.NOT_YET})
    said = papers_of(case)
    assert {paper: row.has for paper, row in said.items()} == {(0, PASSPORT): "yes", (1, PASSPORT): "not_yet"}
    assert said[0, PASSPORT].said_at == now()


def test_saying_it_again_corrects_it_and_keeps_the_rest(case: Case) -> None:
    says(case, {(0, PASSPORT): Has.YES, (0, BIRTH): Has.NOT_YET})
    says(case, {(0, BIRTH): Has.YES})
    assert {paper: row.has for paper, row in papers_of(case).items()} == {(0, PASSPORT): "yes", (0, BIRTH): "yes"}


def test_one_line_of_history_for_a_change_and_none_without(case: Case) -> None:
    says(case, {(0, PASSPORT): Has.YES, (0, BIRTH): Has.NOT_YET})
    version = case.version
    says(case, {(0, PASSPORT): Has.YES})
    lines = [line for line in history_of(case.id) if line.verb == "papers_said"]
    assert [(line.details["in_hand"], line.details["of"]) for line in lines] == [(1, 2)]
    assert case.version == version


def test_one_certificate_of_a_marriage_is_counted_once(case: Case) -> None:
    for person in case.people[:2]:
        person.marital_status = "married"
    session.flush()
    says(case, {(0, PASSPORT): Has.YES, (0, MARRIAGE): Has.YES, (1, MARRIAGE): Has.YES})
    line = history_of(case.id)[0]
    assert (line.details["in_hand"], line.details["of"]) == (2, 2)


def test_a_paper_stays_with_its_person_when_the_household_changes(case: Case, region: Region) -> None:
    says(case, {(1, PASSPORT): Has.YES, (2, PASSPORT): Has.YES})
    set_household(case, partner=False, children=1, version=case.version, by=SYSTEM, region=region, today=today())
    assert {paper: row.has for paper, row in papers_of(case).items()} == {(1, PASSPORT): "yes"}


def test_another_household_has_its_own(case: Case) -> None:
    other = a_case()
    says(case, {(0, PASSPORT): Has.YES})
    assert papers_of(other) == {}
