"""Reading a facts file: what is right is read as it stands, what is wrong is named."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.cases.fact_file import FactsInvalid, facts_from_json
from expatdesk.rules.facts import Category, Facts, HomeKind, MaritalStatus, PartialDate, Wants
from tests.cases.fact_files import EXAMPLE, MISSING, file_with
from tests.rules import households


def test_the_example_is_read_as_it_stands() -> None:
    expected = households.household(completed={"papers_handed_in": date(2026, 12, 20)})
    assert facts_from_json(file_with()) == expected


@pytest.mark.parametrize("key", ["arrival", "first_working_day", "home", "employer", "appointment"])
def test_what_may_be_unknown(key: str) -> None:
    assert getattr(facts_from_json(file_with(key, None)), key) is None
    assert getattr(facts_from_json(file_with(key, MISSING)), key) is None


@pytest.mark.parametrize("key", ["comes_from", "birth_certificate", "marital_status", "driving_licence"])
def test_what_may_be_unknown_of_a_person(key: str) -> None:
    assert getattr(facts_from_json(file_with(f"people.0.{key}", None)).people[0], key) is None
    assert getattr(facts_from_json(file_with(f"people.0.{key}", MISSING)).people[0], key) is None


def test_what_is_not_named_is_not_wanted() -> None:
    assert facts_from_json(file_with("wants", MISSING)).wants == Wants()
    assert facts_from_json(file_with("wants", {"social": True})).wants == Wants(social=True)
    assert facts_from_json(file_with("completed", MISSING)).completed == {}


@pytest.mark.parametrize(
    ("path", "value", "read"),
    [
        ("appointment", "2027-01-06", date(2027, 1, 6)),
        ("appointment", "2027-01-06T23:30", date(2027, 1, 6)),
        ("appointment", "2027-01-06 10:30:00", date(2027, 1, 6)),
        ("stay_months", 1, 1),
        ("arrival", "2028-02-29", date(2028, 2, 29)),
    ],
)
def test_other_right_values(path: str, value: object, read: object) -> None:
    assert getattr(facts_from_json(file_with(path, value)), path) == read


def test_a_date_of_birth_may_be_unknown_altogether() -> None:
    facts = facts_from_json(file_with("people.0.born", "0000-00-00"))
    assert (facts.people[0].born, str(facts.people[0].born)) == (PartialDate(), "0000-00-00")


def test_kosovo_is_a_country_as_the_brp_knows_it() -> None:
    person = facts_from_json(file_with("people.0.comes_from", "XK")).people[0]
    assert person.comes_from == "XK"


@pytest.mark.parametrize("category", Category)
def test_every_category(category: Category) -> None:
    assert facts_from_json(file_with("category", category.value)).category is category


@pytest.mark.parametrize("kind", HomeKind)
def test_every_kind_of_home(kind: HomeKind) -> None:
    home = facts_from_json(file_with("home.kind", kind.value)).home
    assert home is not None
    assert home.kind is kind


@pytest.mark.parametrize("status", MaritalStatus)
def test_every_marital_status(status: MaritalStatus) -> None:
    facts = facts_from_json(file_with("people.1.marital_status", status.value))
    assert facts.people[1].marital_status is status


def test_postcodes_are_written_alike() -> None:
    home = facts_from_json(file_with("home.postcode", "2312AB")).home
    assert home is not None
    assert home.postcode == "2312 AB"


def test_steps_that_are_done_for_a_person() -> None:
    done = {"digid:1": "2027-02-01", "bsn_issued:0": "2027-01-06", "intake": "2026-12-01"}
    assert facts_from_json(file_with("completed", done)).completed["digid:1"] == date(2027, 2, 1)


CHILD = {"role": "child", "born": "2020-01-01", "nationalities": []}

WRONG: list[tuple[str, object, str]] = [
    # unknown keys
    ("colour", "red", "colour"),
    ("home.street", "Breestraat", "home.street"),
    ("earlier.visa", True, "earlier.visa"),
    ("wants.tea", True, "wants.tea"),
    ("employer.name", "LUMC", "employer.name"),
    ("people.1.name", "Sundar", "people[1].name"),
    ("people.0.birth_certificate.city", "Chennai", "people[0].birth_certificate.city"),
    # missing keys
    ("category", MISSING, "category"),
    ("stay_months", MISSING, "stay_months"),
    ("submitted", MISSING, "submitted"),
    ("people", MISSING, "people"),
    ("earlier", MISSING, "earlier"),
    ("home.kind", MISSING, "home.kind"),
    ("people.0.born", MISSING, "people[0].born"),
    ("people.1.role", MISSING, "people[1].role"),
    ("people.1.nationalities", MISSING, "people[1].nationalities"),
    # wrong types
    ("category", 7, "category"),
    ("category", None, "category"),
    ("category", ["student"], "category"),
    ("stay_months", True, "stay_months"),
    ("stay_months", 24.0, "stay_months"),
    ("stay_months", "24", "stay_months"),
    ("stay_months", None, "stay_months"),
    ("submitted", None, "submitted"),
    ("arrival", 20270104, "arrival"),
    ("arrival", {}, "arrival"),
    ("earlier", None, "earlier"),
    ("earlier", [], "earlier"),
    ("earlier.has_bsn", 1, "earlier.has_bsn"),
    ("earlier.has_bsn", None, "earlier.has_bsn"),
    ("home", "Leiden", "home"),
    ("home.registration_allowed", "yes", "home.registration_allowed"),
    ("home.registration_allowed", 0, "home.registration_allowed"),
    ("employer", True, "employer"),
    ("employer.recognised_sponsor", "true", "employer.recognised_sponsor"),
    ("wants.social", 1, "wants.social"),
    ("people", {}, "people"),
    ("people.0", "Meera", "people[0]"),
    ("people.0.nationalities", "IN", "people[0].nationalities"),
    ("people.0.nationalities", [None], "people[0].nationalities[0]"),
    ("people.0.birth_certificate", "IN", "people[0].birth_certificate"),
    ("completed", [], "completed"),
    # values out of range
    ("stay_months", 0, "stay_months"),
    ("stay_months", -4, "stay_months"),
    ("category", "pensioner", "category"),
    ("category", "STUDENT", "category"),
    ("home.kind", "boat", "home.kind"),
    ("people.0.role", "grandmother", "people[0].role"),
    ("people.0.marital_status", "engaged", "people[0].marital_status"),
    # dates
    ("arrival", "2027-02-29", "arrival"),
    ("arrival", "2027-13-01", "arrival"),
    ("arrival", "2027-1-4", "arrival"),
    ("arrival", "20270104", "arrival"),
    ("arrival", "2027-W01-1", "arrival"),
    ("arrival", "04-01-2027", "arrival"),
    ("arrival", "2027-01-04T10:00", "arrival"),
    ("arrival", "9999-12-31", "arrival"),
    ("arrival", "0001-01-01", "arrival"),
    ("arrival", "٢٠٢٧-01-04", "arrival"),
    ("arrival", "", "arrival"),
    ("submitted", "2026-11-31", "submitted"),
    ("home.from", "soon", "home.from"),
    ("appointment", "2027-01-06T25:00", "appointment"),
    ("appointment", "2027-01-06T10:30+01:00", "appointment"),
    ("appointment", "2027-02-30T10:30", "appointment"),
    ("people.0.born", "1991-02-30", "people[0].born"),
    ("people.0.born", "1991-00-07", "people[0].born"),
    ("people.0.born", "0000-02-00", "people[0].born"),
    ("people.0.born", "1991", "people[0].born"),
    ("completed.papers_handed_in", "yesterday", "completed.papers_handed_in"),
    ("completed.papers_handed_in", None, "completed.papers_handed_in"),
    # countries, languages, postcodes
    ("people.0.nationalities", ["XX"], "people[0].nationalities[0]"),
    ("people.0.nationalities", ["IN", "in"], "people[0].nationalities[1]"),
    ("people.0.comes_from", "IND", "people[0].comes_from"),
    ("people.0.driving_licence", "EU", "people[0].driving_licence"),
    ("people.0.birth_certificate.country", "ZZ", "people[0].birth_certificate.country"),
    ("people.0.birth_certificate.language", "English", "people[0].birth_certificate.language"),
    ("home.postcode", "2312", "home.postcode"),
    ("home.postcode", "0312 AB", "home.postcode"),
    ("home.postcode", "2312 SS", "home.postcode"),
    ("home.postcode", "2312  AB", "home.postcode"),
    ("home.postcode", "2312 AB\n", "home.postcode"),
    ("employer.postcode", None, "employer.postcode"),
    # the household
    ("people", [], "people"),
    ("people", [CHILD], "people"),
    ("people", [EXAMPLE["people"][0]] * 2, "people"),
    ("people", [*EXAMPLE["people"], EXAMPLE["people"][1]], "people"),
    # steps
    ("completed", {"tea": "2027-01-06"}, "completed.tea"),
    ("completed", {"digid": "2027-01-06"}, "completed.digid"),
    ("completed", {"digid:2": "2027-01-06"}, "completed.digid:2"),
    ("completed", {"digid:-1": "2027-01-06"}, "completed.digid:-1"),
    ("completed", {"digid:01": "2027-01-06"}, "completed.digid:01"),
    ("completed", {"digid:": "2027-01-06"}, "completed.digid:"),
    ("completed", {"intake:0": "2027-01-06"}, "completed.intake:0"),
    ("completed", {"intake:": "2027-01-06"}, "completed.intake:"),
    ("completed", {"": "2027-01-06"}, "completed."),
]


@pytest.mark.parametrize(("path", "value", "field"), WRONG)
def test_what_is_wrong_is_named(path: str, value: object, field: str) -> None:
    with pytest.raises(FactsInvalid) as refused:
        facts_from_json(file_with(path, value))
    assert refused.value.field == field
    assert str(refused.value) == f"{field}: {refused.value.message}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"facts"',
        "[" * 100_000,
        '{"stay_months": ' + "9" * 5000 + "}",
        "NaN",
        "{'a': 1}",
    ],
)
def test_what_is_no_facts_file_at_all(text: str) -> None:
    with pytest.raises(FactsInvalid):
        facts_from_json(text)


def test_a_key_that_stands_there_twice() -> None:
    twice = file_with().replace('"stay_months": 24', '"stay_months": 24, "stay_months": 3')
    with pytest.raises(FactsInvalid, match="stay_months"):
        facts_from_json(twice)


def test_a_mark_of_byte_order_is_no_fault() -> None:
    assert isinstance(facts_from_json("\ufeff" + file_with()), Facts)


@pytest.mark.parametrize("key", ["a\nb", "\ud800", "x" * 5000, "tab\t"])
def test_the_fault_fits_one_line_whatever_the_key(key: str) -> None:
    with pytest.raises(FactsInvalid) as refused:
        facts_from_json(json.dumps({**EXAMPLE, key: 1}))
    line = str(refused.value)
    assert len(line.splitlines()) == 1
    assert len(line) < 200
    assert line.encode()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
PATHS = [
    *EXAMPLE, *(f"home.{key}" for key in EXAMPLE["home"]), *(f"people.0.{key}" for key in EXAMPLE["people"][0]),
    *(f"employer.{key}" for key in EXAMPLE["employer"]), "completed.intake", "people.0.birth_certificate.country",
]  # fmt: skip


def refusal_of(text: str) -> FactsInvalid | None:
    try:
        facts = facts_from_json(text)
    except FactsInvalid as refused:
        return refused
    households.plan_of(facts)
    return None


@given(path=st.sampled_from(PATHS), value=json_values)
def test_any_value_is_either_read_or_refused_by_name(path: str, value: object) -> None:
    refused = refusal_of(file_with(path, value))
    if refused is not None:
        assert refused.field.startswith(path.partition(".")[0])
        assert len(str(refused).splitlines()) == 1
