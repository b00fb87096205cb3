"""Who has met somebody, who waits, and who has had no contact yet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.social_contact import NORMS, Contact, SocialLife, SocialStanding, social_standing

TODAY, CAME = date(2027, 1, 20), date(2027, 1, 4)
HERE = SocialLife(CAME)
CONTACTS = ("place_on", "came_on", "matched_on", "called_on", "answered_on")
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
LIVES = st.builds(SocialLife, DAYS, *[st.none() | DAYS] * 5, st.booleans(), st.none() | DAYS)


def with_day(life: SocialLife, name: str, day: date) -> SocialLife:
    """The same with one more thing that has its day."""
    return replace(life, **{name: day})  # type: ignore[arg-type]


def test_without_anything_they_have_had_no_contact_since_they_came() -> None:
    assert social_standing(HERE, TODAY) == SocialStanding(Contact.NONE, CAME, 16, goes_badly=False)


@pytest.mark.parametrize("name", CONTACTS)
def test_one_contact_is_enough(name: str) -> None:
    day = date(2027, 1, 10)
    asked = replace(HERE, asked_on=date(2027, 1, 12))
    assert social_standing(asked, TODAY).contact is Contact.WAITING
    standing = social_standing(with_day(asked, name, day), TODAY)
    assert (standing.contact, standing.since, standing.days) == (Contact.IN_TOUCH, day, 10)


def test_an_answer_that_it_goes_badly_is_no_contact() -> None:
    badly = replace(HERE, answered_on=TODAY, goes_badly=True)
    assert social_standing(badly, TODAY) == SocialStanding(Contact.NONE, CAME, 16, goes_badly=True)
    # Once they are called they are in touch, and what they said is still to be seen.
    called = social_standing(replace(badly, called_on=TODAY), TODAY)
    assert (called.contact, called.goes_badly) == (Contact.IN_TOUCH, True)


def test_who_says_that_it_goes_badly_comes_before_who_waits_longer() -> None:
    longest = social_standing(HERE, TODAY)
    badly = social_standing(SocialLife(TODAY, answered_on=TODAY, goes_badly=True), TODAY)
    shorter = social_standing(SocialLife(CAME + timedelta(days=1)), TODAY)
    assert sorted([shorter, longest, badly], key=lambda one: one.order) == [badly, longest, shorter]


@pytest.mark.parametrize("contact", NORMS)
def test_it_is_slow_the_day_after_its_norm(contact: Contact) -> None:
    since = TODAY - timedelta(days=NORMS[contact])
    life = SocialLife(since, asked_on=since if contact is Contact.WAITING else None)
    assert not social_standing(life, TODAY).is_slow
    assert social_standing(life, TODAY + timedelta(days=1)).is_slow


@given(life=LIVES, today=DAYS)
def test_every_household_is_in_exactly_one_group(life: SocialLife, today: date) -> None:
    standing = social_standing(life, today)
    assert standing.contact in Contact
    assert standing.days >= 0
    assert standing.since in {getattr(life, name) for name in SocialLife.__slots__}
    if standing.contact is Contact.IN_TOUCH:
        assert not standing.is_slow


@given(life=LIVES, today=DAYS, day=DAYS)
def test_no_contact_ever_leads_back(life: SocialLife, today: date, day: date) -> None:
    way = list(Contact)
    before = way.index(social_standing(life, today).contact)
    for name in (*CONTACTS, "asked_on"):
        if getattr(life, name) is None:
            assert way.index(social_standing(with_day(life, name, day), today).contact) >= before
