"""What goes into a pack: the steps to come, the dates, the visit, the activities."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask

from expatdesk.rules.facts import Home, HomeKind, Wants
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.welcome_pack.content import Situation
from expatdesk.welcome_pack.fridge import Time, on_one_sheet
from expatdesk.welcome_pack.moments import DateKind, Moment
from expatdesk.welcome_pack.printing import pack_html
from tests.welcome_pack.households import (
    VISIT,
    Case,
    before_the_visit,
    couple,
    on_two_days,
    one,
    referred,
    registered,
    six,
)


def days_of(moments: tuple[Moment, ...]) -> list[tuple[str, str]]:
    return [(moment.key, str(moment.day)) for moment in moments]


def test_the_fridge_page_lists_the_steps_in_the_order_that_works() -> None:
    assert days_of(couple().content().steps) == [
        ("digid", "None"),
        ("bsn_to_payroll", "2027-01-11"),
        ("bank_account", "2027-01-15"),
        ("social_intake", "2027-01-20"),
        ("activity:welcome_evening", "2027-01-21"),
        ("records_letter", "2027-02-03"),
        ("six_week_check_in", "2027-02-17"),
        ("employer_address_ends", "2027-04-06"),
        ("gp", "None"),
        ("health_insurance", "2027-05-06"),
        ("thirty_percent_request", "2027-05-11"),
        ("driving_licence", "2027-07-10"),
    ]


def test_its_headings_say_how_near_a_step_is() -> None:
    groups = {group.time: [moment.key for moment in group.moments] for group in couple().content().groups}
    assert groups[Time.NEAR] == ["digid", "bsn_to_payroll", "bank_account", "social_intake"]
    assert groups[Time.SOON] == ["activity:welcome_evening", "records_letter", "six_week_check_in"]
    assert groups[Time.LATER][:2] == ["employer_address_ends", "gp"]


def test_every_date_keeps_its_kind() -> None:
    kinds = {step.key: step.kind for step in couple().content().steps}
    assert kinds["health_insurance"] is DateKind.LAW
    assert kinds["employer_address_ends"] is DateKind.AGREED
    assert kinds["six_week_check_in"] is DateKind.ADVICE
    assert kinds["records_letter"] is DateKind.EXPECTED
    assert kinds["digid"] is DateKind.ADVICE
    assert kinds["activity:welcome_evening"] is DateKind.FIXED


def test_people_with_days_of_their_own_get_rows_of_their_own() -> None:
    insurance = six().content().moments_of("health_insurance")
    assert [(str(step.day), step.people) for step in insurance] == [
        ("2027-02-15", (0,)),
        ("2027-02-28", (1, 2, 3, 4, 5)),
    ]


def test_what_is_done_is_not_on_the_fridge() -> None:
    case = couple()
    later = case.with_facts(completed={**case.facts.completed, "digid:0": VISIT, "digid:1": VISIT})
    assert "digid" not in {step.key for step in later.content().steps}


def test_advice_whose_day_has_passed_is_left_out_and_limits_stay() -> None:
    keys = {step.key for step in replace(couple(), today=date(2027, 6, 1)).content().steps}
    assert not keys & {"bank_account", "bsn_to_payroll", "records_letter"}
    assert "health_insurance" in keys


def test_what_is_late_says_so(spoken: Flask) -> None:
    content = replace(couple(), today=date(2027, 6, 1)).content()
    assert pack_html(content, "en").count('<b class="kind">late</b>') == sum(
        1 for step in content.steps if step.day and step.day < content.today
    )


def test_the_welcome_talk_is_there_until_it_was_held() -> None:
    assert "welcome_talk" not in {step.key for step in couple().content().steps}
    talk, *_ = still_to_be_welcomed().content().steps
    assert (talk.key, talk.day, talk.kind, talk.party) == ("welcome_talk", VISIT, DateKind.PROMISE, Party.DESK)
    (undated,) = still_to_be_welcomed().with_facts(appointment=None).content().moments_of("welcome_talk")
    assert (undated.day, undated.around) == (None, VISIT)


def still_to_be_welcomed() -> Case:
    """The couple right after its registration, before the talk."""
    case = couple()
    completed = {key: day for key, day in case.facts.completed.items() if key != "welcome_talk"}
    return case.with_facts(completed=completed)


def test_a_visit_ahead_stays_among_the_dates_of_who_is_registered() -> None:
    case = couple()
    visit = datetime(2027, 1, 13, 10, 30, tzinfo=AMSTERDAM)
    later = replace(case, household=replace(case.household, visit_at=visit))
    assert ("visit", "2027-01-13") in days_of(later.content().dates)
    over = replace(case, household=replace(case.household, visit_at=visit), today=date(2027, 1, 14))
    assert "visit" not in {moment.key for moment in over.content().dates}


def test_nobody_is_expected_on_a_day_that_is_over() -> None:
    case = before_the_visit()
    visit = datetime(2027, 1, 13, 10, 30, tzinfo=AMSTERDAM)
    case = replace(case, household=replace(case.household, visit_at=visit))
    for day, expected in ((date(2027, 1, 13), visit), (date(2027, 1, 14), None)):
        content = replace(case, today=day).content()
        assert content.expected_at == expected
        assert ("visit" in {moment.key for moment in content.dates}) is (expected is not None)


def test_before_the_visit_the_steps_to_the_visit_come_first() -> None:
    keys = [step.key for step in before_the_visit().content().steps]
    assert keys[:5] == [
        "papers_handed_in",
        "papers_checked",
        "residence_right",
        "visit_booked",
        "brp_registration",
    ]
    assert "gp" not in keys


def test_who_registers_elsewhere_is_told_so_first() -> None:
    content = referred().content()
    assert content.steps[0].key == "referral"
    assert not content.at_desk
    assert content.municipality is not None
    assert content.municipality.name == "Katwijk"
    assert not content.explained_apart


def test_the_leaves_show_four_dates_limits_before_others() -> None:
    assert [leaf.key for leaf in couple().content().leaves] == [
        "employer_address_ends", "health_insurance", "thirty_percent_request", "driving_licence",
    ]  # fmt: skip
    assert [leaf.key for leaf in one().content().leaves] == ["records_letter", "health_insurance"]
    assert before_the_visit().content().leaves[0].key == "visit"


def test_the_list_of_dates_holds_events_and_all_but_advice() -> None:
    dates = couple().content().dates
    assert days_of(dates)[:4] == [
        ("registered", "2027-01-06"),
        ("first_working_day", "2027-01-11"),
        ("activity:dutch_table", "2027-01-12"),
        ("activity:welcome_evening", "2027-01-21"),
    ]
    assert all(moment.kind is not DateKind.ADVICE for moment in dates)
    assert list(dates) == sorted(dates, key=lambda moment: moment.day or date.max)


def test_that_the_letter_comes_is_for_the_municipality_that_it_is_right_for_the_household() -> None:
    content = couple().content()
    assert [one.party for one in content.steps if one.key == "records_letter"] == [Party.EXPAT]
    assert [one.party for one in content.dates if one.key == "records_letter"] == [Party.MUNICIPALITY]


def test_the_year_of_most_dates_needs_no_year_beside_it() -> None:
    assert couple().content().main_year == 2027
    assert before_the_visit().content().main_year == 2027


def test_a_visit_tells_what_was_seen_and_given() -> None:
    (visit,) = six().content().visits
    assert [(str(key), number) for key, number in visit.certificates] == [("birth_certificate", 6)]
    assert visit.originals_seen
    assert visit.residence_right
    assert (visit.bsn_handed_over, visit.bsn_by_post) == ((0, 1, 2, 3), (4, 5))
    assert visit.welcome_talk


def test_what_was_seen_is_said_only_where_it_was_seen_of_everybody_of_that_day() -> None:
    case = on_two_days()
    *first, last = case.household.people
    people = (*first, replace(last, originals_seen=False))
    visits = replace(case, household=replace(case.household, people=people)).content().visits
    assert [visit.originals_seen for visit in visits] == [True, False]


def test_the_right_of_residence_is_in_order_once_the_step_of_everybody_is_done() -> None:
    case = couple()
    completed = {key: day for key, day in case.facts.completed.items() if key != "residence_right:1"}
    (visit,) = case.with_facts(completed=completed).content().visits
    assert not visit.residence_right
    (citizen,) = one().content().visits
    assert not citizen.residence_right


def test_people_registered_on_two_days_make_two_visits() -> None:
    content = on_two_days().content()
    assert [(str(visit.day), visit.people) for visit in content.visits] == [
        ("2026-10-28", (0, 1, 2)),
        ("2026-11-18", (3, 4, 5)),
    ]
    assert content.made_on_visit


def test_the_fridge_holds_one_sheet_and_leaves_out_what_other_chapters_say() -> None:
    content = on_two_days().content()
    assert len(content.steps) > 14 >= len(content.fridge)
    (insurance,) = [step for step in content.fridge if step.key == "health_insurance"]
    assert insurance.people == (0, 1, 2, 3, 4, 5)
    assert insurance.day == min(step.day for step in content.moments_of("health_insurance") if step.day)
    assert couple().content().fridge == couple().content().steps


def test_a_crowded_sheet_drops_advice_and_never_a_limit() -> None:
    steps = [Moment(str(number), VISIT, DateKind.LAW, Party.EXPAT) for number in range(13)]
    advice = [Moment(key, VISIT, DateKind.ADVICE, Party.EXPAT) for key in ("social_intake", "language_course")]
    assert [step.key for step in on_one_sheet((*advice, *steps))][:2] == ["social_intake", "0"]


def test_activities_are_for_who_wants_company() -> None:
    assert couple().with_facts(wants=Wants()).content().activities == ()


@pytest.mark.parametrize(
    ("postcode", "town"),
    [
        ("2312 AB", "Leiden"), ("2351 AB", "Leiderdorp"), ("2342 AB", "Oegstgeest"), ("2252 AB", "Voorschoten"),
        ("2381 AB", "Zoeterwoude"), ("2224 AB", "Katwijk"),
    ],
)  # fmt: skip
def test_each_municipality_of_the_region_is_known_by_its_postcode(postcode: str, town: str) -> None:
    home = Home(postcode, HomeKind.RENT, date(2027, 1, 1), registration_allowed=True)
    municipality = before_the_visit().with_facts(home=home).content().municipality
    assert municipality is not None
    assert municipality.name == town


@pytest.mark.parametrize(
    ("case", "situation"),
    [(couple(), Situation.EMPLOYER_ADDRESS), (one(), Situation.HOME), (six(), Situation.HOME)],
)
def test_where_a_household_lives_decides_the_chapter_on_the_home(case: Case, situation: Situation) -> None:
    assert case.content().situation is situation


def test_without_any_address_the_home_comes_first() -> None:
    content = before_the_visit().with_facts(home=None, employer=None).content()
    assert content.situation is Situation.NO_HOME
    assert "home_found" in {step.key for step in content.steps}


def test_the_same_facts_give_the_same_pack() -> None:
    assert couple().content() == couple().content()
    assert registered(1)["brp_registration:0"] == VISIT
