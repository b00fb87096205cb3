"""What the cells of a sheet mean, in Dutch and English, as people and programs write it."""

import pytest
from flask import Flask

from expatdesk.cases.labels import CATEGORIES_OF_HIRES
from expatdesk.hire_sheets.columns import as_head
from expatdesk.hire_sheets.words import day_parts, meanings_of, typed_of
from expatdesk.shared.countries import CODES
from expatdesk.shared.i18n import speaking
from expatdesk.shared.nationalities import nationality_words

DATES = [
    "04-01-2027", "4-1-2027", "4/1/2027", "4.1.2027", "04 01 2027", "2027-01-04", "2027/1/4",
    "2027-01-04T00:00:00", "2027-01-04 00:00",
    "4 januari 2027", "4 jan 2027", "4 jan. 2027", "4-jan-2027", "4 January 2027", "46391",
]  # fmt: skip


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_read_as_the_dutch_and_iso_write_it(text: str) -> None:
    parts = day_parts(text)
    assert parts is not None
    assert tuple(map(int, parts)) == (4, 1, 2027)


@pytest.mark.parametrize("text", ["mei", "4", "January 4, 2027", "zsm", "4-foo-2027", "12345", "2027", "n.t.b."])
def test_what_is_no_date_is_said_to_be_none(app: Flask, text: str) -> None:
    _typed, faults = typed_of({"reference": "1", "arrival": text})
    assert "We cannot read this date" in str(faults["arrival"])


def test_a_year_in_two_figures_is_left_to_the_rules() -> None:
    assert day_parts("4-1-27") == ("4", "1", "27")


MEANINGS = [
    ("nationality", "Duitsland", "DE"), ("nationality", "germany", "DE"), ("nationality", "DE", "DE"),
    ("nationality", "DEU", "DE"), ("nationality", "Türkei".replace("ei", "iye"), "TR"),
    ("nationality", "staatloos", "none"), ("nationality", "Zuid-Korea", "KR"), ("nationality", "Oekraïne", "UA"),
    ("nationality", "Indiase", "IN"), ("nationality", "Indian", "IN"), ("nationality", "chinees", "CN"),
    ("nationality", "Duits", "DE"), ("nationality", "Turkey", "TR"), ("nationality", "UK", "GB"),
    ("nationality", "VK", "GB"), ("nationality", "VS", "US"),
    ("category", "Kennismigrant", "highly_skilled_migrant"), ("category", "researcher", "researcher"),
    ("category", "EU Blue Card holder", "eu_blue_card"), ("category", "HSM", "highly_skilled_migrant"),
    ("mail_language", "Nederlands", "nl"), ("mail_language", "EN", "en"), ("earlier", "Nee", "no"),
    ("earlier", "RNI", "bsn"), ("home_kind", "Huur", "rent"), ("home_kind", "airbnb", "hotel"),
    ("home_registration_allowed", "JA", "yes"), ("home_registration_allowed", "n", "no"),
    ("address_form_signed", "x", "y"), ("stay_months", "24.0", "24"), ("stay_months", "24,00", "24"),
    ("stay_months", "onbepaalde tijd", "60"), ("people_along", "0", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "text", "value"), MEANINGS)
def test_words_become_what_the_form_knows(app: Flask, key: str, text: str, value: str) -> None:
    typed, faults = typed_of({"reference": "1", key: text})
    assert (typed[key], faults) == (value, {})


def test_no_word_is_said_of_two_countries() -> None:
    """Whoever is from one of two Congos would be taken for somebody of the other one."""
    meant: dict[str, set[str]] = {}
    for code, word in meanings_of("nationality"):
        meant.setdefault(as_head(word), set()).add(code)
    assert len(meant) > 1000
    assert {word: codes for word, codes in meant.items() if len(codes) > 1} == {}


def test_the_people_of_every_country_have_a_word() -> None:
    """But of the two Dominican ones, who share it."""
    assert set(CODES.split()) - {code for code, _word in nationality_words()} == {"DM", "DO"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_category_is_known_by_its_label(app: Flask, language: str) -> None:
    with speaking(language):
        for key, label in CATEGORIES_OF_HIRES.items():
            assert typed_of({"reference": "1", "category": str(label)})[0]["category"] == key


def test_a_tick_that_says_no_is_none(app: Flask) -> None:
    assert "address_form_signed" not in typed_of({"address_form_signed": "nee"})[0]


def test_a_word_with_a_slip_is_asked_about(app: Flask) -> None:
    _typed, faults = typed_of({"reference": "1", "nationality": "Duitslnd", "category": "boss"})
    assert str(faults["nationality"]) == "We do not know “Duitslnd”. Do you mean “Duitsland”?"
    assert str(faults["category"]) == "We do not know “boss”. Our example as XLSX lists what you can fill in here."


def test_what_is_left_open_is_as_in_the_form_that_nobody_touched(app: Flask) -> None:
    typed, _faults = typed_of({})
    assert typed == {
        "nationality": "", "category": "",
        "mail_language": "en", "earlier": "no", "home_kind": "none", "home_registration_allowed": "yes",
        "work_at": "own",
    }  # fmt: skip


def test_an_address_of_work_is_another_one_than_the_employers_own(app: Flask) -> None:
    assert typed_of({"work_postcode": "2333 ZA"})[0]["work_at"] == "elsewhere"


def test_a_home_without_its_kind_is_asked_about(app: Flask) -> None:
    _typed, faults = typed_of({"reference": "1", "home_postcode": "2312 KS"})
    assert "Fill in what kind of home it is." in str(faults["home_kind"])


@pytest.mark.parametrize(("reference", "told"), [("", "a number of your own"), ("1" * 41, "at most 40")])
def test_each_hire_has_a_reference_of_its_own(app: Flask, reference: str, told: str) -> None:
    _typed, faults = typed_of({"reference": reference} if reference else {})
    assert told in str(faults["reference"])
