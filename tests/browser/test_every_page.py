"""Every page that somebody can come to by its links, in both languages: accessible, whole, not too wide."""

import sqlite3
from collections import deque
from collections.abc import Collection
from contextlib import closing
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from expatdesk.access.permissions import PERMISSIONS
from expatdesk.access.routes import ROUTES
from expatdesk.demo.guests import GUESTS, Guest
from expatdesk.demo.stages import booked
from expatdesk.people.models import Role
from expatdesk.people.tokens import hashed
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.clock import today
from tests.browser.conftest import DESK, PHONE, NewPerson
from tests.browser.person import Person
from tests.browser.site import Site

pytestmark = pytest.mark.browser

LINKS = "links => links.filter(a => a.origin === location.origin).map(a => a.pathname + a.search)"
# Answered by a file, by a mail in which no script runs, axe's neither, or by taking somebody out of their page.
NO_PAGES = frozenset(
    {
        "static", "expat.pack", "desk.pack", "public.mail_as_shown", "desk.mail_as_shown", "desk.invoice_file",
        "desk.invoice_lines", "employer.invoice_file", "employer.sheet_example", "employer.rest_of_sheet",
        "api.openapi", "api.client", "expat.proof", "expat.own_contract_file", "expat.enquiry_file",
        "partner.home_sheet_example",
        "expat.activity_ics", "public.activities_json", "public.activities_calendar",
        "expat.contract_letter", "desk.contract_letter", "desk.contract_file",
    }
)  # fmt: skip


@pytest.fixture
def urls(shared_app: Flask) -> MapAdapter:
    """Which path is which route."""
    return shared_app.url_map.bind("127.0.0.1")


def walk(person: Person, urls: MapAdapter, start: str, routes: Collection[str] = ROUTES) -> set[str]:
    """Open one page of each of these routes that can be reached from here by links; the routes."""
    seen, waiting = {start: ""}, deque([start])
    came: set[str] = set()
    while waiting:
        path = waiting.popleft()
        person.opens(path)
        came.add(_route(urls, path))
        for found in person.page.locator("a[href]").evaluate_all(LINKS):
            kind = _kind(urls, found)
            if kind and kind.split()[0] in routes and kind not in seen.values():
                seen[found] = kind
                waiting.append(found)
    return came


def _route(urls: MapAdapter, path: str) -> str:
    try:
        endpoint, _arguments = urls.match(urlsplit(path).path, method="GET")
    except HTTPException:
        return ""
    return str(endpoint)


def _kind(urls: MapAdapter, path: str) -> str:
    """One of each route, and of steps and questions one of each key: their pages differ."""
    parts = urlsplit(path)
    try:
        endpoint, arguments = urls.match(parts.path, method="GET")
    except HTTPException:
        return ""
    if endpoint in NO_PAGES:
        return ""
    differs = [str(arguments[name]) for name in ("key", "slug", "block") if name in arguments]
    return " ".join([str(endpoint), *differs])


def of(role: Role) -> set[str]:
    """What they may open. In the mails of the demonstration everybody finds links that are for others."""
    return {route for route, rule in ROUTES.items() if rule.permission in PERMISSIONS[role]}


def test_what_everybody_sees(new_person: NewPerson, urls: MapAdapter) -> None:
    for screen in (PHONE, DESK):
        came = walk(new_person(screen), urls, "/")
        assert {"public.start", "signin.start", "signin.login", "signin.forgotten", "signin.register"} <= came
        assert {"public.privacy", "public.answers", "public.answer", "public.words", "public.can_help"} <= came
        assert {"public.guide", "public.place"} <= came


def test_what_an_officer_sees(signed_in: NewPerson, urls: MapAdapter) -> None:
    officer = signed_in("sanne@desk.example")
    came = walk(officer, urls, "/desk/", of(Role.OFFICER))
    # Not every household is of somebody who came along: these are.
    came |= walk(officer, urls, "/desk/careers", {"desk.case", "desk.career"})
    assert {"desk.dashboard", "desk.worklist", "desk.housing_board", "desk.social_board"} <= came
    assert {"desk.activities", "desk.activity", "desk.new_activity", "desk.change_activity"} <= came
    assert {"desk.occasion", "desk.move_occasion", "desk.cancel_occasion", "desk.cancel_activity"} <= came
    assert {"desk.case", "desk.step", "desk.facts_of", "desk.person", "desk.history"} <= came
    assert {"desk.careers", "desk.career", "desk.occupancy"} <= came


def test_a_long_word_beside_the_plan_stays_on_the_screen(signed_in: NewPerson) -> None:
    officer = signed_in("sanne@desk.example").opens("/desk/papers")
    officer.opens(officer.page.url.partition("/papers/")[0])
    officer.page.evaluate(
        "said => { document.querySelector('.side .state').lastChild.textContent = said }",
        officer.says("Held until the papers are accepted"),
    )
    officer.arrived()


def test_what_a_coordinator_sees(signed_in: NewPerson, urls: MapAdapter) -> None:
    """What the officers cannot open; they saw all the rest."""
    own = of(Role.COORDINATOR) - of(Role.OFFICER)
    coordinator = signed_in("marjolein@desk.example")
    came = walk(coordinator, urls, "/desk/", own)
    assert {"desk.letters", "desk.letter", "desk.new_letter"} <= came
    assert {"desk.answers", "desk.answer", "desk.new_answer", "desk.answer_history", "desk.answer_version"} <= came
    assert {"desk.guide", "desk.place", "desk.new_place", "desk.place_history", "desk.place_version"} <= came
    assert {"desk.mail_kinds", "desk.mail_kind"} <= came
    assert {"desk.counters", "desk.counter", "desk.counter_terms", "desk.hours", "desk.new_closure"} <= came
    assert {"desk.calendar_day", "desk.new_screen", "desk.release_rule", "desk.rents", "desk.new_rent"} <= came
    assert {"desk.employers", "desk.employer", "desk.change_employer", "desk.invite_hr"} <= came
    assert {"desk.invoices"} <= came
    # The last quarter is drawn up in the demonstration; what the present one would be is a page as well.
    coordinator.opens(f"/desk/invoices/{Quarter.of(today())}/draw-up")
    assert {"desk.partners", "desk.organisation", "desk.change_partner", "desk.invite_of_partner"} <= came


def test_what_a_registrar_sees(signed_in: NewPerson, urls: MapAdapter) -> None:
    came = walk(signed_in("rutger@leiden.example"), urls, "/desk/registrations", of(Role.REGISTRAR))
    assert {"desk.registrations", "desk.registration", "desk.case"} <= came


def give_webhook(site: Site, email: str) -> None:
    """Let this admin have a webhook, to which something could not be sent."""
    hook, moment = uuid4().hex, "2026-12-14 09:00:00.000000"
    with closing(sqlite3.connect(site.database)) as database, database:
        database.execute(
            "INSERT INTO hook (id, employer_id, maker_id, name, url, kinds, secret, made_at)"
            " SELECT ?, employer_id, id, 'AFAS Profit', 'https://hr.example/' || ?, '[\"closed\"]', '', ?"
            " FROM user WHERE email = ?",
            (hook, "x" * 80, moment, email),
        )
        database.execute(
            "INSERT INTO hook_message (id, hook_id, kind, at, state, tries, try_after, tried_at, problem)"
            " VALUES (?, ?, 'ping', ?, 'failed', 10, ?, ?, 'certificate')",
            (uuid4().hex, hook, moment, moment, moment),
        )


def give_key(site: Site, email: str) -> None:
    """A key that the admin with this address made."""
    made, over = "2026-12-14 09:00:00.000000", "2100-12-14 09:00:00.000000"
    with closing(sqlite3.connect(site.database)) as database, database:
        database.execute(
            "INSERT INTO api_key (id, employer_id, maker_id, name, prefix, token_hash, scopes, networks, made_at,"
            " expires_at, asked) SELECT ?, employer_id, id, 'Workday', ?, '', '[\"read\"]', '[]', ?, ?, 0"
            " FROM user WHERE email = ?",
            (uuid4().hex, uuid4().hex[:8], made, over, email),
        )


def test_what_hr_sees(signed_in: NewPerson, urls: MapAdapter) -> None:
    admin = signed_in("hedwig@lumc.example")
    give_webhook(admin.site, "hedwig@lumc.example")
    give_key(admin.site, "hedwig@lumc.example")
    came = walk(admin, urls, "/employer/", of(Role.EMPLOYER_ADMIN))
    assert {
        "employer.keys",
        "employer.revoke_key",
        "employer.hooks",
        "employer.hook",
        "employer.new_hook",
        "employer.change_secret",
    } <= came
    assert {"employer.hires", "employer.hire", "employer.new_hire"} <= came
    assert {"employer.colleagues", "employer.invite_colleague"} <= came
    assert {"employer.new_sheet", "employer.invoices"} <= came
    assert {"partner.occupancy", "partner.own_place", "partner.change_places", "partner.keys"} <= came


def test_what_a_partner_sees(signed_in: NewPerson, urls: MapAdapter) -> None:
    came = walk(signed_in("noor@verhuur.example"), urls, "/partner/", of(Role.PARTNER))
    assert {"partner.home", "partner.homes", "partner.one_home", "partner.change_home", "partner.new_home"} <= came
    assert {"partner.home_sheet", "partner.viewings", "partner.let_home"} <= came
    assert {"partner.home_sheet", "partner.keys", "partner.new_key", "api.home_docs"} <= came
    assert {"partner.occupancy", "partner.own_place", "partner.new_stay", "partner.change_stay"} <= came
    came = walk(signed_in("tess@taalhuis.example"), urls, "/partner/", of(Role.PARTNER))
    assert {"partner.activities", "partner.activity", "partner.new_activity", "partner.change_activity"} <= came
    assert {"partner.occasion", "partner.cancel_activity"} <= came


def set_state(site: Site, guest: Guest, state: str) -> None:
    """Close the case of this household, or open it again."""
    with closing(sqlite3.connect(site.database)) as database, database:
        changed = database.execute('UPDATE "case" SET state = ? WHERE code = ?', (state, guest.code))
        assert changed.rowcount == 1


def test_what_a_household_sees(new_person: NewPerson, urls: MapAdapter) -> None:
    """From the invitation to the registration, on a telephone."""
    came: set[str] = set()
    for guest in GUESTS:
        came |= walk(new_person(PHONE).enters(guest), urls, "/my/")
    assert {"expat.status", "expat.question", "expat.summary", "expat.step"} <= came
    assert {"expat.activities", "expat.activity", "expat.suggestions"} <= came
    assert {"public.activities", "public.activity"} <= came
    assert {"expat.homes", "expat.offered_home", "expat.viewing"} <= came


def invite_representative(site: Site, guest: Guest, language: str) -> str:
    """Somebody is asked to represent this household, in all that can be granted; the path of their link."""
    token, moment, over = uuid4().hex, "2026-12-14 09:00:00.000000", "2100-12-14 09:00:00.000000"
    with closing(sqlite3.connect(site.database)) as database, database:
        database.execute(
            "INSERT INTO representative (id, case_id, name, email, language, relation, sees, may_act, mails,"
            " last_day, named_at) SELECT ?, id, 'Joost Visser', 'joost@agent.example', ?, 'agent',"
            " ?, 1, 'too', '2100-12-14', ? FROM \"case\" WHERE code = ?",
            (uuid4().hex, language, '["plan", "papers", "scans", "questions"]', moment, guest.code),
        )
        database.execute(
            "INSERT INTO link (id, purpose, email, case_id, token_hash, expires_at)"
            " SELECT ?, 'representation', 'joost@agent.example', id, ?, ? FROM \"case\" WHERE code = ?",
            (uuid4().hex, hashed(token), over, guest.code),
        )
    return f"/sign-in/link/{token}"


def test_what_a_representative_sees(new_person: NewPerson, urls: MapAdapter) -> None:
    guest = next(guest for guest in GUESTS if guest.stage is booked)
    for screen in (PHONE, DESK):
        agent = new_person(screen)
        agent.opens(invite_representative(agent.site, guest, agent.language))
        agent.fills(code=guest.code).presses("Accept and sign in")
        came = walk(agent, urls, "/my/", of(Role.REPRESENTATIVE))
        assert {"expat.status", "expat.visit", "expat.papers", "expat.paper", "expat.enquiries"} <= came
        household = new_person(screen).enters(guest).opens("/my/representative")
        household.presses("End it now").sees(household.says("Nobody represents you any more."))


def test_what_is_sent_once_the_case_is_closed(new_person: NewPerson) -> None:
    guest = next(guest for guest in GUESTS if guest.stage is booked)
    person = new_person(PHONE).enters(guest).opens("/my/visit/cancel")
    set_state(person.site, guest, "closed")
    try:
        person.presses("Cancel the visit").sees(person.says("Your case is closed"))
    finally:
        set_state(person.site, guest, "open")


@pytest.mark.parametrize("path", ["/nowhere", "/desk/nowhere"])
def test_what_is_not_there(new_person: NewPerson, path: str) -> None:
    person = new_person(PHONE)
    person.page.goto(person.site.url + path)
    person.faults.clear()
    person.arrived()
