"""What everybody reads of activities: pages, a feed for calendars, and one for other sites."""

import json
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import func, select
from time_machine import Traveller

from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.organisations.partners import end_partner
from expatdesk.shared.clock import AMSTERDAM, now, today
from expatdesk.shared.db import session
from expatdesk.social.activities import cancel_occasion
from expatdesk.social.sign_ups import sign_up
from tests.conftest import Visit
from tests.factories import KATWIJK, a_case, a_partner
from tests.factories.activities import a_draft, an_activity, an_occasion, signed_up
from tests.factories.cases import REGION
from tests.visitor import Visitor

OPEN_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}


def test_everybody_sees_what_is_coming_and_nobody_who_comes(nobody: Visitor) -> None:
    occasion = an_occasion(capacity=3, organiser="BplusC", cost_cents=250)
    signed_up(occasion, 1)
    a_draft(title_en="Not yet")
    nobody.opens("public.activities").sees("Dutch table", "€2.50", "2 places free").does_not_see("Not yet")
    nobody.opens("public.activity", activity_id=occasion.activity_id).sees("BplusC", "Sign in to sign up")
    nobody.does_not_see("Ananya")
    assert session.scalar(select(func.count()).where(LogLine.reads)) == 0


def test_it_is_found_by_place_language_and_children(nobody: Visitor) -> None:
    an_activity(title_en="Beach walk", municipality=KATWIJK, languages=["de"], child_friendly=False)
    an_activity(title_en="Soup", topics=["food"])
    for asked, seen, hidden in (
        ({"town": KATWIJK}, "Beach walk", "Soup"),
        ({"spoken": "nl"}, "Soup", "Beach walk"),
        ({"topic": "food"}, "Soup", "Beach walk"),
        ({"children": "y"}, "Soup", "Beach walk"),
    ):
        nobody.opens("public.activities", **asked).sees(seen).does_not_see(hidden)
    nobody.opens("public.activities", town="9999", spoken="xx", topic="chess").sees("Beach walk", "Soup")
    nobody.opens("public.activities", town="0626").sees("Nothing like this is planned now")


def test_a_draft_is_missing(nobody: Visitor) -> None:
    nobody.cannot_open("public.activity", activity_id=a_draft().id)


def test_the_feed_for_calendars_is_in_one_language(nobody: Visitor) -> None:
    kept, gone = an_activity(3, 10, topics=["music", "languages"]).occasions
    cancel_occasion(gone, by=SYSTEM, region=REGION)
    answer = nobody.asks_for("public.activities_calendar", language="nl")
    feed = Calendar.from_ical(answer.text)
    events = {str(event["uid"]): event for event in feed.walk("VEVENT")}
    assert [str(event["summary"]) for event in events.values()] == ["Nederlandse tafel"] * 2
    assert str(events[f"{kept.id}@expatdesk"]["status"]) == "CONFIRMED"
    assert str(events[f"{gone.id}@expatdesk"]["status"]) == "CANCELLED"
    assert events[f"{kept.id}@expatdesk"]["categories"].to_ical() == b"Talen,Muziek"
    starts = f"{kept.starts_at.astimezone(AMSTERDAM):%Y%m%dT%H%M%S}"
    assert f"DTSTART;TZID=Europe/Amsterdam:{starts}" in answer.text
    assert [str(zone["tzid"]) for zone in feed.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    nobody.cannot_open("public.activities_calendar", language="fr")


def test_the_feed_for_other_sites_tells_both_languages_and_no_person(nobody: Visitor) -> None:
    occasion = an_occasion(capacity=4, opens_at=now() - timedelta(days=1), organiser="BplusC", topics=["food"])
    signed_up(occasion, 3, 2)
    answer = nobody.asks_for("public.activities_json")
    (told,) = json.loads(answer.text)["activities"]
    assert told["title"] == {"nl": "Nederlandse tafel", "en": "Dutch table"}
    assert told["organiser"] == {"nl": "BplusC", "en": "BplusC"}
    assert told["municipality"] == {"code": "0546", "name": "Leiden"}
    assert told["topics"] == ["food"]
    (time,) = told["occasions"]
    assert (time["places"], time["places_left"], time["sign_up"]) == (4, 0, "open")
    assert time["starts_at"].endswith("+01:00")
    assert "Ananya" not in answer.text


@pytest.mark.parametrize(
    ("endpoint", "values"), [("public.activities_json", {}), ("public.activities_calendar", {"language": "en"})]
)
def test_other_sites_may_read_the_feeds_and_keep_them_a_little(
    nobody: Visitor, endpoint: str, values: dict[str, str]
) -> None:
    an_occasion()
    answer = nobody.asks_for(endpoint, **values)
    assert {name: answer.headers[name] for name in OPEN_HEADERS} == OPEN_HEADERS
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    again = nobody.client.get(
        nobody.address(endpoint, **values), base_url=nobody.base_url,
        headers={"If-None-Match": answer.headers["ETag"]},
    )  # fmt: skip
    assert again.status_code == 304
    page = nobody.asks_for("public.activities")
    assert "Access-Control-Allow-Origin" not in page.headers


def test_a_household_sees_how_it_stands(visit: Visit) -> None:
    case = a_case()
    occasion = an_occasion()
    sign_up(case, occasion.id, 1, by=SYSTEM)
    visit(case).opens("public.activities").sees("You come", "What you signed up for")


def test_before_signing_up_begins_the_moment_stands_there(nobody: Visitor, clock: Traveller) -> None:
    an_occasion(opens_at=now() + timedelta(hours=2))
    nobody.opens("public.activities").sees("Sign up from Monday 14 December 2026, 12:00")
    clock.shift(timedelta(hours=2))
    nobody.opens("public.activities").sees("4 places free")


def test_what_a_partner_runs_is_not_shown_once_it_works_with_the_desk_no_more(nobody: Visitor) -> None:
    partner = a_partner()
    an_occasion(partner_id=partner.id)
    nobody.opens("public.activities").sees("Dutch table")
    end_partner(partner, by=SYSTEM, today=today())
    nobody.opens("public.activities").does_not_see("Dutch table")


def test_what_an_ended_partner_offered_is_read_and_signed_up_for_no_more(nobody: Visitor, visit: Visit) -> None:
    partner = a_partner()
    occasion, case = an_occasion(partner_id=partner.id), a_case()
    household = visit(case).opens("expat.activity", occasion_id=occasion.id)
    end_partner(partner, by=SYSTEM, today=today())
    nobody.cannot_open("public.activity", activity_id=occasion.activity_id)
    household.presses("Sign up").sees("You cannot sign up or change it any more.")
    assert occasion.taken == 0


def test_no_cookie_goes_with_what_caches_give_to_others(nobody: Visitor, visit: Visit) -> None:
    an_occasion()
    for visitor in (nobody, visit(a_case())):
        for endpoint, which in (("activities_json", {}), ("activities_calendar", {"language": "en"})):
            answer = visitor.asks_for(f"public.{endpoint}", **which)
            assert "Set-Cookie" not in answer.headers
            assert "Cookie" not in answer.headers["Vary"]
            assert answer.headers["Cache-Control"] == "public, max-age=300"
        visitor.opens("public.activities")
