"""Making the pack of a case that went all the way through the desk."""

from flask import Flask
from pypdfium2 import PdfDocument

from expatdesk.cases.models import BsnWay
from expatdesk.region import load_region
from expatdesk.shared.clock import today
from expatdesk.welcome_pack.actions import make_pack
from expatdesk.welcome_pack.queries import content_of, household_of
from tests.factories import a_case, registered, up_to_visit, with_family

REGION = load_region("leiden")
ADDRESS = "https://desk.example/my-plan"


def test_the_pack_of_a_registered_family(app: Flask) -> None:
    case = registered(up_to_visit(with_family(a_case())), bsn_way=BsnWay.BY_POST)
    pack = make_pack(case, "nl", status_url=ADDRESS, follows_likes=True, region=REGION, today=today())
    document = PdfDocument(pack)
    assert "Welkom in Leiden" in document[0].get_textpage().get_text_range()
    assert case.principal.full_name in document[0].get_textpage().get_text_range()


def test_rows_become_a_household(app: Flask) -> None:
    case = registered(up_to_visit(with_family(a_case(), children=1)), bsn_way=BsnWay.HANDED_OVER)
    household = household_of(case, ADDRESS)
    assert household.case_code == case.code
    assert household.employer_name == case.employer.name if case.employer else None
    assert [person.bsn for person in household.people] == [BsnWay.HANDED_OVER] * 3
    assert content_of(case, REGION, today(), status_url=ADDRESS, follows_likes=True).all_registered


def test_what_the_registrar_saw_reaches_the_pack(app: Flask) -> None:
    case = registered(up_to_visit(with_family(a_case(), children=1)))
    assert not any(person.originals_seen for person in household_of(case, ADDRESS).people)
    case.registrations[0].originals_seen = True
    assert sum(person.originals_seen for person in household_of(case, ADDRESS).people) == 1


def test_a_case_before_the_visit_has_a_pack_too(app: Flask) -> None:
    content = content_of(a_case(), REGION, today(), status_url=ADDRESS, follows_likes=True)
    assert not content.is_registered
    assert content.steps
