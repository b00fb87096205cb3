"""Somebody whose date of birth nobody knows can tell so, and goes on (security T41)."""

from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, with_family


def test_who_does_not_know_the_date_of_birth_says_so(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.question", slug="birth")
    expat.presses("Go on", refused=422).sees("Fill in the date of birth.")
    expat.presses("Go on", born_in_part=True)
    session.refresh(case.principal)
    assert case.principal.born == "0000-00-00"
    values = expat.opens("expat.question", slug="birth").page.form_with("Go on")[0].values()
    assert (values["born-year"], values.get("born_in_part")) == ([""], ["y"])
    expat.opens("expat.summary").sees("Date of birth unknown")


def test_the_household_reads_that_it_is_unknown(visit: Visit) -> None:
    case = with_family(a_case(), children=0)
    partner = case.people[1]
    partner.born, partner.given_names, partner.family_name = "0000-00-00", "Amina", "Diriye"
    visit(case).opens("expat.status").sees("Partner, date of birth unknown")
