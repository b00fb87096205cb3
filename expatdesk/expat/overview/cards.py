"""The cards beside the timeline: the visit, where to go instead, who looked at the file."""

from dataclasses import dataclass
from datetime import date, datetime

from expatdesk.appointments.places import where_visit_is
from expatdesk.appointments.queries import visit_is_over
from expatdesk.cases.labels import what_it_means, where_to_go
from expatdesk.expat.overview.now import Now, still_for
from expatdesk.expat.overview.situation import Situation
from expatdesk.rules.plan import Destination, Track
from expatdesk.rules.region import Contact
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed, money


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit: booked at a moment, or not yet; then `last_day` says until when, `is_late` that it is past.

    `still_for` stands where somebody is registered, and the visit lies ahead all the same.
    """

    at: datetime | None
    is_over: bool
    where: str
    who: str
    costs: str
    last_day: date | None
    is_late: bool
    may_book: bool
    still_for: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where this household goes instead, and how to reach that office where it is known.

    `notice` is what the one thing to do now leaves unsaid of it, for the top of the page; `still_ours` says with
    what this desk helps all the same.
    """

    meaning: str
    where: str
    office: Contact | None
    may_come_back: bool
    notice: str
    still_ours: str


def visit_of(situation: Situation) -> Visit | None:
    """The visit card, while this desk registers the household and has not done so yet, or a visit lies ahead."""
    case, still = situation.case, still_for(situation.case, situation.today)
    if not situation.at_desk or (situation.registered_on is not None and not still):
        return None
    registrations = [step.due for step in situation.steps("brp_registration") if step.due is not None]
    last_day = min(registrations, default=None)
    booking = next(iter(situation.steps("visit_booked")), None)
    return Visit(
        at=case.visit_at,
        is_over=visit_is_over(case, situation.today),
        where=where_visit_is(case, situation.region),
        who=_who(len(case.people)),
        costs=_costs(situation),
        last_day=last_day,
        is_late=last_day is not None and last_day < situation.today,
        may_book=booking is not None and booking.state == "open",
        still_for=still,
    )


def _who(people: int) -> str:
    if people == 1:
        return _("You, in person")
    return _("Both of you, in person") if people == 2 else _("All %(num)d of you, in person", num=people)


def _costs(situation: Situation) -> str:
    """What the household pays; nothing is said where the employer books, and so pays."""
    fee = situation.plan.fee
    if fee.exempt or not fee.lines:
        return _("Nothing")
    if situation.case.employer_pays:
        return _("Nothing: your employer pays")
    if situation.case.submitted_by_id is not None:
        return ""
    amount = money(fee.total_incl_cents)
    return _("%(amount)s with VAT. You pay the desk; it tells you how, and takes no cash.", amount=amount)


def elsewhere_of(situation: Situation, now: Now) -> Elsewhere | None:
    """What to do where this desk does not register the household."""
    route, region = situation.plan.route, situation.region
    if route.to is Destination.DESK:
        return None
    office = region.contacts.get("rni") if route.to is Destination.RNI else None
    if route.to is Destination.MUNICIPALITY and route.municipality is not None:
        office = region.municipality(route.municipality).contact
    is_open = any(step.key == "referral" and not step.is_finished for step in situation.plan.steps)
    is_now = now.step is not None and now.step.key == "referral"
    meaning, where = what_it_means(route, region), where_to_go(route, region)
    notice = where if is_now else meaning
    return Elsewhere(
        meaning, where, office, may_come_back=is_open, notice=notice if is_open else "",
        still_ours=_still_ours(situation),
    )  # fmt: skip


def _until_then(situation: Situation) -> str:
    """What the law asks of who has no address yet, until they have reported somewhere."""
    if all(step.is_finished for step in situation.steps("referral")):
        return ""
    return _(
        "Until then you report your arrival to the municipality where you stay: "
        "the law asks for it within five days."
    )


def _still_ours(situation: Situation) -> str:
    """What the plan still holds of this desk where another office registers."""
    if not situation.is_registered_elsewhere:
        return _until_then(situation)
    left = {step.track for step in situation.plan.steps if not step.is_finished}
    ours = {Track.HOUSING: _("finding a home"), Track.SOCIAL: _("your social network")}
    helps = [words for track, words in ours.items() if track in left]
    return _("This desk does help you with %(what)s.", what=listed(helps)) if helps else ""
