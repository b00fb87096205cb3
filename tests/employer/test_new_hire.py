"""HR submits a new hire: what will follow is told before it is sent, and sending twice sends once."""

import pytest

from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.models import Case
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.employer.hiring import HOME, MEERA, Typed, types
from tests.factories import a_user, an_employer
from tests.visitor import Visitor


def the_case() -> Case:
    return session.query(Case).one()


def cases() -> int:
    return session.query(Case).count()


# -- the way through ------------------------------------------------------------------------------


def test_a_hire_is_looked_at_and_then_sent(hr: Visitor) -> None:
    types(hr)
    hr.sees("What will follow for Meera Raghunathan", "The desk registers them in Leiden", "Nothing is sent yet.")
    assert cases() == 0
    hr.presses("Send").sees("Meera Raghunathan is signed up", "We have written to meera@mail.example")
    case = the_case()
    assert (case.title, case.people_expected, case.stay_months) == ("Meera Raghunathan", 2, 24)
    assert (case.category, case.principal.nationalities) == ("researcher", ["IN"])
    assert case.address_form_signed
    assert case.submitted_by_id is not None


def test_the_expat_is_invited_in_their_own_language(visit: Visit) -> None:
    hr = visit(a_user(Role.EMPLOYER, employer=an_employer()), language="en")
    types(hr, mail_language="nl").presses("Send")
    mail = session.query(Mail).filter_by(case_id=the_case().id).one()
    assert (mail.kind, mail.recipient, mail.language) == ("invitation", "meera@mail.example", "nl")


def test_the_outlook_says_by_when_what_it_costs_and_what_hr_does_itself(hr: Visitor) -> None:
    types(hr)
    # Within five days of Monday 4 January: Saturday 9, so Monday 11 (Wet BRP 2.38; Atw 1).
    hr.sees("Monday 11 January 2027", "€60.50 with VAT", "€30.25 for a partner, €15.13 for each child")
    hr.sees("Arrange their right to stay", "Monday 14 December 2026", "Ask for the 30 percent ruling")
    hr.sees("Have it four weeks before the first working day.")
    hr.sees("The desk registers this household at your address in Leiden")
    hr.sees("We write to meera@mail.example in English.")


def test_nobody_is_hired_as_family(hr: Visitor) -> None:
    """A family comes along with its hire."""
    hr.opens("employer.new_hire").does_not_see("Partner or family member")


def test_what_hr_should_have_done_before_comes_first_without_a_day(hr: Visitor) -> None:
    types(hr, **{"first_working_day-day": 21, "first_working_day-month": 12, "first_working_day-year": 2026})
    hr.sees("What you do yourself Arrange their right to stay As soon as you can")
    hr.does_not_see("four weeks before the first working day")


def test_without_a_day_of_arrival_the_term_is_told_in_days(hr: Visitor) -> None:
    unknown: Typed = {"arrival-day": "", "arrival-month": "", "arrival-year": ""}
    types(hr, **unknown)
    hr.sees("5 days after the arrival", "best before they arrive")
    types(hr, **{"arrival-day": 13, "arrival-month": 12, "arrival-year": 2026})
    hr.sees("send their papers.").does_not_see("best before they arrive")


def test_an_exempt_employer_pays_nothing(visit: Visit) -> None:
    lumc = an_employer("LUMC", fee_exempt=True)
    hr = types(visit(a_user(Role.EMPLOYER, employer=lumc)))
    hr.sees("Your people are exempt, because you submit them.").does_not_see("€60.50")


def test_who_comes_alone_reads_no_prices_for_a_family(hr: Visitor) -> None:
    types(hr, people_along=0).does_not_see("for a partner")


def test_what_was_typed_can_be_changed_before_sending(hr: Visitor) -> None:
    types(hr).follows("Change what you filled in")
    assert hr.page.heading == "Submit a new hire"
    hr.presses("See what will follow", given_names="Mira").sees("What will follow for Mira Raghunathan")
    hr.sees("Monday 11 January 2027")
    hr.presses("Send")
    assert the_case().title == "Mira Raghunathan"
    assert session.query(HireDraft).count() == 1


def test_every_answer_comes_back_when_it_is_changed(hr: Visitor) -> None:
    typed: Typed = {
        **HOME, "particle": "van", "mail_language": "nl", "earlier": "lived", "home_street": "Hooigracht 12",
        "home_registration_allowed": "no", "home_from-day": 1, "home_from-month": 2, "home_from-year": 2027,
        "work_at": "elsewhere", "work_street": "Rijnsburgerweg 10", "work_postcode": "2333ZA",
    }  # fmt: skip
    types(hr, **typed).follows("Change what you filled in")
    form, _ = hr.page.form_with("See what will follow")
    again = {name: values for name, values in form.values().items() if name != "csrf_token"}
    wanted = {name: [str(value)] for name, value in typed.items()} | {"work_postcode": ["2333 ZA"]}
    assert {name: again[name] for name in wanted} == wanted
    assert (again["given_names"], again["arrival-year"], again["people_along"]) == (["Meera"], ["2027"], ["1"])


def test_the_language_is_changed_in_the_middle_and_nothing_is_lost(hr: Visitor) -> None:
    types(hr)
    hr.language = "nl"
    hr.presses("Nederlands").sees("Wat er volgt voor Meera Raghunathan", "maandag 11 januari 2027")
    hr.presses("Versturen").sees("Meera Raghunathan is aangemeld")
    assert cases() == 1


def test_the_language_is_changed_while_typing_and_nothing_is_lost(hr: Visitor) -> None:
    hr.opens("employer.new_hire")
    typed = {**MEERA, "given_names": "Mee", "home_kind": "own", "home_postcode": "23", "arrival-month": 13}
    hr.language = "nl"
    hr.presses("Nederlands", **typed)
    assert hr.page.heading == "Nieuwe medewerker aanmelden"
    form, _ = hr.page.form_with("Bekijken wat er volgt")
    again = form.values()
    assert {name: again[name] for name in typed if name != "address_form_signed"} == {
        name: [str(value)] for name, value in typed.items() if name != "address_form_signed"
    }
    # Nothing was right yet, so there is nothing to look at and nothing to send.
    draft_id = session.query(HireDraft).one().id
    assert "check" not in hr.asks_for("employer.check_hire", draft_id=draft_id).location
    hr.posts("employer.send_hire", draft_id=draft_id)
    assert cases() == 0


def test_a_draft_never_holds_a_bsn(hr: Visitor) -> None:
    hr.opens("employer.new_hire")
    hr.language = "nl"
    hr.presses("Nederlands", **{**MEERA, "family_name": "Raghunathan 111222333"})
    assert "111222333" not in str(session.query(HireDraft).one().typed)
    hr.sees(hr.says("Not kept: %(field)s. It looks like a BSN, which we may not keep.", field="Achternaam"))


# -- where the desk cannot register ---------------------------------------------------------------

ELSEWHERE: list[tuple[Typed, list[str]]] = [
    ({"stay_months": 3}, ["less than four months", "RNI desk of the municipality of Leiden", "+31 71 516 5165"]),
    ({"category": "student"}, ["Students register with their municipality", "where they will live"]),
    ({"category": "temporary_protection"}, ["temporary protection", "where they will live"]),
    ({"earlier": "lived"}, ["lived in the Netherlands before"]),
    ({"earlier": "bsn"}, ["already have a BSN"]),
    ({**HOME, "home_postcode": "2225 AB"}, ["lies in Katwijk", "Municipality of Katwijk", "katwijk.nl"]),
    ({**HOME, "home_postcode": "2341 AB"}, ["lies in Oegstgeest", "oegstgeest.nl"]),
    ({**HOME, "home_postcode": "1012 AB"}, ["another municipality", "where they will live"]),
]


@pytest.mark.parametrize(("typed", "told"), ELSEWHERE)
def test_who_registers_elsewhere_is_told_why_and_where(hr: Visitor, typed: Typed, told: list[str]) -> None:
    types(hr, **typed).sees("The desk cannot register them", "Where they go instead", *told)
    hr.presses("Send for housing and social network").sees("is signed up", "Registered by another office")
    assert the_case().route_to in ("rni", "municipality")


PERMIT = "The residence permit and the 30 percent ruling stay with you"
RULING = "The 30 percent ruling stays with you"


@pytest.mark.parametrize(
    ("typed", "told"), [({}, PERMIT), ({"category": "eu_citizen", "nationality": "FR"}, RULING)]
)
def test_what_the_law_asks_of_the_employer_goes_on_elsewhere(hr: Visitor, typed: Typed, told: str) -> None:
    types(hr, **{**HOME, "home_postcode": "2225 AB", **typed}).sees(told)
    hr.presses("Send for housing and social network")
    hr.sees(told).does_not_see("You have nothing to do for this hire.")
    hr.sees("Ask for the 30 percent ruling", "Tuesday 11 May 2027")


def test_where_they_register_moves_none_of_the_days_of_a_sponsor(hr: Visitor) -> None:
    """Its own list and page tell them for whoever has no home yet, or goes elsewhere; at a desk they are tasks."""
    an_address = {**HOME, "home_postcode": "2225 AB"}
    for number, home in enumerate(({"address_form_signed": False}, an_address)):
        types(hr, **{**home, "email": f"hire{number}@mail.example"})
        hr.presses("Send, and start with housing" if number == 0 else "Send for housing and social network")
        hr.sees("Arrange their right to stay", "Monday 14 December 2026", "Tell the IND if they did not come")
        hr.sees("Monday 8 February 2027")
    hr.opens("employer.hires").sees("Arrange their right to stay", "Tell the IND if they did not come")
    hr.opens("employer.calendar", month="2027-02").sees("Tell the IND if they did not come")


def test_of_a_student_or_of_a_hire_of_this_desk_nothing_stays_behind(hr: Visitor) -> None:
    types(hr, category="student").does_not_see("stays with you", "stay with you")
    hr.presses("Send for housing and social network").sees("You have nothing to do for this hire.")
    types(hr, email="other@mail.example").does_not_see("stays with you", "stay with you")


def test_a_place_that_is_not_sure_is_not_told(hr: Visitor) -> None:
    """The region file marks Katwijk's telephone and street as unverified."""
    types(hr, **{**HOME, "home_postcode": "2225 AB"})
    hr.does_not_see("071 406 5000", "Koningin Julianalaan")


def test_the_lawful_day_holds_at_another_office_too(hr: Visitor) -> None:
    types(hr, earlier="lived").sees("The law: they report there by Monday 11 January 2027")


def test_who_stays_shortly_has_no_lawful_day(hr: Visitor) -> None:
    types(hr, stay_months=3).does_not_see("The law:")


HOUSING_FIRST: list[tuple[dict[str, object], Typed, str]] = [
    ({}, {"address_form_signed": []}, "Your address can serve for three months, as soon as you sign"),
    ({"recognised_sponsor": False}, {}, "You are not a recognised sponsor"),
    ({"postcode": "2225 AB"}, {}, "of employers in this municipality, so your address cannot serve"),
    ({}, {"home_kind": "hotel", "address_form_signed": []}, "as soon as you sign"),
    ({}, {**HOME, "home_registration_allowed": "no", "address_form_signed": []}, "no home to register at"),
]


@pytest.mark.parametrize(("employer", "typed", "told"), HOUSING_FIRST)
def test_who_has_no_address_is_told_what_comes_first(
    visit: Visit, employer: dict[str, object], typed: Typed, told: str
) -> None:
    hr = visit(a_user(Role.EMPLOYER, employer=an_employer(**employer)))  # type: ignore[arg-type]
    types(hr, **typed).sees("The desk cannot register them yet", told, "We look for a home with them.")
    hr.presses("Send, and start with housing").sees("No address to register at yet")
    assert the_case().route_to == "housing_first"


def test_the_work_may_be_elsewhere_than_the_employer(visit: Visit) -> None:
    """The place of work decides whether its address can serve, not the head office."""
    amsterdam = an_employer(postcode="1012 AB", town="Amsterdam")
    hr = types(visit(a_user(Role.EMPLOYER, employer=amsterdam)), work_at="elsewhere", work_postcode="2352 AB")
    hr.sees("The desk registers them in Leiderdorp")


# -- sending once (security T38) -------------------------------------------------------------------


def test_sent_twice_is_sent_once(hr: Visitor) -> None:
    types(hr)
    draft_id = session.query(HireDraft).one().id
    first = hr.posts("employer.send_hire", draft_id=draft_id)
    second = hr.posts("employer.send_hire", draft_id=draft_id)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert (cases(), session.query(Mail).count()) == (1, 1)


def test_a_draft_that_was_sent_leads_to_the_hire(hr: Visitor) -> None:
    types(hr)
    draft_id = session.query(HireDraft).one().id
    hr.presses("Send")
    for endpoint in ("employer.check_hire", "employer.change_draft"):
        answer = hr.asks_for(endpoint, draft_id=draft_id)
        assert (answer.status_code, str(the_case().id) in answer.location) == (303, True)


def test_the_same_address_twice_is_pointed_out(hr: Visitor) -> None:
    types(hr).presses("Send")
    types(hr).sees("You submitted somebody with this e-mail address or this name before", "Meera Raghunathan")


def test_another_employers_hire_with_the_same_address_is_not_pointed_out(hr: Visitor, other_hr: Visitor) -> None:
    types(hr).presses("Send")
    types(other_hr).does_not_see("or this name before")


# -- who submits --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["officer", "registrar", "expat"])
def test_only_employers_submit_hires(who: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(who).cannot_open("employer.new_hire")


def test_nobody_is_asked_to_sign_in_first(nobody: Visitor) -> None:
    nobody.must_sign_in_for("employer.new_hire")


def test_who_pays_is_said_before_sending(hr: Visitor, visit: Visit) -> None:
    """The payer's own words: by invoice, at booking, or nobody."""
    types(hr, **HOME).sees("Who pays Whoever books the visit", "or you if you book for them.")
    customer = visit(a_user(Role.EMPLOYER, employer=an_employer("Zijl Robotics B.V.", invoice_customer=True)))
    types(customer, **HOME).sees("Who pays You pay", "After the visit it comes on your invoice for that quarter.")


def test_where_nobody_pays_nobody_is_named(visit: Visit) -> None:
    lumc = an_employer("LUMC", fee_exempt=True, invoice_customer=True)
    types(visit(a_user(Role.EMPLOYER, employer=lumc))).does_not_see("Who pays")
