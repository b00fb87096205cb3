"""What the mail about a visit asks to bring along."""

from flask import Flask

from expatdesk.appointments.telling import what_to_bring
from expatdesk.cases.labels import PAPERS
from expatdesk.rules.facts import MaritalStatus
from expatdesk.rules.plan import PaperKey
from tests.factories import a_case, with_family
from tests.factories.cases import the_plan


def test_a_couple_brings_its_certificate_once(app: Flask) -> None:
    case = with_family(a_case())
    for person in case.people:
        person.marital_status = MaritalStatus.MARRIED
    brought = [papers for _name, papers in what_to_bring(case, the_plan(case))]
    certificate = PAPERS[PaperKey.MARRIAGE_CERTIFICATE]
    assert [papers.count(certificate) for papers in brought] == [1, 0]
