"""The words of a pack: for every kind of household, in both languages, without harm from what people typed."""

import re
from dataclasses import replace
from datetime import date

import html5lib
import pytest
from flask import Flask

from expatdesk.rules.facts import Category
from expatdesk.rules.plan import Party
from expatdesk.shared.i18n import speaking
from expatdesk.welcome_pack import contacts, dates, labels, names, phrases, visits
from expatdesk.welcome_pack.glossary import WORDS
from expatdesk.welcome_pack.moments import DateKind, Moment
from expatdesk.welcome_pack.printing import pack_html
from tests.welcome_pack.households import (
    EMPLOYER,
    REGION,
    RENTED,
    Case,
    before_the_visit,
    couple,
    half_registered,
    on_two_days,
    one,
    referred,
    six,
)

HOUSEHOLDS = {
    "at work": couple(),
    "six": six(),
    "two days": on_two_days(),
    "half registered": half_registered(),
    "one": one(),
    "expected": before_the_visit(),
    "elsewhere": referred(),
    "no home": before_the_visit().with_facts(home=None, employer=None),
    "form missing": before_the_visit().with_facts(
        home=None, employer=replace(EMPLOYER, address_form_signed=False)
    ),
    "short stay": before_the_visit().with_facts(stay_months=3),
    "registered in May": replace(couple(), today=couple().today.replace(month=5)),
}


def words_of(html: str) -> str:
    """The words of a page, without its style sheet; only tags within a line leave no space behind."""
    without_style = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(
        re.sub(r"<[^>]+>", " ", re.sub(r"</?(?:strong|span|a|em|b)\b[^>]*>", "", without_style)).split()
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_every_household_has_whole_sentences(spoken: Flask, name: str, language: str) -> None:
    html = pack_html(HOUSEHOLDS[name].content(), language)
    words = words_of(html)
    assert html5lib.HTMLParser(strict=True).parse(html) is not None
    assert not re.search(r"None|Undefined|%\(|\bLazyString\b|\{\{", words)
    assert not re.search(r"[a-z]\.[A-Z]| ,| \.(?!\w)|,,|\.\.", words), "a space is missing or one too many"
    assert all(f'lang="{language}"' not in span for span in re.findall(r"<span[^>]*>", html))


def test_nothing_is_said_to_be_seen_that_nobody_ticked(spoken: Flask) -> None:
    case = couple()
    people = tuple(replace(person, originals_seen=False) for person in case.household.people)
    unseen = words_of(pack_html(replace(case, household=replace(case.household, people=people)).content(), "en"))
    assert "Both of you registered." in unseen
    assert "Identity checked." not in unseen
    assert "Originals seen." not in unseen
    seen = words_of(pack_html(case.content(), "en"))
    assert "Identity checked. We saw a passport or identity card of each of you. Your right to" in seen
    assert "Originals seen." in seen


def test_identity_is_said_to_be_checked_only_of_those_who_came(spoken: Flask) -> None:
    words = words_of(pack_html(half_registered().content(), "en"))
    assert "We saw a passport or identity card of Maximiliaan, عائشة and Nguyễn. Your right to stay" in words
    assert "of each of you" not in words


def test_a_cover_welcomes_as_residents_only_who_are_registered(spoken: Flask) -> None:
    half = cover_of(half_registered())
    assert "Registered: Maximiliaan, عائشة and Nguyễn. This pack tells" in half
    assert "residents" not in half
    assert "Registered in" not in half
    whole = cover_of(couple())
    assert "From today you are residents of Leiden. This pack tells" in whole
    assert "Registered in Leiden" in whole


def cover_of(case: Case) -> str:
    """The words of the first page of its pack in English."""
    return words_of(pack_html(case.content(), "en")).partition("Chapter 1")[0]


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("home", [None, RENTED])
def test_every_category_gets_a_pack(spoken: Flask, category: Category, home: object) -> None:
    html = pack_html(before_the_visit().with_facts(category=category, home=home).content(), "en")
    assert "ED-26-0200" in html


def test_what_people_typed_stays_text(spoken: Flask) -> None:
    case = couple()
    rogue = "<script>x</script>\"'&"
    people = tuple(replace(person, full_name=rogue, calling_name=rogue) for person in case.household.people)
    household = replace(case.household, people=people, employer_name=rogue, case_code=rogue)
    html = pack_html(replace(case, household=household).content(), "en")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_address_of_the_plan_is_a_code_a_link_and_a_line_without_a_key(spoken: Flask) -> None:
    html = pack_html(couple().content(), "en")
    assert '<a href="https://expatdesk.example/my-plan">expatdesk.example/my-plan</a>' in html
    assert "<title>QR code for expatdesk.example/my-plan, the page with your plan</title>" in html


@pytest.mark.parametrize(
    ("case", "indexes", "said"),
    [
        (one(), (0,), "You"),
        (couple(), (0, 1), "Both of you"),
        (couple(), (1,), "Sundar"),
        (six(), (0, 1), "Both of you"),
        (six(), (0, 1, 2, 3, 4, 5), "All of you"),
        (six(), (1, 2, 3, 4, 5), "All but Maximiliaan"),
        (six(), (0, 2, 4), "Maximiliaan, Nguyễn and 王小明"),
        (before_the_visit(), (2,), "your child"),
    ],
)
def test_people_are_spoken_to_or_named(spoken: Flask, case: Case, indexes: tuple[int, ...], said: str) -> None:
    with speaking("en"):
        assert names.people(case.household, indexes) == said


@pytest.mark.parametrize(
    ("case", "greeting"),
    [
        (one(), "Sukarno"),
        (couple(), "Meera and Sundar"),
        (before_the_visit(), "Meera and Chloé"),
        (six(), "Maximiliaan, عائشة and children"),
    ],
)
def test_a_cover_greets_a_few_by_name(spoken: Flask, case: Case, greeting: str) -> None:
    with speaking("en"):
        assert names.greeted(case.household) == greeting


def test_a_long_greeting_is_set_smaller() -> None:
    assert names.greeting_size("Welcome to Leiden,", "Meera and Sundar") == "large"
    assert names.greeting_size("Welcome to the Netherlands,", "Meera") == "medium"
    assert names.greeting_size("Welcome to Leiden,", "Tenzing" * 5) == "small"


def test_the_thirty_percent_ruling_takes_two(spoken: Flask) -> None:
    request = Moment("thirty_percent_request", None, DateKind.LAW, Party.EMPLOYER, (0,))
    with speaking("en"):
        assert phrases.who(couple().content(), request) == "LUMC and Meera"
        assert phrases.who(six().content(), request) == "Employer and Maximiliaan"
        assert phrases.who(one().content(), request) == "Employer and you"
    with speaking("nl"):
        assert phrases.who(couple().content(), request) == "LUMC en Meera"


def test_what_lacks_a_firm_source_is_not_printed(spoken: Flask) -> None:
    towns = {town.name: town.contact for town in REGION.municipalities}
    assert contacts.short_phone(towns["Leiden"]) == "+31 71 516 5165"
    assert contacts.short_phone(towns["Leiderdorp"]) == ""
    html = pack_html(one().content(), "en")
    assert "Willem-Alexanderlaan" not in html
    assert "see website" in html


def test_amounts_are_those_of_the_day(spoken: Flask) -> None:
    with speaking("en"):
        assert contacts.percentage(couple().content(), "thirty_percent_rate") == "27\N{NO-BREAK SPACE}%"
        assert contacts.percentage(six().content(), "thirty_percent_rate") == "30\N{NO-BREAK SPACE}%"
        assert contacts.amount(couple().content(), "deposit_months") == "two"
        assert contacts.amount(couple().content(), "foreign_licence_days") == "185"


def test_an_employer_that_ends_with_a_full_stop_ends_the_sentence(spoken: Flask) -> None:
    household = replace(couple().household, employer_name="Morspoort Therapeutics B.V.")
    with speaking("en"):
        assert visits.at_work(household).endswith("registered at Morspoort Therapeutics B.V.")
        assert visits.at_work(couple().household).endswith("registered at LUMC.")


def test_who_signed_them_up_is_why_they_do_not_pay(spoken: Flask) -> None:
    assert "LUMC signed you up, so there is no fee." in words_of(pack_html(couple().content(), "en"))
    assert "Your employer signed you up, and pays." in words_of(pack_html(six().content(), "en"))


def test_certificates_are_counted_in_words(spoken: Flask) -> None:
    (visit,) = couple().content().visits
    with speaking("en"):
        assert (
            visits.certificates(visit.certificates) == "your two birth certificates and your marriage certificate"
        )
    with speaking("nl"):
        assert visits.certificates(visit.certificates) == "uw twee geboorteakten en uw huwelijksakte"


def test_every_kind_of_date_and_every_step_has_its_words() -> None:
    assert set(labels.KINDS) == set(DateKind)
    assert len({word.dutch for word in WORDS}) == len(WORDS) > 40
    assert [word.dutch.lower() for word in WORDS] == sorted(word.dutch.lower() for word in WORDS)


def test_a_date_of_another_year_is_written_out_too(spoken: Flask) -> None:
    with speaking("en"):
        assert dates.dated(date(2027, 1, 15), 2027) == "Friday 15 January"
        assert dates.dated(date(2027, 1, 15), 2026) == "Friday 15 January 2027"
    with speaking("nl"):
        assert dates.dated(date(2027, 1, 15), 2026) == "vrijdag 15 januari 2027"


def test_everybody_is_said_only_to_more_than_one(spoken: Flask) -> None:
    family = before_the_visit()
    alone = replace(family, household=replace(family.household, people=family.household.people[:1]))
    alone = alone.with_facts(people=family.facts.people[:1])
    for case, is_said in ((family, True), (alone, False)):
        words = words_of(pack_html(case.content(), "en"))
        assert ("Everybody comes along" in words, "Everybody who registers" in words) == (is_said, is_said)
