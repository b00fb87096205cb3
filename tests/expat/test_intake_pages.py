"""The intake's pages: what is asked, in which order, and that nothing typed or told is lost."""

from typing import Any

import pytest

from expatdesk.cases.models import Case
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.expat.answering import SINGLE, answers, place
from tests.expat.households import NO_HOME
from tests.factories import a_case, registered, with_family
from tests.visitor import Visitor


@pytest.fixture
def case(visit: Visit) -> Case:
    """A case that its employer submitted, with its home still open."""
    return a_case(**NO_HOME)


ANOTHER_YEAR: dict[str, Any] = {"born-year": "1989"}


def reload(case: Case) -> Case:
    session.expire_all()
    return case


# -- what is asked ------------------------------------------------------------------------------------


def test_what_the_employer_told_is_confirmed_and_not_asked(visit: Visit) -> None:
    expat = visit(a_case())
    expat.opens("expat.question", slug="known")
    expat.sees("Ananya Krishnan", "Highly skilled migrant", "24 months", "Rented home, Hooigracht 12, 2312 KS")
    came = answers(expat, SINGLE)
    assert not {"name", "arrival", "home", "address"} & set(came)


def test_a_life_here_before_is_confirmed_too_and_can_be_changed(visit: Visit) -> None:
    expat = visit(a_case(lived_in_nl=True)).opens("expat.question", slug="known")
    expat.sees("Lived in the Netherlands before Yes").follows("Something is wrong")
    expat.follows("Change Lived in the Netherlands before").presses("Save", lived_in_nl="no", has_bsn="no")
    assert place(expat) == "known"
    expat.sees("Lived in the Netherlands before No")


def test_something_wrong_leads_to_the_question_and_back(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.question", slug="known")
    expat.does_not_see(">Change<").follows("Something is wrong").follows("Change Name")
    expat.presses("Save", given_names="Anan")
    assert place(expat) == "known"
    expat.sees("Anan Krishnan")


def test_only_where_something_is_kept_for_later_is_signing_out_a_pause(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.question", slug="known").sees("Pause")
    expat.opens("expat.paper", person_id=case.principal.id, paper="identity").sees("Sign out").does_not_see(
        "Pause"
    )


def test_only_a_couple_is_asked_whether_it_is_married(visit: Visit, case: Case) -> None:
    expat = visit(case)
    came = answers(expat, {**SINGLE, "home": {"home_kind": "hotel"}}, until="address")
    assert "couple" not in came
    assert "status" in came


def test_a_married_couple_is_not_asked_for_its_status(visit: Visit) -> None:
    expat = visit(with_family(a_case()))
    expat.opens("expat.question", slug="couple").presses("Go on", joined="married")
    assert place(expat) == "certificates-0"


def test_of_two_who_are_not_married_each_is_told_whose_answer_is_missing(visit: Visit) -> None:
    case = with_family(a_case())
    visit(case).opens("expat.question", slug="couple").presses("Go on", joined="neither")
    expat = refuses(visit(case), "status", "Choose what holds for you.")
    expat.sees(f"Choose what holds for {case.people[1].given_names.split()[0]}.")


def test_without_a_home_there_is_no_address(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.question", slug="home")
    assert place(expat.presses("Go on", home_kind="none")) == "licence"
    expat.opens("expat.question", slug="home")
    assert place(expat.presses("Go on", home_kind="rent")) == "address"


def test_the_kind_of_home_that_the_employer_told_is_not_asked_again(visit: Visit) -> None:
    """What is missing of the address is asked alone."""
    expat = visit(a_case(home_from=None))
    came = answers(expat, {**SINGLE, "address": {}})
    assert ("home" in came, "address" in came) == (False, True)


def test_a_hotel_needs_no_postcode_and_no_leave_to_register(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.question", slug="home").presses("Go on", home_kind="hotel")
    expat.does_not_see("May you register").presses("Go on")
    assert place(expat) == "licence"
    assert reload(case).home_registration_allowed is False


def test_somebody_who_comes_later_is_still_asked_about(visit: Visit, case: Case) -> None:
    expat = visit(case)
    answers(expat, {**SINGLE, "home": {"home_kind": "none"}})
    expat.follows("Change Who comes along").presses("Save", partner="yes")
    assert place(expat) == "member-1"
    who: dict[str, Any] = {
        "given_names": "Luc",
        "family_name": "Moreau",
        "born-day": "1",
        "born-month": "2",
        "born-year": "1991",
    }
    expat.presses("Save", nationality="FR", comes_from="FR", **who)
    assert place(expat.presses("Save", joined="married")) == "certificates-1"
    assert place(expat.presses("Save")) == "summary"


def test_questions_that_do_not_exist(visit: Visit, case: Case) -> None:
    expat = visit(case)
    for slug in ("nonsense", "member-1", "member-0", "member", "birth-1", "member-x", "known-"):
        expat.cannot_open("expat.question", slug=slug)


# -- back, later, elsewhere ---------------------------------------------------------------------------


def test_resumed_on_another_device(visit: Visit, case: Case) -> None:
    answers(visit(case), SINGLE, until="household")
    expat = visit(case)
    assert expat.asks_for("expat.intake").location.endswith("/my/intake/household")
    assert expat.opens("expat.status").page.link("Go on with the questions") == expat.address("expat.intake")


def test_back_shows_what_was_said_and_how_far_it_is(visit: Visit, case: Case) -> None:
    expat = visit(case)
    answers(expat, SINGLE, until="origin")
    expat.sees("Question 3 of about 11", "Saved at 10:00").follows("Previous question")
    assert place(expat) == "birth"
    assert [expat.page.form_with("Go on")[0].values()[f"born-{part}"] for part in ("day", "month", "year")] == [
        ["7"],
        ["3"],
        ["1990"],
    ]


def test_the_other_language_keeps_place_and_typed_text(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.question", slug="name")
    expat.language = "nl"
    expat.presses("Nederlands", refused=200, given_names="Zoë", family_name="de Ruyter-Ōno")
    expat.sees("Wat is uw naam?")
    assert expat.page.form_with("Ga verder")[0].values()["given_names"] == ["Zoë"]
    assert reload(case).principal.given_names == "Ananya"
    expat.presses("Ga verder")
    assert reload(case).principal.family_name == "de Ruyter-Ōno"


def test_what_is_typed_goes_into_no_cookie(visit: Visit, case: Case) -> None:
    """It may be longer than a cookie, and hold a BSN that somebody typed by mistake (security T43)."""
    expat = visit(case).opens("expat.question", slug="name")
    expat.language = "nl"
    expat.presses("Nederlands", refused=200, given_names="Zoë " * 2000, family_name="111222333")
    with expat.client.session_transaction(base_url=expat.base_url) as cookie:
        assert "Zoë" not in str(dict(cookie))
        assert "111222333" not in str(dict(cookie))
    assert max(len(sent) for sent in expat.response.headers.getlist("Set-Cookie")) < 4000


def test_the_enter_key_goes_on(visit: Visit, case: Case) -> None:
    """It presses the first button of a form, and the choice of language stands above all others."""
    page = visit(case).opens("expat.question", slug="name").page
    first = next(
        e for e in page.all("button", "input") if e.get("type") == "submit" and e.get("form") == "question"
    )
    assert first.get("name") is None


def test_a_change_from_the_summary_leads_back_there(visit: Visit, case: Case) -> None:
    expat = visit(case)
    answers(expat, {**SINGLE, "home": {"home_kind": "none"}})
    assert place(expat.follows("Change Date of birth").presses("Save", **ANOTHER_YEAR)) == "summary"
    expat.sees("7 March 1989")


def test_nothing_is_sent_while_a_question_is_open(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.summary").presses("Send")
    expat.sees("This question is still open.")
    assert place(expat) == "known"


# -- errors -------------------------------------------------------------------------------------------


def refuses(expat: Visitor, slug: str, message: str, **typed: Any) -> Visitor:
    """The page comes back with the message twice (summary and field, or once with one error), and the text."""
    expat.opens("expat.question", slug=slug).presses("Go on", refused=422, **typed)
    assert expat.page.title.startswith("Error: ")
    return expat.sees(message)


def test_a_day_of_birth_left_open_by_mistake(visit: Visit, case: Case) -> None:
    expat = refuses(
        visit(case), "birth", "Fill in the day and the month.", **{"born-year": "1990", "born-month": "3"}
    )
    assert expat.page.form_with("Go on")[0].values()["born-month"] == ["3"]
    expat.presses("Go on", born_in_part=True)
    assert reload(case).principal.born == "1990-03-00"


@pytest.mark.parametrize(
    ("born", "message"),
    [
        (("31", "2", "1990"), "This day does not exist."),
        (("1", "1", "2027"), "This day is still to come."),
        (("1", "1", "90"), "Write the year in four figures"),
        (("x", "1", "1990"), "Use figures only"),
        (("", "", ""), "Fill in the date of birth."),
    ],
)
def test_dates_of_birth_that_cannot_be(visit: Visit, case: Case, born: tuple[str, str, str], message: str) -> None:
    typed = dict(zip(("born-day", "born-month", "born-year"), born, strict=True))
    refuses(visit(case), "birth", message, **typed)


def test_one_name_needs_its_tick(visit: Visit, case: Case) -> None:
    expat = refuses(visit(case), "name", "Fill in the first names, or tick", given_names="")
    expat.presses("Go on", one_name=True)
    assert reload(case).principal.full_name == "Krishnan"
    refuses(visit(case), "name", "leave the other box open", given_names="Ananya", one_name=True)


@pytest.mark.parametrize("name", ["111222333", "Meera 111.222.333", "www.evil.example", "Mee\u202era"])
def test_what_is_no_name_is_refused(visit: Visit, case: Case, name: str) -> None:
    refuses(visit(case), "name", "", given_names=name)
    assert reload(case).principal.given_names == "Ananya"


def test_a_bsn_in_the_address_is_refused(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.question", slug="home").presses("Go on", home_kind="rent")
    wrong = {"home_street": "Breestraat 111222333", "home_postcode": "233 ZA", "home_registration_allowed": "yes"}
    expat.presses("Go on", refused=422, **wrong)
    expat.sees("Something is not right yet", "This looks like a BSN", "This is no Dutch postcode")
    assert expat.page.form_with("Go on")[0].values()["home_postcode"] == ["233 ZA"]
    assert reload(case).home_street is None


def test_everybody_must_be_answered_for(visit: Visit, case: Case) -> None:
    refuses(visit(a_case(people_expected=3)), "household", "Choose yes or no.")
    refuses(visit(case), "earlier", "Choose yes or no.", lived_in_nl="no")
    refuses(visit(case), "status", "Choose what holds now.")
    refuses(visit(case), "home", "Choose where you will live.")
    refuses(visit(case), "arrival", "Type a number from 1 to 600.", stay_months="0")
    refuses(visit(case), "origin", "This is the same nationality.", second_nationality="IN", comes_from="IN")


# -- answers with consequences --------------------------------------------------------------------------


def test_an_answer_may_lead_to_another_office(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.question", slug="earlier").presses("Go on", lived_in_nl="no", has_bsn="yes")
    assert place(expat) == "summary"
    expat.sees("By these answers another office registers you").does_not_see("Not told yet")
    assert place(expat.presses("Send")) == "my"
    expat.sees(
        "Register at your town hall", "Make an appointment at the town hall of Leiden", "Check your answers"
    )
    expat.follows("Check your answers").follows("Change Lived in the Netherlands before")
    assert place(expat.presses("Save", has_bsn="no")) != "my"
    expat.opens("expat.status").sees("Answer our questions")


def test_after_the_registration_only_what_is_still_theirs_can_be_told(visit: Visit) -> None:
    case = registered(a_case())
    expat = visit(case)
    assert expat.asks_for("expat.question", slug="birth").location.endswith("/my/intake/summary")
    assert expat.posts("expat.answer", SINGLE["birth"], slug="birth").status_code == 404
    assert reload(case).principal.born == ""
    expat.opens("expat.summary").does_not_see("Change Date of birth").sees("What you change counts at once.")
    assert expat.page.link("Go to your plan") == expat.address("expat.status")
    expat.opens("expat.question", slug="wishes").presses("Go on", wants_buddy=True)
    assert reload(case).wants_buddy


def test_fewer_children_than_before_go_from_the_file(visit: Visit) -> None:
    case = with_family(a_case(), children=2)
    visit(case).opens("expat.question", slug="household").presses("Go on", partner="no", children="1")
    assert [person.role for person in reload(case).people] == ["principal", "child"]
    assert case.people[1].given_names == "Mira"


def test_a_widowed_person_is_not_called_married(visit: Visit, case: Case) -> None:
    case.principal.marital_status = "widowed"
    visit(case).opens("expat.summary").sees("Marital status Widowed")
