"""What the machine tells of a paper before anybody looks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.region import load_region
from expatdesk.rules.acceptance import (
    ANSWERED_BY,
    Answer,
    AnswerWhy,
    PaperSays,
    Verdict,
    answers_for,
    fields_to_read,
    good_until,
    runs_out_before_visit,
)
from expatdesk.rules.facts import Certificate, Facts
from expatdesk.rules.plan import Paper, PaperCheck, PaperKey
from expatdesk.rules.terms import add_months
from tests.rules.households import (
    A_HOME,
    AN_EMPLOYER,
    KATWIJK,
    LEIDEN,
    PRINCIPAL,
    TODAY,
    household,
    on_employer_address,
    plan_of,
)
from tests.rules.strategies import facts as any_facts

REGION = load_region("leiden")
VISIT = date(2027, 2, 10)
maybe_day = st.none() | st.dates(date(2025, 1, 1), date(2029, 12, 31))
anything_read = st.builds(
    PaperSays,
    issued_on=maybe_day,
    language=st.none() | st.sampled_from(["nl", "en", "it", "zh"]),
    legalised_on=maybe_day,
    translated_on=maybe_day,
    valid_until=maybe_day,
    starts_on=maybe_day,
)


def the_paper(facts: Facts, key: PaperKey) -> Paper:
    return next(one for one in plan_of(facts).papers if one.key is key)


def answer(facts: Facts, key: PaperKey, check: PaperCheck, **read: object) -> tuple[Verdict, AnswerWhy]:
    says = PaperSays(**read)  # type: ignore[arg-type]
    found = answers_for(the_paper(facts, key), says, facts, REGION, TODAY)
    return next((one.verdict, one.why) for one in found if one.check is check)


def born_with(country: str, language: str, *, visit: date | None = VISIT) -> Facts:
    born = replace(PRINCIPAL, birth_certificate=Certificate(country, language))
    return household(people=(born,), appointment=visit)


def test_every_check_has_its_answer() -> None:
    assert set(ANSWERED_BY) == set(PaperCheck)


@pytest.mark.parametrize(
    ("starts", "visit", "expected"),
    [
        (date(2027, 2, 10), VISIT, Verdict.FINE),
        (date(2027, 2, 11), VISIT, Verdict.DOUBT),
        # As long as no visit is booked, it can be put on a day after the start.
        (date(2027, 2, 11), None, Verdict.UNKNOWN),
        (None, VISIT, Verdict.UNKNOWN),
    ],
)
def test_a_lease_that_starts_after_the_visit_is_seen_before_anybody_looks(
    starts: date | None, visit: date | None, expected: Verdict
) -> None:
    facts = household(home=replace(A_HOME, starts=starts), appointment=visit)
    assert answer(facts, PaperKey.LEASE, PaperCheck.STARTS_BY_VISIT)[0] is expected


def test_what_the_lease_says_counts_for_more_than_what_was_told() -> None:
    facts = household(home=replace(A_HOME, starts=date(2027, 3, 1)), appointment=VISIT)
    read = answer(facts, PaperKey.LEASE, PaperCheck.STARTS_BY_VISIT, starts_on=date(2027, 2, 1))
    assert read == (Verdict.FINE, AnswerWhy.STARTED)


@pytest.mark.parametrize(
    ("legalised", "visit", "expected"),
    [
        (date(2026, 8, 10), VISIT, AnswerWhy.YOUNG_ENOUGH),
        (date(2026, 8, 9), VISIT, AnswerWhy.LEGALISATION_TOO_OLD),
        # The visit moves a day, and the same paper is fine.
        (date(2026, 8, 9), VISIT - timedelta(days=1), AnswerWhy.YOUNG_ENOUGH),
        # The last of August has its like in February.
        (date(2026, 8, 31), date(2027, 2, 28), AnswerWhy.YOUNG_ENOUGH),
        (date(2026, 8, 31), date(2027, 3, 1), AnswerWhy.LEGALISATION_TOO_OLD),
        # Without a visit: too old today is too old for ever.
        (date(2026, 7, 4), None, AnswerWhy.LEGALISATION_TOO_OLD),
        (date(2026, 7, 5), None, AnswerWhy.YOUNG_ENOUGH),
    ],
)
def test_six_months_are_counted_to_the_day_of_the_visit(
    legalised: date, visit: date | None, expected: AnswerWhy
) -> None:
    facts = born_with("IN", "en", visit=visit)
    found = answer(facts, PaperKey.BIRTH_CERTIFICATE, PaperCheck.AT_MOST_SIX_MONTHS, legalised_on=legalised)
    assert found[1] is expected


def test_the_older_of_legalisation_and_translation_decides() -> None:
    facts, young, old = born_with("EG", "ar"), date(2026, 12, 1), date(2026, 6, 1)
    check = PaperCheck.AT_MOST_SIX_MONTHS
    key = PaperKey.BIRTH_CERTIFICATE
    assert answer(facts, key, check, legalised_on=young, translated_on=old)[1] is AnswerWhy.TRANSLATION_TOO_OLD
    assert answer(facts, key, check, legalised_on=old, translated_on=young)[1] is AnswerWhy.LEGALISATION_TOO_OLD
    assert answer(facts, key, check, legalised_on=young, translated_on=young)[0] is Verdict.FINE
    # One date alone tells nothing of the other, which must be there.
    assert answer(facts, key, check, legalised_on=young)[0] is Verdict.UNKNOWN
    assert answer(facts, key, check, translated_on=young)[0] is Verdict.UNKNOWN
    assert good_until(PaperSays(legalised_on=young, translated_on=old)) == date(2026, 12, 1)
    assert good_until(PaperSays()) is None


@pytest.mark.parametrize(
    ("country", "language", "check", "read", "expected"),
    [
        ("IN", "en", PaperCheck.LANGUAGE_ACCEPTED, {}, Verdict.FINE),
        ("IN", "en", PaperCheck.LANGUAGE_ACCEPTED, {"language": "ta"}, Verdict.DOUBT),
        ("CN", "zh", PaperCheck.SWORN_TRANSLATION, {}, Verdict.DOUBT),
        ("CN", "zh", PaperCheck.SWORN_TRANSLATION, {"translated_on": date(2026, 12, 1)}, Verdict.FINE),
        ("CN", "zh", PaperCheck.SWORN_TRANSLATION, {"language": "en"}, Verdict.FINE),
        ("IT", "it", PaperCheck.EU_FORM_OR_TRANSLATION, {}, Verdict.DOUBT),
        ("IT", "it", PaperCheck.EU_FORM_OR_TRANSLATION, {"translated_on": date(2026, 12, 1)}, Verdict.FINE),
    ],
)
def test_language(
    country: str, language: str, check: PaperCheck, read: dict[str, object], expected: Verdict
) -> None:
    assert answer(born_with(country, language), PaperKey.BIRTH_CERTIFICATE, check, **read)[0] is expected


def test_a_language_that_nobody_told_is_no_doubt() -> None:
    facts, check = household(appointment=VISIT), PaperCheck.LANGUAGE_OR_TRANSLATION
    assert answer(facts, PaperKey.MARRIAGE_CERTIFICATE, check)[0] is Verdict.UNKNOWN
    assert answer(facts, PaperKey.MARRIAGE_CERTIFICATE, check, language="pt")[0] is Verdict.DOUBT


def test_a_legalisation_from_before_the_paper_itself() -> None:
    facts, key = born_with("IN", "en"), PaperKey.BIRTH_CERTIFICATE
    day = date(2026, 12, 1)
    assert answer(facts, key, PaperCheck.APOSTILLE)[0] is Verdict.UNKNOWN
    assert answer(facts, key, PaperCheck.APOSTILLE, legalised_on=day, issued_on=day)[0] is Verdict.FINE
    later = answer(facts, key, PaperCheck.APOSTILLE, legalised_on=day, issued_on=day + timedelta(days=1))
    assert later == (Verdict.DOUBT, AnswerWhy.LEGALISED_BEFORE_ISSUED)


@pytest.mark.parametrize(
    ("until", "expected"),
    [(VISIT, Verdict.FINE), (VISIT - timedelta(days=1), Verdict.DOUBT), (None, Verdict.UNKNOWN)],
)
def test_a_passport_must_be_valid_on_the_day(until: date | None, expected: Verdict) -> None:
    facts = household(appointment=VISIT)
    assert answer(facts, PaperKey.IDENTITY, PaperCheck.VALID_ON_VISIT, valid_until=until)[0] is expected


@pytest.mark.parametrize(("postcode", "expected"), [(LEIDEN, Verdict.FINE), (KATWIJK, Verdict.DOUBT)])
def test_the_address_must_be_one_that_the_desk_serves(postcode: str, expected: Verdict) -> None:
    facts = household(home=replace(A_HOME, postcode=postcode))
    paper = the_paper(household(), PaperKey.LEASE)
    found = answers_for(paper, PaperSays(), facts, REGION, TODAY)
    assert next(one.verdict for one in found if one.check is PaperCheck.ADDRESS_COVERED) is expected


def test_the_employers_form() -> None:
    facts, key = on_employer_address(appointment=VISIT), PaperKey.EMPLOYER_ADDRESS_FORM
    assert answer(facts, key, PaperCheck.RECOGNISED_SPONSOR) == (Verdict.FINE, AnswerWhy.SPONSOR)
    no_sponsor = replace(facts, employer=replace(AN_EMPLOYER, recognised_sponsor=False))
    found = answers_for(the_paper(facts, key), PaperSays(), no_sponsor, REGION, TODAY)
    assert next(one.why for one in found if one.check is PaperCheck.RECOGNISED_SPONSOR) is AnswerWhy.NO_SPONSOR
    check, starts = PaperCheck.THREE_MONTHS_AT_MOST, date(2027, 1, 15)
    assert answer(facts, key, check, starts_on=starts, valid_until=date(2027, 4, 15))[0] is Verdict.FINE
    assert answer(facts, key, check, starts_on=starts, valid_until=date(2027, 4, 16))[0] is Verdict.DOUBT
    assert answer(facts, key, check, starts_on=starts)[0] is Verdict.UNKNOWN
    assert answer(facts, key, PaperCheck.ADDRESS_COVERED)[0] is Verdict.FINE


def test_what_only_eyes_can_tell_is_never_answered() -> None:
    facts = household(appointment=VISIT)
    assert answer(facts, PaperKey.IDENTITY, PaperCheck.ORIGINAL)[1] is AnswerWhy.ASKED_AT_DESK
    assert answer(facts, PaperKey.JOB_LETTER, PaperCheck.COMPANY_AND_FUNCTION)[1] is AnswerWhy.LOOK


def test_the_fields_that_are_read_on_a_paper() -> None:
    facts = household()
    assert fields_to_read(the_paper(facts, PaperKey.IDENTITY)) == ("valid_until",)
    assert fields_to_read(the_paper(facts, PaperKey.LEASE)) == ("starts_on",)
    assert fields_to_read(the_paper(facts, PaperKey.JOB_LETTER)) == ()
    certificate = fields_to_read(the_paper(facts, PaperKey.MARRIAGE_CERTIFICATE))
    assert certificate == ("issued_on", "language", "legalised_on", "translated_on")
    french = the_paper(born_with("FR", "fr"), PaperKey.BIRTH_CERTIFICATE)
    assert fields_to_read(french) == ("issued_on", "language")


def all_answers(facts: Facts, says: PaperSays) -> list[Answer]:
    papers = plan_of(facts).papers
    return [one for paper in papers for one in answers_for(paper, says, facts, REGION, TODAY)]


@given(any_facts, anything_read)
def test_every_check_of_every_paper_is_answered_once(facts: Facts, says: PaperSays) -> None:
    for paper in plan_of(facts).papers:
        assert [one.check for one in answers_for(paper, says, facts, REGION, TODAY)] == list(paper.checks)


@given(any_facts, anything_read, st.integers(1, 400))
def test_a_later_visit_never_makes_an_old_paper_young(facts: Facts, says: PaperSays, days: int) -> None:
    facts = replace(facts, appointment=facts.appointment or VISIT)
    later = replace(facts, appointment=(facts.appointment or VISIT) + timedelta(days=days))
    aging = {PaperCheck.AT_MOST_SIX_MONTHS, PaperCheck.VALID_ON_VISIT}
    for paper in plan_of(facts).papers:
        before = {one.check for one in runs_out_before_visit(paper, says, facts, REGION, TODAY)} & aging
        assert before <= {one.check for one in runs_out_before_visit(paper, says, later, REGION, TODAY)}


@given(any_facts, anything_read)
def test_a_doubt_without_a_visit_is_one_on_every_day_that_is_left(facts: Facts, says: PaperSays) -> None:
    nobody_booked = replace(facts, appointment=None)
    first = max(facts.arrival or TODAY, TODAY)
    doubts = {(one.check, one.why) for one in all_answers(nobody_booked, says) if one.verdict is Verdict.DOUBT}
    for days in (0, 1, 200):
        booked = replace(facts, appointment=first + timedelta(days=days))
        found = {one.check for one in all_answers(booked, says) if one.verdict is Verdict.DOUBT}
        assert {check for check, _why in doubts} <= found


@given(st.dates(date(2025, 1, 1), date(2029, 1, 1)))
def test_six_months_to_the_day(made: date) -> None:
    last = add_months(made, 6)
    for day, verdict in ((last, Verdict.FINE), (last + timedelta(days=1), Verdict.DOUBT)):
        facts = born_with("IN", "en", visit=day)
        says = PaperSays(legalised_on=made)
        found = answers_for(the_paper(facts, PaperKey.BIRTH_CERTIFICATE), says, facts, REGION, made)
        assert next(one.verdict for one in found if one.check is PaperCheck.AT_MOST_SIX_MONTHS) is verdict
