"""The mails about a visit: when and where it is, and what everybody brings along."""

from datetime import datetime

from expatdesk.appointments.models import Appointment
from expatdesk.cases.labels import PAPERS
from expatdesk.cases.models import Case
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString


def tell_booked(case: Case, _visit: Appointment, plan: Plan, region: Region, *, moved: bool) -> None:
    """Tell the household when its visit is."""
    queue_mail(
        "visit_booked", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        moved=moved, bring=what_to_bring(case, plan),
    )  # fmt: skip


def tell_cancelled(case: Case, _visit: Appointment | None, was: datetime, region: Region) -> None:
    """Tell the household that there is no visit any more."""
    queue_mail(
        "visit_cancelled", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        was=was,
    )  # fmt: skip


def what_to_bring(case: Case, plan: Plan) -> list[tuple[str, list[LazyString]]]:
    """The papers that each member of the household brings to the visit: name, and papers."""
    asked = [
        (person.full_name, [PAPERS[paper.key] for paper in plan.papers if paper.person == person.position])
        for person in case.people
    ]
    return [(name, papers) for name, papers in asked if papers]
