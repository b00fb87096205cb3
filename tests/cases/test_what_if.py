"""The plan of a facts file, as JSON and as a page of text, in both languages."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

import config
from expatdesk.cases import what_if
from expatdesk.rules.region import Region
from expatdesk.shared import i18n
from tests.cases.fact_files import EXAMPLE, file_with

TODAY = date(2027, 1, 5)


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    """The catalogues alone: a what-if plan needs no database."""
    app = Flask("expatdesk")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(config.ROOT / "translations")
    i18n.install(app)
    with app.app_context():
        yield


def answer(region: Region, text: str, language: str = "en") -> dict[str, Any]:
    found = what_if.run(text, region=region, today=TODAY, language=language, output="json")
    parsed: dict[str, Any] = json.loads(found)
    return parsed


def step(plan: dict[str, Any], key: str, person: int | None = None) -> dict[str, Any]:
    found: list[dict[str, Any]] = [
        each for each in plan["steps"] if each["key"] == key and each["person"] == person
    ]
    assert len(found) == 1
    return found[0]


def test_the_shape_of_the_answer(region: Region) -> None:
    plan = answer(region, file_with())
    assert list(plan) == ["route", "steps", "papers", "fee"]
    assert plan["route"] == {"to": "desk", "reason": "covered_home", "municipality": "0546"}
    for each in plan["steps"]:
        assert list(each) == [
            "key", "person", "track", "party", "state", "due", "due_kind", "source", "waits_for", "done_on",
            "title", "why",
        ]  # fmt: skip
        assert each["title"]
        assert each["why"]
        assert each["source"]
    for paper in plan["papers"]:
        assert list(paper) == ["person", "paper", "why", "checks"]
        assert paper["checks"]
    assert list(plan["fee"]) == ["lines", "total_excl_cents", "vat_cents", "total_incl_cents"]


def test_the_values_of_the_answer(region: Region) -> None:
    plan = answer(region, file_with())
    assert step(plan, "papers_handed_in")["done_on"] == "2026-12-20"
    registration = step(plan, "brp_registration", 0)
    assert registration["due"] == "2027-01-11"
    assert registration["due_kind"] == "statutory"
    assert registration["state"] == "waiting"
    assert registration["waits_for"] == ["visit_booked", "papers_checked", "residence_right:0"]
    assert "2.38" in registration["source"]
    assert step(plan, "intake")["due_kind"] is None
    assert (plan["fee"]["total_excl_cents"], plan["fee"]["total_incl_cents"]) == (7500, 9075)
    assert plan["papers"][1]["paper"] == "birth_certificate"
    assert "apostille" in plan["papers"][1]["checks"]


def test_a_step_waits_only_for_steps_of_the_same_answer(region: Region) -> None:
    for change in ({"stay_months": 3}, {"home": None}, {"category": "student"}):
        plan = answer(region, json.dumps({**EXAMPLE, **change}))
        ids = {
            each["key"] if each["person"] is None else f"{each['key']}:{each['person']}" for each in plan["steps"]
        }
        assert all(set(each["waits_for"]) <= ids for each in plan["steps"])


def test_words_come_in_the_language_asked_for_and_values_do_not_change(region: Region) -> None:
    english, dutch = (answer(region, file_with(), language) for language in ("en", "nl"))
    assert step(english, "intake")["title"] == "Answer our questions"
    for one, other in zip(english["steps"], dutch["steps"], strict=True):
        assert one["title"] != other["title"] or one["key"] == "digid"
        assert one["why"] != other["why"]
        assert {**one, "title": "", "why": "", "source": ""} == {**other, "title": "", "why": "", "source": ""}
    assert english["fee"] == dutch["fee"]


def test_a_referral_says_where_to_go(region: Region) -> None:
    assert step(answer(region, file_with("stay_months", 3)), "referral")["title"] == "Register at an RNI desk"
    student = answer(region, file_with("category", "student"))
    assert step(student, "referral")["title"] == "Register at your town hall"
    homeless = answer(region, file_with("home", None))
    assert "where you stay" in step(homeless, "referral")["title"]


def test_what_is_wrong_is_said_in_the_language_asked_for(region: Region) -> None:
    with pytest.raises(what_if.FactsInvalid) as english:
        answer(region, file_with("stay_months", 0), "en")
    with pytest.raises(what_if.FactsInvalid) as dutch:
        answer(region, file_with("stay_months", 0), "nl")
    assert english.value.field == dutch.value.field == "stay_months"
    assert str(english.value) == "stay_months: must be 1 or more"
    assert english.value.message != dutch.value.message


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("change", [{}, {"stay_months": 3}, {"home": None}, {"people": EXAMPLE["people"][:1]}])
def test_the_page_of_text_tells_the_same(region: Region, language: str, change: dict[str, Any]) -> None:
    text = json.dumps({**EXAMPLE, **change})
    page = what_if.run(text, region=region, today=TODAY, language=language, output="text")
    for each in answer(region, text, language)["steps"]:
        assert each["title"] in page
    assert "%(" not in page
    assert "None" not in page


def test_the_page_of_text_in_english(region: Region) -> None:
    page = what_if.run(file_with(), region=region, today=TODAY, language="en", output="text")
    assert "This home lies in Leiden, and the desk registers newcomers there." in page
    assert "[x] Hand in your papers" in page
    assert "[ ] Book your visit" in page
    assert "by Monday 11 January 2027, by law" in page
    assert "The municipality registers you: Partner (1)" in page
    assert "The visit costs €90.75 with VAT." in page


def test_a_visit_waits_for_the_day_of_arrival(region: Region) -> None:
    text = json.dumps({**EXAMPLE, "arrival": None})
    page = what_if.run(text, region=region, today=TODAY, language="en", output="text")
    assert "as soon as the day of arrival is known" in page
