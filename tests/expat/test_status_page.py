"""The status page in every state a household can be in, as a visitor sees it."""

from datetime import date, time, timedelta

from time_machine import Traveller

from expatdesk.access.fields import EMPLOYER_NEVER_SEES, EMPLOYER_SEES
from expatdesk.cases.labels import TRACKS
from expatdesk.cases.step_actions import return_steps
from expatdesk.logbook.actions import record_reading
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.factories import a_case, registered, up_to_visit, with_family
from tests.factories.cases import complete
from tests.page import text_of

ARRIVAL = date(2027, 1, 4)


def test_new(visit: Visit) -> None:
    expat = visit(a_case(arrival=ARRIVAL)).opens("expat.status")
    expat.sees(
        "Hello Ananya",
        "Do this now",
        "Answer our questions",
        "The ball is with you",
        "Not booked yet",
        "The dates that count",
    )
    expat.sees("It is ready when you are registered", "Nobody yet.")
    assert expat.page.link("Start") == expat.address("expat.intake")


def test_papers_to_hand_in(visit: Visit) -> None:
    case = a_case(arrival=ARRIVAL)
    complete(case, "intake")
    expat = visit(case).opens("expat.status")
    expat.sees("By Thursday 17 December 2026, in 3 days", "0 of 5 in hand", "A driving licence does not count")
    expat.follows("Hand in your papers").follows("Tell us that they are handed in")
    expat.sees("We do not have these yet:", "Birth certificate")
    expat.presses("I have handed in my papers")
    expat.sees("Thank you. Your plan is up to date.", "The desk, by Mon 21 Dec", "With the desk")


def test_who_comes_late_reads_of_no_papers_that_were_due_before(visit: Visit, clock: Traveller) -> None:
    """Neither while the questions are still open, nor once they are answered."""
    case = a_case(arrival=today() + timedelta(days=16))
    clock.shift(timedelta(days=6))
    expat = visit(case).opens("expat.status").sees("Hand in your papers").does_not_see("was due")
    complete(case, "intake")
    expat.opens("expat.status").sees("Hand in your papers").does_not_see("was due")


def test_returned(visit: Visit, region: Region) -> None:
    case = a_case(arrival=ARRIVAL)
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return_steps(
        case,
        ["papers_handed_in"],
        reason="unreadable",
        note="Page 2 is dark.",
        version=case.version,
        by=SYSTEM,
        region=region,
        today=today(),
    )
    expat = visit(case).opens("expat.status")
    expat.sees(
        "Hand in your papers again", "We cannot read it well enough.", "Page 2 is dark.", "Came back to you"
    )
    expat.follows("See what came back").follows("Tell us that they are handed in")
    expat.presses("I have handed in my papers")
    expat.does_not_see("Came back to you")


def test_visit_booked(visit: Visit) -> None:
    case = up_to_visit(a_case(arrival=ARRIVAL), day=date(2027, 1, 6), at=time(10))
    expat = visit(case).opens("expat.status")
    expat.sees("On Wednesday 6 January 2027, 10:00", "Bargelaan 190", "You, in person", "All checked")
    expat.sees("The ball is with Leiden")


def test_registered(visit: Visit) -> None:
    expat = visit(registered(a_case())).opens("expat.status")
    expat.sees("You have been registered since Monday 14 December 2026.", "Apply for DigiD")
    expat.does_not_see("Not booked yet")
    assert expat.page.link("English") == expat.address("expat.pack", language="en")


def test_the_tracks_have_the_names_that_the_desk_uses(visit: Visit) -> None:
    case = registered(a_case())
    case.wants_housing_help = case.wants_social = True
    visit(case).opens("expat.status").sees(*(str(name) for name in TRACKS.values()))


def test_what_waits_for_one_of_them_says_for_whom(visit: Visit) -> None:
    case = registered(up_to_visit(with_family(a_case(), children=1)), first=2)
    waiting = visit(case).opens("expat.status").page
    assert "You get your BSN For Mira waits for your registration" in " ".join(waiting.text.split())


def test_referred(visit: Visit) -> None:
    case = a_case(arrival=ARRIVAL, stay_months=3)
    expat = visit(case).opens("expat.status")
    expat.sees("Register at an RNI desk", "Where you register", "+31 71 516 5165")
    expat.does_not_see("Your papers", "Your visit", "Your welcome pack")
    assert expat.page.link("See where you register") == f"{expat.address('expat.status')}#elsewhere"
    case.arrival, case.first_working_day, case.home_from = today() - timedelta(1), None, None
    expat.opens("expat.status").follows("I have done this").presses("I have done this")
    expat.sees("Reported elsewhere", "Six weeks here: you tell us how it goes.")


def test_what_the_employer_sees_stands_there_word_for_word(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.status")
    expat.sees(*[str(seen.words) for seen in EMPLOYER_SEES], str(EMPLOYER_NEVER_SEES))


def test_who_looked_at_the_file_by_role_and_never_by_name(visit: Visit) -> None:
    case = a_case()
    for role, organisation in ((Role.OFFICER, None), (Role.REGISTRAR, "Gemeente Leiden")):
        record_reading("case_read", by=Actor(role, "Bram Smit", organisation=organisation), case_id=case.id)
    expat = visit(case).opens("expat.status")
    expat.sees("Officer, Expat desk Leiden region", "Registrar, Gemeente Leiden", "Mon 14 Dec, 10:00")
    expat.does_not_see("Bram Smit")


def test_the_household_itself_is_not_written_down_as_a_reader(visit: Visit) -> None:
    visit(a_case()).opens("expat.status").opens("expat.status").sees("Nobody yet.")


def test_the_welcome_pack_comes_in_both_languages_after_the_registration(visit: Visit) -> None:
    case = a_case()
    expat = visit(case)
    expat.cannot_open("expat.pack", language="en")
    registered(case)
    answer = expat.asks_for("expat.pack", language="nl")
    assert answer.data.startswith(b"%PDF-")
    assert "-nl.pdf" in answer.headers["Content-Disposition"]
    # What they read themselves is no news to them.
    expat.opens("expat.status").sees("Nobody yet.")
    expat.cannot_open("expat.pack", language="fr")


def test_a_secret_is_one_press_away(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.status")
    form, _button = expat.page.form_with("Make a secret")
    assert form.action == expat.address("signin.make_secret")


def test_no_other_household_shows(visit: Visit) -> None:
    """Security T01: the pages carry no ids, and show the household that is signed in."""
    other = with_family(a_case(given_names="Haruki", family_name="Tanabe", email="haruki@mail.example"))
    expat = visit(a_case())
    for endpoint in ("expat.status", "expat.summary"):
        expat.opens(endpoint).does_not_see("Haruki", "Tanabe", other.code, str(other.id))


def test_only_a_household_has_these_pages(visit: Visit, officer: object, hr: object) -> None:
    visit().must_sign_in_for("expat.status")
    for staff in (officer, hr):
        staff.cannot_open("expat.status")  # type: ignore[attr-defined]
        staff.cannot_open("expat.question", slug="birth")  # type: ignore[attr-defined]


def test_what_nobody_needs_at_once_is_folded_there_and_open_among_own_data(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.status")
    (words, *_more) = (str(seen.words) for seen in EMPLOYER_SEES)
    assert [part for part in expat.page.all("details") if part.get("open") is not None] == []
    assert any(words in text_of(part) for part in expat.page.all("details"))
    expat.opens("expat.data")
    (seen,) = [part for part in expat.page.all("details") if words in text_of(part)]
    assert seen.get("open") is not None
