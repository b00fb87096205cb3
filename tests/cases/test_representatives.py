"""Who represents a household, where its case becomes one with another."""

import pytest

from expatdesk.cases.merging import Choice, merge_cases
from expatdesk.cases.representatives import representative_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.factories import a_case, a_representative, an_employer
from tests.factories.cases import REGION


@pytest.mark.parametrize("both", [False, True])
def test_only_that_of_the_case_that_stays_goes_on(visit: Visit, *, both: bool) -> None:
    """The other one was asked by another file, and learns nothing of this one."""
    employer = an_employer()
    kept, emptied = a_case(employer=employer), a_case(employer=employer)
    own = a_representative(kept, email="own@agent.example") if both else None
    agent = visit(a_representative(emptied)).opens("expat.status")
    merge_cases(
        kept, emptied, Choice(same={emptied.principal.id: kept.principal.id}), version=kept.version,
        other_version=emptied.version, by=SYSTEM, region=REGION, today=today(),
    )  # fmt: skip
    agent.must_sign_in_for("expat.status")
    assert representative_of(emptied.id) is None
    assert representative_of(kept.id) is own


def test_who_comes_over_let_nobody_see_their_papers(visit: Visit) -> None:
    """Their questions and scans go along, and the agent of the other half was never theirs."""
    employer = an_employer()
    kept, emptied = a_case(employer=employer), a_case(employer=employer, email="partner@mail.example")
    agent = visit(a_representative(kept)).opens("expat.status")
    merge_cases(
        kept, emptied, Choice(), version=kept.version, other_version=emptied.version, by=SYSTEM, region=REGION,
        today=today(),
    )  # fmt: skip
    agent.must_sign_in_for("expat.status")
    assert representative_of(kept.id) is None
