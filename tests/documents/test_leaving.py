"""Who does not come after all leaves no scans behind."""

import pytest
from flask import Flask

from expatdesk.cases.models import Case
from expatdesk.documents.actions import remove_member, set_household
from expatdesk.documents.queries import documents_of
from expatdesk.documents.store import ContentMissing, the_store
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, with_family
from tests.factories.cases import REGION
from tests.factories.handing_in import handed_in
from tests.visitor import Visitor


def taken_out(case: Case, how: str) -> None:
    """The partner goes: one by one, or by saying how many there are."""
    usual = {"version": case.version, "by": SYSTEM, "region": REGION, "today": today()}
    if how == "one":
        remove_member(case, case.people[1], **usual)  # type: ignore[arg-type]
    else:
        set_household(case, partner=False, children=0, **usual)  # type: ignore[arg-type]


@pytest.mark.parametrize("how", ["one", "number"])
def test_the_pages_of_who_is_taken_out_are_erased(app: Flask, how: str) -> None:
    case = with_family(a_case())
    theirs, others = handed_in(case, person=case.people[1]), handed_in(case)
    gone, kept = theirs.pages[0].stored_as, others.pages[0].stored_as
    taken_out(case, how)
    assert the_store().get(gone)
    session.commit()
    with pytest.raises(ContentMissing):
        the_store().get(gone)
    assert the_store().get(kept)
    assert list(documents_of(case).values()) == [others]


def test_the_page_says_so(officer: Visitor) -> None:
    case = with_family(a_case())
    officer.opens("desk.leave", case_id=case.id, person_id=case.people[1].id)
    officer.sees("The scans of their papers are erased.")
