"""The homes of a partner by its system: the rules of its pages, each once, and not a word of another partner's."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.api.examples import as_text
from expatdesk.api.home_examples import HOME, NEW_HOME, home_examples
from expatdesk.api.home_types import Home as HomeTold
from expatdesk.api.home_types import Label, NewHome
from expatdesk.housing.home_models import Home, OfferState
from expatdesk.housing.homes import mark_taken, withdraw_home
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.organisations.models import Employer, Partner
from expatdesk.organisations.partners import end_partner, take_up_partner
from expatdesk.partner.forms.homes import LABELS, HomeForm
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.api.system import System
from tests.conftest import Visit
from tests.factories import a_home, a_home_key, a_key, a_partner, an_employer

SENT: dict[str, Any] = {
    "reference": "H-101", "street": "Morsweg 502", "postcode": "2332xv", "town": "Leiden", "dwelling": "apartment",
    "rooms": 3, "furnishing": "furnished", "most_people": 4, "most_registered": 4, "rent": 165_000,
    "service_costs": 12_000, "deposit": 165_000, "contract": "indefinite", "starts": "2027-01-11",
}  # fmt: skip


@pytest.fixture
def partner(app: Flask) -> Partner:
    return a_partner()


@pytest.fixture
def flats(app: Flask, partner: Partner) -> System:
    """The system of a partner that offers homes."""
    return System(app, a_home_key(partner)[1])


def the_home() -> Home:
    return session.scalars(select(Home)).one()


def told(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


def faults(answer: Any) -> dict[str, str]:
    return {fault["name"]: fault["says"] for fault in told(answer, 422)["errors"]}


def test_a_home_is_handed_over_changed_offered_and_let(flats: System, partner: Partner) -> None:
    answer = flats.posts("homes", SENT, "one")
    made = told(answer, 201)
    assert (made["state"], made["rent"], made["postcode"], made["reference"]) == (
        "draft",
        165_000,
        "2332 XV",
        "H-101",
    )
    assert answer.headers["Location"] == f"/api/v1/homes/{made['id']}"
    assert the_home().partner_id == partner.id
    changed = told(flats.posts("homes", {**SENT, "rent": 160_050, "offer": True}, "two"), 200)
    assert (changed["id"], changed["rent"], changed["state"]) == (made["id"], 160_050, "free")
    there = f"homes/{made['id']}"
    assert flats.reads(there) == changed == flats.reads("homes")["homes"][0]
    for number, state in enumerate(("taken", "taken", "draft", "free", "withdrawn")):
        assert told(flats.puts(f"{there}/state", {"state": state}, f"move {number}"), 200)["state"] == state
    verbs = session.scalars(
        select(LogLine.verb).where(LogLine.actor_role == Role.PARTNER_SYSTEM).order_by(LogLine.id)
    )
    assert list(verbs) == [
        "home_added", "home_changed", "home_offered", "home_taken", "home_offered_again", "home_offered",
        "home_withdrawn",
    ]  # fmt: skip


def test_each_request_is_done_once(flats: System) -> None:
    """And under its own reference a home comes once, whatever a request is called."""
    first = flats.posts("homes", SENT, "one")
    again = flats.posts("homes", SENT, "one")
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert flats.posts("homes", {**SENT, "rooms": 2}, "one").status_code == 422
    assert flats.posts("homes", SENT).status_code == 400
    assert told(flats.posts("homes", {**SENT, "reference": " H-101 "}, "two"), 200)["id"] == first.json["id"]  # type: ignore[index]
    path = f"homes/{the_home().id}/state"
    flats.puts(path, {"state": "free"}, "offer")
    withdraw_home(the_home(), by=SYSTEM, today=today())
    assert told(flats.puts(path, {"state": "free"}, "offer"), 200)["state"] == "free"
    assert the_home().offer.state == OfferState.WITHDRAWN


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"deposit": 330_001}, "deposit", "at most €3,300.00, twice the bare rent"),
        ({"agency_fee": True}, "agency_fee", "may not let the tenant pay"),
        ({"postcode": "3011 AB"}, "postcode", "outside the region"),
        ({"postcode": "nowhere"}, "postcode", ""),
        ({"most_registered": 5}, "most_registered", "more than the number of people"),
        ({"contract": "short_stay"}, "ends", "Fill in the last day"),
        ({"text_nl": "BSN 111222333"}, "text_nl", "looks like a BSN"),
        ({"reference": "  "}, "reference", "by this we know the home again"),
        ({"points": 501}, "points", "from 1 to 500"),
        ({"dwelling": "castle"}, "dwelling", "no such value"),
        ({"rent": -1}, "rent", ""),
        ({"tenant": "Meera"}, "tenant", "no such field"),
    ],
)
def test_what_is_wrong_is_told_by_field(flats: System, sent: dict[str, Any], field: str, says: str) -> None:
    assert says in faults(flats.posts("homes", {**SENT, **sent}, "one"))[field]
    assert session.scalars(select(Home)).all() == []


def test_all_that_is_wrong_is_told_at_once(flats: System) -> None:
    wrong = {**SENT, "town": "", "points": 501, "text_en": "x\u202e"}
    assert set(faults(flats.posts("homes", wrong, "one"))) == {"town", "points", "text_en"}


def test_what_is_good_to_know_is_told(flats: System) -> None:
    assert told(flats.posts("homes", {**SENT, "most_registered": 0}, "one"), 201)["advice"][0].startswith(
        "Nobody may"
    )


def test_a_home_that_is_let_is_left_as_it_is(flats: System, partner: Partner) -> None:
    home = a_home(partner, reference="H-101")
    mark_taken(home, by=SYSTEM, today=today())
    told(flats.posts("homes", {**SENT, "rent": 100_000}, "one"), 409)
    assert home.offer.rent == 165_000
    for state in ("free", "withdrawn"):
        said = told(flats.puts(f"homes/{home.id}/state", {"state": state}, state), 409)["detail"]
        assert said == f"This home is “taken”: from there it cannot become “{state}”."


def test_a_page_follows_the_other(flats: System, partner: Partner) -> None:
    made = [str(a_home(partner, reference=f"H-{number}").id) for number in range(5)]
    got, after = [], None
    while True:
        asked: dict[str, Any] = {"after": after} if after else {}
        page = flats.reads("homes", limit="2", **asked)
        got += [home["id"] for home in page["homes"]]
        if (after := page["next"]) is None:
            break
    assert sorted(got) == sorted(made)
    assert len(got) == len(made)
    elsewhere = a_home(a_partner("Rijnland Wonen"))
    for name, value in (("after", str(elsewhere.id)), ("after", "x"), ("limit", "0"), ("state", "free")):
        wrong: dict[str, Any] = {name: value}
        assert set(faults(flats.gets("homes", **wrong))) == {name}


def test_nothing_of_another_partners_is_read_or_changed(app: Flask, flats: System, partner: Partner) -> None:
    """Security T01: neither by its id nor by its reference, and all of it as of what never existed."""
    home = a_home(a_partner("Rijnland Wonen"), reference="H-101", street="Geheimweg 9", is_offered=False)
    missing = flats.gets("homes/00000000-0000-0000-0000-000000000000")
    for answer in (flats.gets(f"homes/{home.id}"), flats.puts(f"homes/{home.id}/state", {"state": "free"}, "one")):
        assert (answer.status_code, answer.data) == (404, missing.data)
    assert flats.reads("homes") == {"homes": [], "next": None}
    made = flats.posts("homes", SENT, "two")
    assert "Geheimweg" not in made.text
    assert told(made, 201)["id"] != str(home.id)
    assert (home.street, home.offer.state) == ("Geheimweg 9", OfferState.DRAFT)


def test_keys_of_homes_and_of_hires_are_two_things(app: Flask, flats: System, employer: Employer) -> None:
    """Also where the employer is the partner."""
    a_partner("Hortus Homes", employer_id=employer.id)
    hires = System(app, a_key(employer)[1])
    assert {flats.gets("hires").status_code, hires.gets("homes").status_code} == {404}
    assert flats.gets("homes").status_code == hires.gets("hires").status_code == 200


def test_a_partner_that_works_with_the_desk_no_more(flats: System, partner: Partner) -> None:
    """Security T09: from the next request on."""
    end_partner(partner, by=SYSTEM, today=today())
    assert flats.gets("homes").status_code == 401
    take_up_partner(partner, by=SYSTEM)
    assert flats.gets("homes").status_code == 200
    partner.offers_homes = False
    assert flats.gets("homes").status_code == 401


def test_the_example_is_answered_as_shown(flats: System) -> None:
    answer = told(flats.posts("homes", json_of(as_text(NEW_HOME)), "one"), 201)
    assert {**answer, "id": str(HOME.id)} == json_of(as_text(HOME))


def json_of(text: str) -> Any:
    return json.loads(text)


def test_every_field_has_a_box_on_the_form(app: Flask) -> None:
    """And each box its field: what somebody can type, a system can send."""
    with app.test_request_context():
        boxes = {field.name for field in HomeForm(formdata=None, meta={"csrf": False})}
    assert boxes - {"version"} == set(NewHome.__struct_fields__) - {"offer"}
    assert set(HomeTold.__struct_fields__) - {"id", "state", "advice"} == boxes - {"version", "agency_fee"}
    assert Label.__args__ == LABELS  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page(visit: Visit, language: str) -> None:
    reader = visit(language=language).opens("api.home_docs")
    reader.sees(reader.says("API for homes"), "openapi.json", "Idempotency-Key", "with_host", reader.says("Rooms"))
    reader.opens("api.docs").follows(reader.says("API for homes")).sees(reader.says("Enter a home, or change it"))
    compile(home_examples("https://desk.example/api/v1")["send_python"], "example", "exec")


def test_a_day_of_another_time(flats: System) -> None:
    """Whatever a date is, the answer is one that is told (no error of ours)."""
    for day in (date.min, date.max):
        assert flats.posts("homes", {**SENT, "starts": day.isoformat()}, day.isoformat()).status_code in (201, 422)


def test_employers_without_homes_have_no_such_key(app: Flask) -> None:
    employer = an_employer("Rijnmond Robotics B.V.")
    assert System(app, a_key(employer)[1]).gets("homes").status_code == 404
