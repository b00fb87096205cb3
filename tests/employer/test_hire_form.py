"""What the form of a hire refuses, and what it takes: the answer is 422 with all that was typed still there."""

from typing import Any

import pytest
from flask import Flask

from expatdesk.cases.actions import Hire
from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.models import Case
from expatdesk.employer.forms.hires import HireForm
from expatdesk.shared.db import session
from tests.employer.hiring import HOME, MEERA, SEE, Typed, types
from tests.visitor import Visitor

NUL, RIGHT_TO_LEFT, ZERO_WIDTH = "\0", "\u202e", "\u200b"
IN_ENGLISH = {"Accept-Language": "en"}
REFUSED: list[tuple[Typed, str]] = [
    ({"given_names": "", "family_name": ""}, "Type the name as it stands in the passport."),
    ({"given_names": ""}, "Type the given names, or say that this person has only one name."),
    ({"family_name": ""}, "Type the family name, or say that this person has only one name."),
    ({"only_one_name": "y"}, "You ticked that there is only one name."),
    ({"given_names": f"Mee{ZERO_WIDTH}ra"}, "a character that cannot be seen"),
    ({"family_name": f"{RIGHT_TO_LEFT}nahtanuhgaR"}, "a character that cannot be seen"),
    ({"family_name": f"Raghu{NUL}nathan"}, "a character that cannot be seen"),
    ({"given_names": "M" * 201}, "at most 200 characters fit"),
    ({"family_name": "Look at www.evil.example"}, "This is no name."),
    ({"given_names": "BSN 111222333"}, "This looks like a BSN"),
    ({"particle": "111.222.333"}, "This looks like a BSN"),
    ({**HOME, "home_street": "Hooigracht 111222333"}, "This looks like a BSN"),
    ({"email": ""}, "Type the e-mail address of the new hire."),
    ({"email": "meera"}, "This is no e-mail address."),
    ({"email": "meera@mail.example\r\nBcc: all@mail.example"}, "a character that cannot be seen"),
    ({"email": "a" * 250 + "@mail.example"}, "at most 254 characters fit"),
    ({"nationality": ""}, "Choose the nationality."),
    ({"category": ""}, "Choose as what they come."),
    ({"category": "eu_citizen"}, "none of the EU, the EEA or Switzerland"),
    ({"stay_months": ""}, "Type how many months they stay."),
    ({"stay_months": 0}, "Type a number from 1 to 600."),
    ({"stay_months": "two"}, "Type a whole number in figures."),
    ({"stay_months": "٢٤"}, "Type a whole number in figures."),
    ({"people_along": 20}, "Type a number from 0 to 19."),
    ({"people_along": ""}, "Type how many people come along, or 0."),
    ({"arrival-day": 31, "arrival-month": 2}, "This day does not exist."),
    ({"arrival-month": 13}, "This day does not exist."),
    ({"arrival-day": ""}, "Fill in the day, the month and the year."),
    ({"arrival-year": "27"}, "Write the year in four figures"),
    ({"arrival-year": "2072"}, "Check the year"),
    ({"first_working_day-year": "1927"}, "Check the year"),
    ({"first_working_day-month": "Jan"}, "Use figures only"),
    ({**HOME, "home_postcode": ""}, "Type the postcode of the home."),
    ({**HOME, "home_postcode": "0312 KS"}, "This is no Dutch postcode."),
    ({**HOME, "home_postcode": "2312 SS"}, "This is no Dutch postcode."),
    ({"work_at": "elsewhere"}, "Type the postcode of the work."),
]


def hire_typed(app: Flask, **typed: Any) -> Hire:
    """What the form makes of Meera's data and these."""
    with app.test_request_context(method="POST", data={**MEERA, **typed}, headers=IN_ENGLISH):
        form = HireForm(meta={"csrf": False})
        assert form.validate(), form.errors
        return form.hire()


@pytest.mark.parametrize(("typed", "told"), REFUSED)
def test_what_cannot_be_right_is_refused_with_a_hint(app: Flask, typed: Typed, told: str) -> None:
    with app.test_request_context(method="POST", data={**MEERA, **typed}, headers=IN_ENGLISH):
        form = HireForm(meta={"csrf": False})
        assert not form.validate()
        assert told in str([str(error) for errors in form.errors.values() for error in errors])


@pytest.mark.parametrize("typed", [{"email": "meera"}, {"family_name": f"Raghu{NUL}nathan"}])
def test_what_is_refused_is_not_kept(hr: Visitor, typed: Typed) -> None:
    types(hr, refused=422, **typed).sees("Something is not right yet")
    assert hr.page.title.startswith("Error: ")
    assert (session.query(HireDraft).count(), session.query(Case).count()) == (0, 0)


def test_errors_are_told_in_the_order_of_the_page(hr: Visitor) -> None:
    types(
        hr, refused=422, given_names="", family_name="", nationality="", email="", people_along="", stay_months=""
    )
    summary = next(e for e in hr.page.all("div") if e.get("id") == "error-summary")
    boxes = [e.get("id") for e in hr.page.all("input", "select")]
    places = [boxes.index(link.get("href", "").removeprefix("#")) for link in summary.iter("a")]
    assert len(places) == 5
    assert places == sorted(places)


def test_what_was_typed_is_still_there_beside_the_error(hr: Visitor) -> None:
    types(hr, refused=422, given_names="Şebnem", email="sebnem", **{"arrival-month": 13})
    form, _ = hr.page.form_with(SEE)
    again = form.values()
    assert (again["given_names"], again["email"], again["arrival-month"]) == (["Şebnem"], ["sebnem"], ["13"])
    assert (again["stay_months"], again["nationality"]) == (["24"], ["IN"])


def test_the_summary_leads_to_the_field(hr: Visitor) -> None:
    types(hr, refused=422, email="", **{"arrival-month": 13})
    assert hr.page.link("Type the e-mail address of the new hire.") == "#email"
    assert hr.page.link("This day does not exist. Check the day and the month.") == "#arrival-day"


NAMES = [
    ("", "", "Nurhayati", True),
    ("Sundar", "", "", True),
    ("José Ángel", "", "Etxeberria Goikoetxea", False),
    ("Aleida", "van der", "Merwe-Schimmelpenninck", False),
    ("Siobhán", "", "Ní Bhraonáin O’Shea", False),
    ("李", "", "小龙", False),
    ("محمد", "", "می\u200cخواهم", False),
    ("Nguyễn", "", "Thị Ngọc Ánh", False),
]


@pytest.mark.parametrize(("given", "particle", "family", "only_one"), NAMES)
def test_names_of_every_kind_are_taken_as_they_are(
    app: Flask, given: str, particle: str, family: str, *, only_one: bool
) -> None:
    """No dash and no 'unknown' is made up for a name that is not there (security T42)."""
    names = {"given_names": given, "particle": particle, "family_name": family}
    hire = hire_typed(app, **names, **({"only_one_name": "y"} if only_one else {}))
    assert (hire.given_names, hire.particle, hire.family_name) == (given, particle, family)


def test_a_person_with_one_name_goes_all_the_way(hr: Visitor) -> None:
    types(hr, given_names="", family_name="Nurhayati", only_one_name=True).presses("Send")
    hr.sees("Nurhayati is signed up")
    case = session.query(Case).one()
    assert (case.title, case.principal.calling_name) == ("Nurhayati", "Nurhayati")


def test_a_decomposed_name_is_stored_composed(app: Flask) -> None:
    assert hire_typed(app, given_names="Jose\u0301").given_names == "José"


def test_spaces_of_every_kind_become_one(app: Flask) -> None:
    assert hire_typed(app, given_names="  José \u00a0 Ángel ").given_names == "José Ángel"


def test_html_in_a_refused_form_stays_text(hr: Visitor) -> None:
    """Security T23."""
    types(hr, refused=422, given_names="<script>alert(1)</script>", email="<b>x</b>")
    assert "<script>alert" not in hr.page.html
    assert "<b>x" not in hr.page.html


@pytest.mark.parametrize("typed", ["2312ks", "2312 ks", " 2312  KS "])
def test_a_postcode_is_kept_in_one_form(app: Flask, typed: str) -> None:
    assert hire_typed(app, **{**HOME, "home_postcode": typed}).home_postcode == "2312 KS"


def test_an_address_that_is_not_asked_for_does_not_count(app: Flask) -> None:
    """Boxes that step back without a script may hold anything."""
    nonsense = {"home_postcode": "x", "home_from-day": "99", "work_postcode": "y"}
    hire = hire_typed(app, home_kind="none", work_at="own", **nonsense)
    assert (hire.home_kind, hire.home_postcode, hire.work_postcode, hire.home_from) == (None, None, None, None)


def test_a_hotel_is_no_address_to_register_at(app: Flask) -> None:
    hire = hire_typed(app, home_kind="hotel", home_registration_allowed="yes")
    assert (hire.home_kind, hire.home_registration_allowed) == ("hotel", None)


def test_somebody_may_have_no_nationality(app: Flask) -> None:
    assert hire_typed(app, nationality="none").nationality == ""


def test_an_eu_citizen_may_be_swiss(app: Flask) -> None:
    assert hire_typed(app, category="eu_citizen", nationality="CH").category == "eu_citizen"


def test_the_address_in_another_alphabet_becomes_one_that_every_server_takes(app: Flask) -> None:
    assert hire_typed(app, email="meera@müller.example").email == "meera@xn--mller-kva.example"


def test_fields_that_no_form_has_are_never_stored(hr: Visitor) -> None:
    """Mass assignment (security T06)."""
    sneaked = {
        "employer_id": "00000000-0000-0000-0000-000000000001", "version": "99", "state": "closed",
        "code": "LE-MINE", "municipality": "0537", "officer_name": "Me", "fee_exempt": "1", "id": "1",
    }  # fmt: skip
    answer = hr.opens("employer.new_hire").posts("employer.new_hire", {**MEERA, **sneaked})
    draft_id = answer.location.split("/")[-2]
    hr.posts("employer.send_hire", sneaked, draft_id=draft_id)
    case = session.query(Case).one()
    assert (case.state, case.officer_name, case.municipality) == ("open", None, "0546")
    assert case.code != "LE-MINE"
    assert case.employer is not None
    assert (case.employer.name, case.employer.fee_exempt) == ("Hortus Instruments B.V.", False)
    assert not sneaked.keys() & session.query(HireDraft).one().typed.keys()
