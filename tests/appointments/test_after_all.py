"""A household that did not miss its visit after all, taken back when its day is over."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select
from time_machine import Traveller

from expatdesk.appointments.day import no_show, undo
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.rules.region import Region
from expatdesk.shared.db import session
from tests.factories import a_case, the_plan, up_to_visit, with_family
from tests.factories.counters import visit_of

pytestmark = pytest.mark.usefixtures("app")

TODAY = date(2026, 12, 14)


@pytest.fixture
def household() -> Case:
    """A couple with a visit today."""
    return up_to_visit(with_family(a_case(nationality="FR")), day=TODAY)


@pytest.mark.parametrize("costs_them", [True, False])
def test_of_a_day_that_is_over_they_read_that_it_was_a_mistake(
    household: Case, clock: Traveller, region: Region, *, costs_them: bool
) -> None:
    visit, tomorrow = visit_of(household), TODAY + timedelta(days=1)
    # Who was told that the visit does not fit any more loses nothing.
    visit.misfit = None if costs_them else "too_short"
    clock.shift(timedelta(days=1))
    no_show(visit, household, by=SYSTEM, region=region, today=tomorrow)
    session.execute(delete(Mail))
    undo(visit, household, by=SYSTEM, region=region, today=tomorrow)
    mail = session.scalars(select(Mail)).one()
    assert mail.subject == f"We corrected our record of your visit on Monday 14 December 2026 ({household.code})"
    assert (mail.kind, mail.calendar) == ("visit_corrected", None)
    for part in (mail.text, mail.html):
        assert "your visit of that day counts as it was" in part
        assert ("you pay nothing for that visit" in part) == costs_them
    if costs_them:
        fee = the_plan(household).fee.total_incl_cents
        assert f"€{fee / 100:.2f} of the fee must be paid all the same" in mail.text
