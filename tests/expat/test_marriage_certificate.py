"""A couple has one certificate of its marriage, which the plan asks of both."""

import pytest

from expatdesk.cases.models import Case
from expatdesk.rules.plan import PaperKey
from tests.conftest import Visit
from tests.factories import a_case, complete, the_plan, with_family
from tests.factories.handing_in import handed_in
from tests.visitor import Visitor


@pytest.fixture
def married(app: object) -> Case:
    """A married couple that answered the questions."""
    case = with_family(a_case())
    complete(case, "intake")
    for person in case.people:
        person.marital_status = "married"
    return case


@pytest.fixture
def expat(visit: Visit, married: Case) -> Visitor:
    """The principal of the case."""
    return visit(married)


def test_one_certificate_shows_the_marriage_of_both(expat: Visitor, married: Case) -> None:
    asked = len(the_plan(married).papers)
    expat.opens("expat.papers").sees(
        "or registered partnership of Ananya and Luc", f"{asked - 1} papers are still"
    )
    assert expat.page.text.count("Certificate of marriage") == 1
    handed_in(married, PaperKey.MARRIAGE_CERTIFICATE, person=married.people[1])
    expat.opens("expat.papers").sees(f"{asked - 2} papers are still")
    where = {"person_id": married.principal.id, "paper": PaperKey.MARRIAGE_CERTIFICATE}
    assert str(married.people[1].id) in expat.asks_for("expat.paper", **where).location


def test_two_certificates_of_one_marriage_stay_both_to_be_read(expat: Visitor, married: Case) -> None:
    for person in married.people:
        handed_in(married, PaperKey.MARRIAGE_CERTIFICATE, person=person)
    expat.opens("expat.papers")
    assert expat.page.text.count("Certificate of marriage") == 2
    for person in married.people:
        expat.opens("expat.paper", person_id=person.id, paper=PaperKey.MARRIAGE_CERTIFICATE).sees("page.jpg")
