"""The mails about a visit: when and where it is, what everybody brings along, and how it is changed."""

import enum
from datetime import date, datetime, timedelta

from expatdesk.appointments.calendar import cancellation, invitation
from expatdesk.appointments.charges import cost_of_misfit
from expatdesk.appointments.models import Appointment
from expatdesk.appointments.places import where_of
from expatdesk.cases.labels import PURPOSES, paper_name
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import EMPLOYER_SIDE
from expatdesk.rules.papers import whose
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.rules.visit_changes import consequence_of_change, papers_are_accepted
from expatdesk.shared.clock import local, now
from expatdesk.shared.i18n import LazyString, speaking
from expatdesk.shared.i18n import gettext as _

NEAR = timedelta(hours=4)


class Occasion(enum.StrEnum):
    """Why a household is told when its visit is."""

    BOOKED = "booked"
    MOVED = "moved"
    # It begins as before, and takes longer or shorter, or is at another counter.
    FITTED = "fitted"
    # It stays as it was booked, after we wrote that it does not fit any more.
    FITS_AGAIN = "fits_again"
    # It was only held, and the papers are accepted now.
    FIRM = "firm"
    # It was firm, and something of the papers is to be checked again.
    HELD_AGAIN = "held_again"
    # Somebody wrote by mistake that nobody came.
    HOLDS_AFTER_ALL = "holds_after_all"


def tell_booked(
    case: Case,
    visit: Appointment,
    plan: Plan,
    region: Region,
    today: date,
    *,
    occasion: Occasion,
    by: Actor = SYSTEM,
    withheld: int = 0,
) -> None:
    """Tell the household when its visit is, and give its calendar the same.

    Where its employer did it, it learns so: what of the fee, in cents, that costs it, and how to object.
    """
    bring = what_to_bring(case, plan)
    with speaking(case.language):
        papers_of = [f"{name}: {', '.join(map(str, papers))}" for name, papers in bring]
        lines = [_("Bring the originals, not copies."), *papers_of]
    is_firm = papers_are_accepted(plan)
    calendar = invitation(visit, case, region, lines, is_firm=is_firm)
    queue_mail(
        "visit_booked", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        calendar=calendar, occasion=occasion, ends_at=visit.ends_at, where=LazyString(where_of, visit, region),
        bring=bring, is_firm=is_firm,
        cost=consequence_of_change(local(visit.starts_at).date(), plan.fee, region, today),
        employer=_employer(by), withheld=withheld, urgent=_is_near(visit.starts_at),
    )  # fmt: skip


def tell_misfit(case: Case, visit: Appointment, plan: Plan, region: Region, today: date) -> None:
    """Tell the household, or remind it, that its visit cannot be as it is booked, and where others are."""
    queue_mail(
        "visit_misfits", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        expires_at=visit.starts_at, misfit=visit.misfit, was=visit.starts_at,
        cost=cost_of_misfit(visit, plan, region, today), urgent=_is_near(visit.starts_at),
    )  # fmt: skip


def tell_cancelled(
    case: Case,
    visit: Appointment | None,
    was: datetime,
    region: Region,
    *,
    by: Actor = SYSTEM,
    withheld: int = 0,
) -> None:
    """Tell the household that there is no visit any more, and take it out of its calendar; who did it as above."""
    queue_mail(
        "visit_cancelled", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        calendar=cancellation(visit, case, region) if visit else None, was=was, employer=_employer(by),
        withheld=withheld, urgent=_is_near(was),
    )  # fmt: skip


def tell_corrected(case: Case, visit: Appointment, *, withheld: int) -> None:
    """Tell the household, after the day, that it did not miss its visit, and that nothing it lost by that is lost.

    The visit is over, so there is nothing for its calendar.
    """
    queue_mail(
        "visit_corrected", recipient=case.email, language=case.language, case_id=case.id, case=case,
        was=visit.starts_at, withheld=withheld,
    )  # fmt: skip


def tell_released(case: Case, visit: Appointment, was: datetime, region: Region) -> None:
    """Tell the household that others have its time, and what to do now; calendars take the visit out."""
    queue_mail(
        "visit_released", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        calendar=cancellation(visit, case, region), was=was, urgent=_is_near(was),
    )  # fmt: skip


def tell_again(case: Case, visit: Appointment, plan: Plan, region: Region) -> None:
    """Remind the household; a mail that could not be sent before the visit begins is not sent any more."""
    queue_mail(
        "visit_reminder", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        expires_at=visit.starts_at, where=LazyString(where_of, visit, region), bring=what_to_bring(case, plan),
        is_firm=papers_are_accepted(plan),
    )  # fmt: skip


def tell_other_booked(case: Case, visit: Appointment, region: Region) -> None:
    """Tell the household when its short visit is, and give its calendar the same."""
    with speaking(case.language):
        lines = [_("You come %(purpose)s.", purpose=PURPOSES[visit.kind])]
    calendar = invitation(visit, case, region, lines, is_firm=True)
    _tell_of_other("other_visit_booked", case, visit, region, calendar=calendar)


def tell_other_cancelled(case: Case, visit: Appointment, region: Region) -> None:
    """Tell the household that its short visit does not take place, and take it out of its calendar."""
    _tell_of_other("other_visit_cancelled", case, visit, region, calendar=cancellation(visit, case, region))


def tell_other_again(case: Case, visit: Appointment, region: Region) -> None:
    """Remind the household of its short visit, as long as it is to come."""
    _tell_of_other("other_visit_reminder", case, visit, region, expires_at=visit.starts_at)


def tell_other_closed(case: Case, visit: Appointment, region: Region) -> None:
    """Tell the household that the counter of its short visit is closed then."""
    _tell_of_other("other_visit_closed", case, visit, region, expires_at=visit.starts_at)


def _tell_of_other(
    mail: str,
    case: Case,
    visit: Appointment,
    region: Region,
    *,
    calendar: str | None = None,
    expires_at: datetime | None = None,
) -> None:
    queue_mail(
        mail, recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        calendar=calendar, expires_at=expires_at, kind_of_visit=visit.kind, purpose=PURPOSES[visit.kind],
        starts_at=visit.starts_at, ends_at=visit.ends_at, where=LazyString(where_of, visit, region),
        registers_at=case.visit_at if case.visit_at is not None and case.visit_at > now() else None,
        urgent=_is_near(visit.starts_at),
    )  # fmt: skip


def _is_near(visit: datetime) -> bool:
    """Whether somebody may be on their way by the time that others have been waited for."""
    return visit - now() < NEAR


def _employer(by: Actor) -> str:
    """The employer that acted for the household; empty where anybody else did."""
    return by.organisation or "" if by.role in EMPLOYER_SIDE else ""


def what_to_bring(case: Case, plan: Plan) -> list[tuple[str, list[LazyString]]]:
    """The papers that each member of the household brings to the visit, each once: name, and papers."""
    asked = [
        (
            person.full_name,
            [paper_name(one) for one in plan.papers if one.person == whose(one, plan)[0] == person.position],
        )
        for person in case.people
    ]
    return [(name, papers) for name, papers in asked if papers]
