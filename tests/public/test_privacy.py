"""What the desk says of how long it keeps what it knows."""

from dataclasses import asdict, replace

from expatdesk.region.loader import load_region
from expatdesk.retention.models import RetentionRule
from expatdesk.retention.settings import LIMITS
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.visitor import Visitor


def test_the_terms_are_those_that_hold(nobody: Visitor) -> None:
    nobody.opens("public.privacy").sees("14 days after we accepted them, and at most 90 days after they came")
    terms = replace(load_region("leiden").retention, scans_after_acceptance_days=3, logbook_months=18)
    session.add(RetentionRule(first_day=today(), **{name: asdict(terms)[name] for name in LIMITS}))
    session.flush()
    nobody.opens("public.privacy").sees("3 days after we accepted them", "18 months")
