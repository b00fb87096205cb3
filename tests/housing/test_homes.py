"""Homes from draft to taken, who is shown them, and two who act on one at the same moment."""

import threading
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select
from time_machine import Traveller

from expatdesk.cases.refusals import StaleVersion
from expatdesk.housing.home_models import Home, HomeOffer, OfferState
from expatdesk.housing.home_queries import count_by_state, find_home, free_offer, free_offers, homes_on_page
from expatdesk.housing.homes import (
    OfferNotOpen,
    OutsideRegion,
    ReferenceKnown,
    TermsRefused,
    add_home,
    change_home,
    mark_taken,
    offer_again,
    offer_home,
    withdraw_home,
)
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.organisations.partners import end_partner
from expatdesk.rules.homes import Contract, Dwelling
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.factories import a_home, a_partner
from tests.factories.homes import said

pytestmark = pytest.mark.usefixtures("databases")


def test_a_home_is_a_draft_until_it_is_offered(app: Flask, region: Region) -> None:
    home = a_home(is_offered=False)
    assert (home.offer.state, home.municipality, free_offers(today())) == (OfferState.DRAFT, "0546", [])
    offer_home(home, by=SYSTEM, today=today())
    (offer,) = free_offers(today())
    assert offer == home.offer.as_offer()
    assert (offer.key, offer.postcode, offer.cost, offer.dwelling) == (
        str(home.offer.id), "2332", 177_000, Dwelling.APARTMENT
    )  # fmt: skip


def test_no_address_leaves_with_an_offer(app: Flask) -> None:
    """A host family is private people: others learn the municipality and the four figures of the postcode."""
    a_home()
    (offer,) = free_offers(today())
    assert "Morsweg" not in repr(offer)
    assert "XV" not in repr(offer)


def test_what_is_taken_or_taken_out_is_free_for_nobody(app: Flask) -> None:
    taken, out, draft = a_home(), a_home(a_partner("B")), a_home(a_partner("C"), is_offered=False)
    mark_taken(taken, by=SYSTEM, today=today())
    withdraw_home(out, by=SYSTEM, today=today())
    mark_taken(draft, by=SYSTEM, today=today())
    assert free_offers(today()) == []
    assert [home.offer.state for home in (taken, out, draft)] == ["taken", "withdrawn", "draft"]
    assert (taken.offer.over_on, draft.offer.over_on) == (today(), None)
    # What is over stays as it is, whoever presses a button of an old page.
    withdraw_home(taken, by=SYSTEM, today=today())
    offer_home(out, by=SYSTEM, today=today())
    assert [home.offer.state for home in (taken, out)] == ["taken", "withdrawn"]


def test_it_is_offered_again_on_the_same_terms(app: Flask) -> None:
    home = a_home(reference="H-1")
    first = home.offer
    offer_again(home, by=SYSTEM)
    assert home.offer is first
    mark_taken(home, by=SYSTEM, today=today())
    offer_again(home, by=SYSTEM)
    session.expire(home)
    assert (home.offer.state, home.offer.rent, len(home.offers)) == ("draft", first.rent, 2)
    assert first.state == "taken"


def test_of_a_partner_that_ended_nothing_is_free(app: Flask, clock: Traveller) -> None:
    partner = a_partner()
    offer_id = a_home(partner).offer.id
    assert free_offer(offer_id, today()) is not None
    end_partner(partner, by=SYSTEM, today=today())
    session.flush()
    assert free_offers(today()) == []
    assert free_offer(offer_id, today()) is None
    partner.last_day, partner.offers_homes = None, False
    session.flush()
    assert free_offers(today()) == []


def test_a_lease_that_would_be_over_is_none(app: Flask) -> None:
    a_home(contract=Contract.SHORT_STAY, starts=date(2026, 11, 1), ends=date(2026, 12, 13))
    assert free_offers(today()) == []
    assert len(free_offers(date(2026, 12, 13))) == 1


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"postcode": "3011 AB"}, OutsideRegion),
        ({"reference": "H-1"}, ReferenceKnown),
        ({"deposit": 330_001}, TermsRefused),
        ({"asks_agency_fee": True}, TermsRefused),
    ],
)
def test_what_is_refused(app: Flask, region: Region, values: dict[str, Any], refusal: type[Exception]) -> None:
    partner = a_partner()
    home = a_home(partner, reference="H-1")
    a_home(a_partner("Another"), reference="H-1", is_offered=False)
    with pytest.raises(refusal):
        add_home(partner, said(**values), by=SYSTEM, region=region, today=today())
    other = a_home(partner, reference="H-2")
    how = {"version": other.version, "by": SYSTEM, "region": region, "today": today()}
    with pytest.raises(refusal):
        change_home(other, said(**values), **how)  # type: ignore[arg-type]
    session.rollback()
    assert home is not other


def test_a_change_of_an_older_page_is_refused(app: Flask, region: Region) -> None:
    """Security T39."""
    home, how = a_home(), {"by": SYSTEM, "region": region, "today": today()}
    change_home(home, said(rent=150_000, deposit=0), version=1, **how)  # type: ignore[arg-type]
    with pytest.raises(StaleVersion):
        change_home(home, said(rent=160_000), version=1, **how)  # type: ignore[arg-type]
    assert (home.offer.rent, home.version) == (150_000, 2)
    mark_taken(home, by=SYSTEM, today=today())
    with pytest.raises(OfferNotOpen):
        change_home(home, said(rent=160_000), version=2, **how)  # type: ignore[arg-type]


def test_lines_by_state_page_by_page(app: Flask) -> None:
    partner, all_of_them = a_partner(), Home.partner_id.is_not(None)
    for number in range(51):
        a_home(partner, street=f"Morsweg {number}", starts=date(2027, 1, 1 + number % 28))
    a_home(partner, is_offered=False)
    assert count_by_state(all_of_them) == {OfferState.FREE: 51, OfferState.DRAFT: 1}
    lines, more = homes_on_page(all_of_them, OfferState.FREE, 1)
    rest, no_more = homes_on_page(all_of_them, OfferState.FREE, 2)
    assert (len(lines), more, len(rest), no_more) == (50, True, 1, False)
    assert [one.starts for one in lines] == sorted(one.starts for one in lines)


def test_all_that_are_free_are_one_question(app: Flask) -> None:
    partner = a_partner()
    for _ in range(3):
        a_home(partner)
    session.flush()
    asked: list[str] = []
    event.listen(Engine, "before_cursor_execute", lambda *words: asked.append(words[2]))
    found = free_offers(today())
    assert (len(found), len([one for one in asked if one.startswith("SELECT")])) == (3, 1)


def test_who_is_second_changes_nothing(real_app: Flask) -> None:
    """A home is let once and is taken out once, whoever presses at the same moment; on both databases."""
    home_id = a_home().id
    session.commit()
    acts = [mark_taken, withdraw_home, mark_taken, withdraw_home]
    started = threading.Barrier(len(acts))

    def press(act: Any) -> None:
        with real_app.app_context():
            started.wait()
            begin_immediate()
            home = find_home(Home.id.is_not(None), home_id)
            assert home is not None
            act(home, by=SYSTEM, today=today())
            session.commit()

    threads = [threading.Thread(target=press, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    over = select(func.count()).where(LogLine.verb.in_(["home_taken", "home_withdrawn"]))
    assert session.scalar(over) == 1


def test_offered_again_by_two_it_has_one_offer(real_app: Flask) -> None:
    home = a_home()
    withdraw_home(home, by=SYSTEM, today=today())
    home_id = home.id
    session.commit()
    started = threading.Barrier(3)

    def press() -> None:
        with real_app.app_context():
            started.wait()
            begin_immediate()
            found = find_home(Home.id.is_not(None), home_id)
            assert found is not None
            offer_again(found, by=SYSTEM)
            session.commit()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert session.scalar(select(func.count()).select_from(HomeOffer)) == 2
