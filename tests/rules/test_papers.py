"""Which papers each person needs, and what is checked on a certificate."""

from dataclasses import replace

import pytest

from expatdesk.region import load_region
from expatdesk.rules.facts import Category, Certificate, Facts, HomeKind, MaritalStatus
from expatdesk.rules.papers import certificate_checks, whose
from expatdesk.rules.plan import Paper
from tests.rules.households import (
    A_HOME,
    AN_EMPLOYER,
    CHILD,
    PARTNER,
    PRINCIPAL,
    household,
    on_employer_address,
    plan_of,
)


def papers_of(facts: Facts, person: int = 0) -> list[str]:
    return [paper.key.value for paper in plan_of(facts).papers if paper.person == person]


def paper(facts: Facts, key: str, person: int = 0) -> Paper:
    found = [each for each in plan_of(facts).papers if each.key == key and each.person == person]
    assert len(found) == 1
    return found[0]


def test_papers_of_the_example() -> None:
    assert papers_of(household(), 0) == [
        "identity",
        "birth_certificate",
        "marriage_certificate",
        "job_letter",
        "lease",
        "residence_permit",
    ]
    # The partner is French, and nobody said that he is married.
    assert papers_of(household(), 1) == ["identity", "birth_certificate"]


def test_children_need_their_own() -> None:
    facts = household(people=(PRINCIPAL, CHILD, replace(CHILD, nationalities=("IN", "NL"))))
    assert papers_of(facts, 1) == ["identity", "birth_certificate", "residence_permit"]
    assert papers_of(facts, 2) == ["identity", "birth_certificate"]


@pytest.mark.parametrize(
    ("status", "certificate", "why"),
    [
        (MaritalStatus.MARRIED, "marriage_certificate", "married"),
        (MaritalStatus.REGISTERED_PARTNERSHIP, "marriage_certificate", "registered_partnership"),
        (MaritalStatus.DIVORCED, "divorce_certificate", "divorced"),
        (MaritalStatus.WIDOWED, "death_certificate_spouse", "widowed"),
        (MaritalStatus.SINGLE, None, None),
        (None, None, None),
    ],
)
def test_marital_status(status: MaritalStatus | None, certificate: str | None, why: str | None) -> None:
    facts = household(people=(PRINCIPAL, replace(PARTNER, marital_status=status)))
    found = [each for each in plan_of(facts).papers if each.person == 1 and each.key != "identity"]
    assert [each.key for each in found][1:] == ([certificate] if certificate else [])
    assert [each.why for each in found][1:] == ([why] if why else [])


@pytest.mark.parametrize(
    ("status", "shown"),
    [(MaritalStatus.MARRIED, [(0, 1), (0, 1)]), (MaritalStatus.REGISTERED_PARTNERSHIP, [(0,), (1,)])],
)
def test_one_certificate_shows_what_both_have(status: MaritalStatus, shown: list[tuple[int, ...]]) -> None:
    """The partner's registered partnership does not stand in the certificate of somebody else's marriage."""
    plan = plan_of(household(people=(PRINCIPAL, replace(PARTNER, marital_status=status))))
    assert [whose(one, plan) for one in plan.papers if one.key == "marriage_certificate"] == shown


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (HomeKind.RENT, "lease"),
        (HomeKind.TEMPORARY, "lease"),
        (HomeKind.OWN, "purchase_deed"),
        (HomeKind.WITH_HOST, "host_consent"),
        (HomeKind.HOTEL, "employer_address_form"),
    ],
)
def test_the_home_decides_on_its_paper(kind: HomeKind, expected: str) -> None:
    about_home = {"lease", "purchase_deed", "host_consent", "employer_address_form"}
    facts = household(home=replace(A_HOME, kind=kind))
    assert about_home.intersection(papers_of(facts, 0)) == {expected}
    assert about_home.isdisjoint(papers_of(facts, 1))


def test_the_employers_form_is_asked_only_where_it_can_help() -> None:
    assert "employer_address_form" in papers_of(on_employer_address())
    assert "employer_address_form" in papers_of(household(home=None))
    assert "employer_address_form" not in papers_of(household())
    no_sponsor = replace(AN_EMPLOYER, recognised_sponsor=False)
    assert "employer_address_form" not in papers_of(household(home=None, employer=no_sponsor))


@pytest.mark.parametrize(
    ("category", "with_employer", "without"),
    [
        (Category.HIGHLY_SKILLED_MIGRANT, True, True),
        (Category.EU_BLUE_CARD, True, True),
        (Category.INTRA_CORPORATE_TRANSFEREE, True, True),
        (Category.RESEARCHER, True, True),
        (Category.DOCTOR_IN_TRAINING, True, True),
        (Category.EU_CITIZEN, True, False),
        (Category.ORIENTATION_YEAR, True, False),
        (Category.PRIVILEGED_PERSON, True, False),
        (Category.ENTREPRENEUR, False, False),
    ],
)
def test_who_comes_for_a_job_brings_its_letter(category: Category, with_employer: bool, without: bool) -> None:
    assert ("job_letter" in papers_of(household(category=category))) is with_employer
    assert ("job_letter" in papers_of(household(category=category, employer=None))) is without


@pytest.mark.parametrize(
    ("nationalities", "needed"),
    [
        (("IN",), True),
        (("FR",), False),
        (("NL",), False),
        (("NO",), False),
        (("LI",), False),
        (("CH",), False),
        (("GB",), True),
        (("IN", "IE"), False),
        ((), True),
    ],
)
def test_who_needs_a_permit(nationalities: tuple[str, ...], needed: bool) -> None:
    facts = household(people=(replace(PRINCIPAL, nationalities=nationalities),))
    assert ("residence_permit" in papers_of(facts)) is needed
    has_step = any(step.key == "residence_right" for step in plan_of(facts).steps)
    assert has_step is needed


def test_other_cards_take_the_place_of_the_permit() -> None:
    family = (PRINCIPAL, replace(PARTNER, nationalities=("BR",)))
    on_orientation_year = household(category=Category.ORIENTATION_YEAR, people=family)
    assert "orientation_year_permit" in papers_of(on_orientation_year, 0)
    assert "residence_permit" not in papers_of(on_orientation_year, 0)
    assert papers_of(on_orientation_year, 1)[-1] == "residence_permit"
    privileged = household(category=Category.PRIVILEGED_PERSON, people=(*family, CHILD))
    for person in range(3):
        assert "mfa_card" in papers_of(privileged, person)
        assert "residence_permit" not in papers_of(privileged, person)


@pytest.mark.parametrize("island", ["AW", "CW", "SX", "BQ"])
def test_the_caribbean_part_of_the_kingdom_deregisters_first(island: str) -> None:
    facts = household(people=(PRINCIPAL, replace(PARTNER, comes_from=island)))
    assert papers_of(facts, 1)[-1] == "deregistration_caribbean"
    assert "deregistration_caribbean" not in papers_of(facts, 0)


@pytest.mark.parametrize("facts", [household(stay_months=2), household(category=Category.STUDENT)])
def test_who_registers_elsewhere_hands_in_nothing(facts: Facts) -> None:
    assert plan_of(facts).papers == ()


@pytest.mark.parametrize(
    ("country", "language", "expected"),
    [
        # The EU: no legalisation; the language alone counts.
        ("FR", "fr", ["language_accepted"]),
        ("NL", "nl", ["language_accepted"]),
        ("AT", "de", ["language_accepted"]),
        ("IE", "en", ["language_accepted"]),
        ("IT", "it", ["eu_form_or_translation", "at_most_six_months"]),
        ("ES", "es", ["eu_form_or_translation", "at_most_six_months"]),
        # The regulation is the EU's: Norway and Switzerland give an apostille.
        ("NO", "no", ["apostille", "sworn_translation", "at_most_six_months"]),
        ("CH", "de", ["apostille", "language_accepted", "at_most_six_months"]),
        ("IN", "en", ["apostille", "language_accepted", "at_most_six_months"]),
        ("US", "en", ["apostille", "language_accepted", "at_most_six_months"]),
        ("CN", "zh", ["apostille", "sworn_translation", "at_most_six_months"]),
        ("EG", "ar", ["full_legalisation", "sworn_translation", "at_most_six_months"]),
        ("NG", "en", ["full_legalisation", "language_accepted", "at_most_six_months"]),
    ],
)
def test_legalisation_and_language(country: str, language: str, expected: list[str]) -> None:
    assert list(certificate_checks(Certificate(country, language), load_region())) == expected
    born_there = replace(PRINCIPAL, birth_certificate=Certificate(country, language))
    checks = paper(household(people=(born_there,)), "birth_certificate").checks
    assert list(checks) == ["original", "not_qr_only", "full_form", *expected]


def test_an_unknown_certificate_asks_for_all() -> None:
    checks = paper(household(), "birth_certificate", person=1).checks
    assert list(checks)[3:] == ["legalised_as_required", "language_or_translation", "at_most_six_months"]


def test_a_marriage_need_not_be_from_where_one_was_born() -> None:
    born_in_france = replace(PRINCIPAL, birth_certificate=Certificate("FR", "fr"))
    checks = paper(household(people=(born_in_france,)), "marriage_certificate").checks
    assert "legalised_as_required" in checks


def test_checks_of_other_papers() -> None:
    assert "not_driving_licence" in paper(household(), "identity").checks
    assert "starts_by_visit" in paper(household(), "lease").checks
    assert "company_and_function" in paper(household(), "job_letter").checks
    form = paper(on_employer_address(), "employer_address_form").checks
    assert {"recognised_sponsor", "three_months_at_most", "signed"} <= set(form)


@pytest.mark.parametrize(
    ("nationalities", "passport_only"),
    [
        (("IN",), True),
        (("IN", "US"), True),
        (("FR",), False),
        (("IN", "CH"), False),
        (("NO",), False),
        ((), False),
    ],
)
def test_who_can_have_no_identity_card_that_counts_is_asked_for_a_passport(
    nationalities: tuple[str, ...], passport_only: bool
) -> None:
    people = (replace(PRINCIPAL, nationalities=nationalities),)
    assert paper(household(people=people), "identity").passport_only is passport_only
    others = [one for one in plan_of(household(people=people)).papers if one.key != "identity"]
    assert not any(one.passport_only for one in others)
