"""The Leiden region's file: complete, consistent, and honest about what is not certain."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from expatdesk.region import load_region
from expatdesk.region.loader import region_from
from expatdesk.rules.countries import COUNTRIES
from expatdesk.rules.region import CoverageMode, Region
from expatdesk.rules.terms import is_working_day
from expatdesk.rules.tracks import housing, registration


@pytest.mark.parametrize(
    ("postcode", "name"),
    [
        ("2311 AA", "Leiden"), ("2318 ZZ", "Leiden"), ("2319 AA", None), ("2320 AA", None), ("2324 AA", "Leiden"),
        ("2331 AA", "Leiden"), ("2334 ZZ", "Leiden"), ("2335 AA", None), ("2351 AA", "Leiderdorp"),
        ("2353 AA", "Leiderdorp"), ("2341 AA", "Oegstgeest"), ("2343 AA", "Oegstgeest"),
        ("2251 AA", "Voorschoten"), ("2254 AA", "Voorschoten"), ("2381 AA", "Zoeterwoude"),
        ("2382 AA", "Zoeterwoude"), ("2221 AA", "Katwijk"),
        ("2225 AA", "Katwijk"), ("2231 AA", "Katwijk"), ("2233 AA", None), ("2236 AA", "Katwijk"),
        # PO boxes are no homes; the other Katwijk and the other Valkenburg lie far away.
        ("2300 AA", None), ("2350 AA", None), ("5433 AA", None), ("6301 AA", None), ("1011 AB", None),
    ],
)  # fmt: skip
def test_the_postcode_decides(region: Region, postcode: str, name: str | None) -> None:
    found = region.municipality_of(postcode)
    assert (found.name if found else None) == name


def test_no_area_lies_in_two_municipalities(region: Region) -> None:
    areas = sorted(area for municipality in region.municipalities for area in municipality.postcodes)
    assert all(first <= last for first, last in areas)
    assert all(last < first for (_, last), (first, _) in pairwise(areas))


def test_the_six_municipalities(region: Region) -> None:
    codes = {municipality.code: municipality.name for municipality in region.municipalities}
    assert codes == {
        "0546": "Leiden",
        "0547": "Leiderdorp",
        "0579": "Oegstgeest",
        "0626": "Voorschoten",
        "0638": "Zoeterwoude",
        "0537": "Katwijk",
    }
    assert region.municipality("0579").name == "Oegstgeest"
    with pytest.raises(KeyError):
        region.municipality("0363")


@pytest.mark.parametrize("mode", CoverageMode)
def test_coverage(region: Region, mode: CoverageMode) -> None:
    today = date(2027, 1, 5)
    covered = {each.name for each in region.municipalities if region.covers(each.code, mode, today)}
    assert covered == {"Leiden", "Leiderdorp", "Voorschoten", "Zoeterwoude"}
    assert not region.covers("0546", mode, date(2015, 12, 31))
    assert region.covers("0579", mode, date(2022, 12, 31))
    assert not region.covers("0579", mode, date(2023, 1, 1))


def test_every_coverage_is_of_a_municipality(region: Region) -> None:
    assert {row.municipality for row in region.coverage} <= {each.code for each in region.municipalities}


def test_dated_amounts(region: Region) -> None:
    assert region.amount("thirty_percent_rate", date(2026, 12, 31)).value == 30
    assert region.amount("thirty_percent_rate", date(2027, 1, 1)).value == 27
    assert region.amount("rent_limit_social", date(2024, 7, 1)).value == Decimal("879.66")
    with pytest.raises(LookupError):
        region.amount("rent_limit_social", date(2023, 7, 1))


def test_amounts_of_one_key_do_not_overlap(region: Region) -> None:
    for key in {amount.key for amount in region.amounts}:
        periods = sorted(
            (amount.starts, amount.ends or date.max) for amount in region.amounts if amount.key == key
        )
        assert all(ends < starts for (_, ends), (starts, _) in pairwise(periods))


def test_every_postcode_area_has_a_centre(region: Region) -> None:
    areas = {
        str(area)
        for town in region.municipalities
        for first, last in town.postcodes
        for area in range(first, last + 1)
    }
    assert set(region.cycling.centres) == areas
    assert all(52.1 < north < 52.23 and 4.38 < east < 4.55 for north, east in region.cycling.centres.values())


def test_rents_are_of_a_municipality_and_from_low_to_high(region: Region) -> None:
    codes = {town.code for town in region.municipalities}
    for rent in region.rents:
        assert rent.municipality in codes
        assert 0 < rent.low < rent.high
        assert (rent.source, rent.as_of) > ("", date.min)


def test_every_figure_names_its_source(region: Region) -> None:
    for row in region.amounts:
        assert (row.source, row.as_of) > ("", date.min)
    for tariff in region.tariffs:
        assert (tariff.source, tariff.as_of) > ("", date.min)
    for employer in region.exempt_employers:
        assert (employer.source, employer.as_of) > ("", date.min)
    assert region.countries.source
    offices = [region.desk, *region.contacts.values(), *(each.contact for each in region.municipalities)]
    for office in offices:
        assert office.source
        assert office.as_of
        assert all(getattr(office, name) for name in office.unverified)


def test_what_is_unverified_is_not_sure(region: Region) -> None:
    leiden, leiderdorp = region.municipality("0546").contact, region.municipality("0547").contact
    assert leiden.sure("phone")
    assert leiden.sure("opening_hours")
    assert not leiderdorp.sure("phone")
    assert not leiderdorp.sure("opening_hours")
    assert leiderdorp.sure("website")


def test_texts_are_in_both_languages(region: Region) -> None:
    offices = [region.desk, *region.contacts.values(), *(each.contact for each in region.municipalities)]
    texts = [
        region.name,
        *(text for office in offices for text in (office.name, office.opening_hours, office.closed)),
    ]
    for text in texts:
        assert bool(text.nl) is bool(text.en)
    assert region.name.in_language("nl_NL") == "Leidse regio"
    assert region.name.in_language("en") == "Leiden region"


def test_hours_are_written_as_the_pages_write_them(region: Region) -> None:
    offices = (region.desk, *region.contacts.values(), *(one.contact for one in region.municipalities))
    texts = [words for office in offices for words in (office.opening_hours.nl, office.opening_hours.en) if words]
    assert texts
    assert not [words for words in texts if re.search(r"\d\.\d|(?<!\d)\d:", words)]


def test_the_desk_closes_on_days_that_the_law_does_not_know(region: Region) -> None:
    relief = date(2028, 10, 3)
    closed = region.closed_on(relief)
    assert closed is not None
    assert closed.in_language("nl") == "Leidens Ontzet"
    assert is_working_day(relief, region.extra_holidays)
    assert region.closed_on(date(2027, 12, 27)) is not None
    assert region.closed_on(date(2028, 1, 3)) is None


def test_the_tariff_of_a_day(region: Region) -> None:
    assert region.tariff_on(date(2027, 1, 6)).vat_percent == 21
    # Before the first tariff there was no desk; its first prices serve for what-if plans.
    assert region.tariff_on(date(1999, 1, 1)) == region.tariffs[0]


def test_countries(region: Region) -> None:
    countries = region.countries
    groups = (countries.eu, countries.eea, countries.swiss, countries.apostille, countries.caribbean)
    assert all(group <= COUNTRIES for group in groups)
    assert len(countries.eu) == 27
    assert not countries.eu & countries.apostille
    assert countries.free_movement == countries.eu | {"IS", "LI", "NO", "CH"}


def test_the_rules_and_the_region_agree_on_terms(region: Region) -> None:
    terms = {
        "health_insurance_months": registration.MONTHS_FOR_HEALTH_INSURANCE,
        "thirty_percent_months": registration.MONTHS_FOR_THIRTY_PERCENT,
        "foreign_licence_days": registration.DAYS_ON_FOREIGN_LICENCE,
        "contract_check_working_days": housing.DAYS_TO_CHECK_CONTRACT,
    }
    for key, term in terms.items():
        assert region.amount(key, date(2027, 1, 5)).value == term


def test_a_new_tariff_holds_from_its_first_day(region: Region) -> None:
    first = region.tariffs[0]
    raised = replace(first, starts=date(2027, 7, 1), vat_percent=22)
    changed = replace(region, tariffs=(first, raised))
    assert changed.tariff_on(date(2027, 6, 30)).vat_percent == 21
    assert changed.tariff_on(date(2027, 7, 1)).vat_percent == 22


def test_a_region_is_read_once() -> None:
    assert load_region() is load_region("leiden") or load_region() == load_region("leiden")
    with pytest.raises(FileNotFoundError):
        load_region("atlantis")


def test_a_file_without_its_tables_is_refused() -> None:
    with pytest.raises(KeyError):
        region_from({"key": "nowhere"})
