"""A row of a sheet is checked by the rules of the form for one hire: the same sentences for the same cells."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from expatdesk.employer.forms.hires import HireForm
from expatdesk.employer.forms.sheets import rules_of_the_form
from expatdesk.hire_sheets.checking import Checked, check_row
from expatdesk.hire_sheets.rows import hires_in
from expatdesk.hire_sheets.words import CHOICES, TICKS, UNTOUCHED, values_of
from tests.employer.test_hire_form import REFUSED
from tests.hire_sheets.nasty import HEADS, ZOE

ZOES = {
    "reference": "P-1", "given_names": "Zoë", "particle": "van", "family_name": "Übel", "nationality": "Duitsland",
    "email": "zoe@mail.example", "category": "eu", "arrival": "04-01-2027", "stay_months": "24",
    "people_along": "0",
}  # fmt: skip


def check(**cells: str) -> Checked:
    """Zoë's row with these cells."""
    full = {**ZOES, **cells}
    return check_row({key: text for key, text in full.items() if text}, {}, rules_of_the_form(()))


def test_a_row_that_is_right_becomes_a_hire(app: Flask) -> None:
    hire = check(home_kind="huur", home_postcode="2312ks", home_from="1-1-2027").hire
    assert hire is not None
    assert (hire.full_name, hire.nationality, hire.category) == ("Zoë van Übel", "DE", "eu_citizen")
    assert (hire.arrival, hire.home_from, hire.home_postcode) == (date(2027, 1, 4), date(2027, 1, 1), "2312 KS")
    assert (hire.people_expected, hire.home_registration_allowed, hire.language) == (1, True, "en")


# What the form refuses of one box, and a sheet can say in one cell; the rest has words of its own in a sheet.
ONE_BOX = [
    (typed, told)
    for typed, told in REFUSED
    if len(typed) == 1 and not any("-" in box or box in ("only_one_name", "work_at") for box in typed)
    and not any("\\x" in ascii(text) or "BSN" in told or "cannot be seen" in told for text in typed.values())
]  # fmt: skip


@pytest.mark.parametrize(("typed", "told"), ONE_BOX)
def test_what_the_form_refuses_a_sheet_refuses_with_the_same_words(
    app: Flask, typed: dict[str, object], told: str
) -> None:
    cells = {key: str(text) for key, text in typed.items()}
    checked = check(**{"nationality": "India", "category": "hsm", **cells})
    assert checked.hire is None
    assert any(told in str(fault) for fault in checked.faults.values()), checked.faults


def test_most_of_what_the_form_refuses_is_tried() -> None:
    assert len(ONE_BOX) > 12


@pytest.mark.parametrize("key", ["nationality", "category", *(key for key in CHOICES if key not in TICKS)])
def test_words_mean_nothing_that_the_form_does_not_offer(app: Flask, key: str) -> None:
    """A sheet is not asked again whether its values are choices of the form."""
    form = HireForm(MultiDict(), meta={"csrf": False})
    offered = {choice.value for choice in form[key].choices}
    assert set(values_of(key).values()) | {UNTOUCHED[key]} <= offered


def test_faults_stand_at_their_cells(app: Flask) -> None:
    checked = check(email="zoe", arrival="31-2-2027", stay_months="two", nationality="")
    assert set(checked.faults) == {"email", "arrival", "stay_months", "nationality"}


def test_rules_forget_the_row_before(app: Flask) -> None:
    rules = rules_of_the_form(())
    wrong = check_row({**ZOES, "email": "zoe", "home_kind": "huur"}, {}, rules)
    right = check_row(ZOES, {}, rules)
    assert (set(wrong.faults), right.faults) == ({"email", "home_postcode"}, {})
    assert right.hire is not None
    assert right == replace(check(), hire=right.hire)


SAID = {
    "given_names": ("Zoë", "", "Anna  Maria", "x" * 201, "http://a.example", "111222333"),
    "particle": ("", "van", "x" * 41), "family_name": ("Übel", "", "\u202eevil"), "only_one_name": (None, "y"),
    "nationality": ("DE", "IN", "none", ""), "email": ("zoe@mail.example", "zoe", "", "ZOE@mail.example"),
    "mail_language": ("nl", "en"), "category": ("eu_citizen", "researcher", ""),
    "first_working_day-day": ("1", "", "31"), "first_working_day-month": ("2", ""),
    "first_working_day-year": ("2027", "", "2072"), "stay_months": ("24", "many", "", "601"),
    "people_along": ("0", "20", ""), "earlier": ("no", "lived", "bsn"),
    "home_kind": ("none", "rent", "hotel", "temporary"), "home_street": ("", "Hooigracht 1", "x" * 201),
    "home_postcode": ("2312ks", "", "2312"), "home_from-day": ("1", "40"), "home_from-month": ("1", ""),
    "home_from-year": ("2027", ""), "home_registration_allowed": ("yes", "no"), "work_at": ("own", "elsewhere"),
    "work_street": ("", "x" * 201), "work_postcode": ("2333 ZA", "", "Leiden"), "address_form_signed": (None, "y"),
}  # fmt: skip


def test_looking_at_boxes_once_finds_what_the_form_finds(app: Flask) -> None:
    """Each row is looked at by the same rules as before, whatever stood in the rows before it."""
    rules, rng, right = rules_of_the_form(()), Random(4), 0  # noqa: S311
    for _row in range(400):
        # Mostly what is right, or no row ever would be.
        typed = {box: texts[0] if rng.random() < 0.9 else rng.choice(texts) for box, texts in SAID.items()}
        sent = {box: text for box, text in typed.items() if text is not None}
        form, checked = HireForm(MultiDict(sent), meta={"csrf": False}), rules(sent)
        is_right = form.validate()
        right += is_right
        assert checked.faults == {name: errors[0] for name, errors in form.errors.items()}
        assert checked.hire == (form.hire() if is_right else None)
    assert 20 < right < 380


def test_a_cell_that_was_not_kept_says_why(app: Flask) -> None:
    (row,) = hires_in([[list(HEADS), ["P-1", "111222333", *ZOE[2:]]]]).rows
    faults = check_row(row.cells, row.withheld, rules_of_the_form(())).faults
    assert "This looks like a BSN" in str(faults["given_names"])
