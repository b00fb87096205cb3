"""What households are told of homes in which they are interested, each in its language. Nothing here commits.

The address stands in one of these alone: that of a viewing which the household booked, after both agreed.
"""

from datetime import datetime
from typing import Any

from expatdesk.cases.models import CaseState
from expatdesk.housing.home_words import SHORT_DWELLINGS
from expatdesk.housing.interest_models import HomeInterest, HomeViewing
from expatdesk.messages.actions import queue_mail, take_back_about
from expatdesk.shared.addresses import full_address

# Of these about one home the newest alone is true; mails wait a little for others.
OUTDATED = ("viewing_invited", "viewing_booked", "viewing_cancelled", "viewing_reminder")


def tell_invited(interest: HomeInterest) -> None:
    """The partner would like to show the home: a time can be chosen."""
    _queue("viewing_invited", interest)


def tell_declined(interest: HomeInterest) -> None:
    """The partner says no, kindly."""
    _queue("home_declined", interest)


def tell_booked(interest: HomeInterest, viewing: HomeViewing, *, is_changed: bool) -> None:
    """When and where the viewing is."""
    home = interest.offer.home
    _queue(
        "viewing_booked", interest, starts_at=viewing.starts_at, ends_at=viewing.ends_at, is_changed=is_changed,
        address=f"{home.street}, {home.postcode} {home.town}",
    )  # fmt: skip


def tell_cancelled(interest: HomeInterest, was: datetime) -> None:
    """The partner cannot show the home at that time."""
    _queue("viewing_cancelled", interest, starts_at=was)


def tell_tomorrow(interest: HomeInterest, viewing: HomeViewing) -> None:
    """The viewing is tomorrow; where, the page says."""
    _queue("viewing_reminder", interest, starts_at=viewing.starts_at, ends_at=viewing.ends_at)


def tell_gone(interest: HomeInterest, was: datetime | None) -> None:
    """The home is free no more, and a viewing of it is off. Who was to see it hears at once."""
    _queue("home_gone", interest, urgent=was is not None, was=was)


def tell_let(interest: HomeInterest) -> None:
    """The partner says that it lets the home to them."""
    _queue("home_let", interest)


def take_back_waiting(interest: HomeInterest) -> None:
    """Let nothing go out any more that was told of seeing this home and is not so now."""
    take_back_about(interest.case_id, OUTDATED, _page(interest))


def _page(interest: HomeInterest) -> str:
    return full_address("expat.offered_home", offer_id=interest.offer_id)


def _queue(kind: str, interest: HomeInterest, **more: Any) -> None:
    """Who is gone is told nothing."""
    case, home = interest.case, interest.offer.home
    # A reminder says less than what it reminds of.
    if kind != "viewing_reminder":
        take_back_waiting(interest)
    if case.state == CaseState.OPEN:
        queue_mail(
            kind, recipient=case.email, language=case.language, case_id=case.id, case=case,
            home=SHORT_DWELLINGS[home.dwelling], town=home.town, page=_page(interest),
            others=full_address("expat.homes"), **more,
        )  # fmt: skip
