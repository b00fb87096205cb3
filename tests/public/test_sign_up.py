"""Somebody without an employer signs up: the route first, then a mail, then a case (security T12, T14, T16)."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller

from expatdesk.cases.actions import Hire
from expatdesk.cases.models import Case
from expatdesk.cases.sign_up_models import SignUp
from expatdesk.cases.sign_ups import answer_sign_ups, confirm_sign_up, forget_unconfirmed_sign_ups
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import both
from tests.conftest import Visit
from tests.factories import a_case, the_plan
from tests.factories.cases import REGION
from tests.public.test_can_help import PLAIN
from tests.signin.ways_in import mails
from tests.visitor import Visitor

CONFIRM = re.compile(r"https://expatdesk\.example(/sign-up/confirm/\S+)")
TOLD = PLAIN | {"purpose": "entrepreneur", "work": "none", "sponsor": "no"}
TYPED = {
    "given_names": "Noor", "family_name": "Haddad", "nationality": "US", "stay_months": "24",
    "home_kind": "rent", "home_postcode": "2312ab", "home_registration_allowed": "yes",
    "email": "Noor@Haddad.example",
}  # fmt: skip


def signs_up(visitor: Visitor, told: dict[str, str] = TOLD, **typed: str) -> Visitor:
    """Fill the form in after the route was told, and send it; the worker answers."""
    visitor.opens("public.sign_up", **told).presses("Sign up", **{**TYPED, **typed})
    answer_sign_ups()
    return visitor


A_HIRE = Hire(
    given_names="Noor", particle="", family_name="Haddad", email="noor@haddad.example", language="en",
    category="entrepreneur", nationality="US", stay_months=24,
).as_json()  # fmt: skip


def link_in(mail: Mail) -> str:
    """The path of the link in this mail."""
    (path,) = CONFIRM.findall(mail.text)
    return str(path)


def counted(table: type[Case | SignUp]) -> int:
    """How many rows this table has."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_told_signed_up_confirmed_and_invited(nobody: Visitor, officer: Visitor) -> None:
    nobody.opens("public.start").follows("Sign up without an employer")
    nobody.presses("Show where I register", **TOLD).sees("Yes, the desk can register you")
    nobody.follows("Sign up by yourself").sees("This home lies in Leiden")
    nobody.presses("Sign up", **TYPED).sees("Look in your mailbox")
    answer_sign_ups()
    (mail,) = mails()
    assert (mail.kind, mail.recipient, mail.language) == ("sign_up", "noor@haddad.example", "en")
    # A mail scanner opens it: nothing happens.
    nobody.goes_to(link_in(mail)).sees("noor@haddad.example")
    assert counted(Case) == 0
    nobody.presses("Yes, that was me").sees("Your case is open")
    case = session.scalars(select(Case)).one()
    assert (case.employer_id, case.signed_up, case.category, case.municipality) == (
        None,
        True,
        "entrepreneur",
        "0546",
    )
    assert (case.home_postcode, case.route_to, case.people[0].nationalities) == ("2312 AB", "desk", ["US"])
    (invitation,) = mails("invitation")
    assert (invitation.recipient, case.code in invitation.text) == ("noor@haddad.example", True)
    assert counted(SignUp) == 0
    assert nobody.asks_for("public.confirm_sign_up", token=link_in(mail).rsplit("/", 1)[1]).status_code == 410
    officer.opens("desk.worklist").sees("Noor Haddad", "Signed up by themselves")
    officer.opens("desk.case", case_id=case.id).sees("Signed up by themselves")


def test_nobody_says_who_they_are_before_the_route_is_told(nobody: Visitor) -> None:
    assert nobody.asks_for("public.sign_up").location == "/can-the-desk-help"
    assert nobody.asks_for("public.sign_up", **TOLD | {"home": "mars"}).location == "/can-the-desk-help"


def test_who_has_no_home_is_asked_for_none(nobody: Visitor) -> None:
    nobody.opens("public.sign_up", **TOLD | {"home": "none"}).does_not_see("Postcode")
    nobody.presses("Sign up", **{key: typed for key, typed in TYPED.items() if not key.startswith("home")})
    assert session.scalars(select(SignUp)).one().hire["home_kind"] is None


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"nationality": "FR"}, "does not fit what you said before"),
        ({"stay_months": "3"}, "does not fit what you said before"),
        ({"home_postcode": "2341 AA"}, "lies in another municipality"),
        ({"given_names": "Noor 123456782"}, "looks like a BSN"),
        ({"given_names": "www.prize.example"}, "This is no name"),
        ({"family_name": ""}, "only one name"),
        ({"email": "noor"}, "no e-mail address"),
    ],
)
def test_what_does_not_fit_is_said(nobody: Visitor, typed: dict[str, str], error: str) -> None:
    nobody.opens("public.sign_up", **TOLD).presses("Sign up", refused=422, **TYPED | typed).sees(error)
    assert counted(SignUp) == 0


def test_known_or_not_looks_the_same(visit: Visit) -> None:
    """Security T14: the page and that a mail comes; of which kind, the mailbox alone tells."""
    a_case(email="known@haddad.example")
    pages = [signs_up(visit(), email=f"{who}@haddad.example").page for who in ("known", "new")]
    assert (pages[0].text, pages[0].url) == (pages[1].text, pages[1].url)
    written = {mail.recipient: mail.kind for mail in mails() if mail.kind.startswith("sign_up")}
    assert written == {"known@haddad.example": "sign_up_known", "new@haddad.example": "sign_up"}
    assert counted(SignUp) == 1


def test_nobodys_mailbox_is_flooded(visit: Visit, clock: Traveller) -> None:
    """Security T16: three a day to one address however it is spelled, and the page looks the same."""
    for spelled in ("noor@haddad.example", "NOOR@haddad.example", "noor@ｈaddad.example", "noor@haddad.example"):
        signs_up(visit(), email=spelled).sees("Look in your mailbox")
    assert len(mails("sign_up")) == 3
    clock.shift(timedelta(hours=25))
    signs_up(visit())
    assert len(mails("sign_up")) == 4


def test_one_place_asks_ten_times_an_hour(visit: Visit) -> None:
    for number in range(12):
        signs_up(visit(), email=f"noor{number}@haddad.example").sees("Look in your mailbox")
    assert len(mails()) == 10


def test_the_mail_carries_no_strangers_words(visit: Visit) -> None:
    """Or anybody could send anybody else a letter of theirs, from us (security T16, T24)."""
    signs_up(visit(), given_names="You won", family_name="a prize")
    (mail,) = mails("sign_up")
    assert not any("prize" in part for part in (mail.subject, mail.text, mail.html))


def test_what_nobody_confirms_is_forgotten(nobody: Visitor, clock: Traveller) -> None:
    signs_up(nobody)
    (mail,) = mails()
    clock.shift(timedelta(days=3, minutes=1))
    assert nobody.asks_for("public.confirm_sign_up", token=link_in(mail).rsplit("/", 1)[1]).status_code == 410
    forget_unconfirmed_sign_ups()
    assert (counted(SignUp), counted(Case)) == (0, 0)


def test_of_two_presses_one_opens_a_case(nobody: Visitor) -> None:
    signs_up(nobody)
    asked = session.scalars(select(SignUp)).one()
    assert confirm_sign_up(asked, region=REGION, today=today()) is not None
    assert confirm_sign_up(asked, region=REGION, today=today()) is None
    assert counted(Case) == 1


@pytest.mark.parametrize(("nationality", "country", "category"), [
    ("other", "US", "family_member"), ("eu", "FR", "eu_citizen"),
])  # fmt: skip
def test_a_partner_is_asked_for_no_employer(
    nobody: Visitor, nationality: str, country: str, category: str
) -> None:
    """Neither as what somebody else comes: what that one needs, a partner does not."""
    told = TOLD | {"purpose": "family", "nationality": nationality}
    nobody.opens("public.can_help", **told).does_not_see("Letter from your employer", "Job letter")
    nobody.opens("public.sign_up", **told).does_not_see("As what do you come?")
    signs_up(nobody, told, nationality=country)
    case = confirm_sign_up(session.scalars(select(SignUp)).one(), region=REGION, today=today())
    assert case is not None
    plan = the_plan(case)
    assert case.category == category
    assert not {"employer"} & {step.party for step in plan.steps}
    assert PaperKey.JOB_LETTER not in {paper.key for paper in plan.papers}


def test_an_address_gets_one_case_however_often_it_asked(visit: Visit) -> None:
    """Security T13, T38: each mail has its link, and with the first that is pressed the others are dead."""
    for name in ("Noor", "Nora"):
        signs_up(visit(), given_names=name)
    first, second = (link_in(mail) for mail in mails("sign_up"))
    visit().goes_to(first).presses("Yes, that was me").sees("Your case is open")
    assert visit().asks_for("public.confirm_sign_up", token=second.rsplit("/", 1)[1]).status_code == 410
    assert (counted(SignUp), counted(Case)) == (0, 1)


def test_who_presses_twice_gets_one_mail(visit: Visit) -> None:
    """Security T38; what is typed anew is answered by itself."""
    for name in ("Noor", "Noor", "Nora"):
        visit().opens("public.sign_up", **TOLD).presses("Sign up", **TYPED | {"given_names": name})
    answer_sign_ups()
    assert (len(mails("sign_up")), counted(SignUp)) == (2, 2)


def test_a_case_that_an_employer_opened_meanwhile_is_enough(nobody: Visitor) -> None:
    signs_up(nobody)
    (mail,) = mails()
    page = nobody.goes_to(link_in(mail))
    a_case(email="noor@haddad.example")
    page.presses("Yes, that was me", refused=410).sees("you have another mail from us")
    assert counted(Case) == 1


def test_of_two_links_at_once_one_opens_a_case(real_app: Flask) -> None:
    """Security T38: whoever comes second waits, and finds nothing left to confirm."""
    to = {"email": "noor@haddad.example", "language": "en"}
    waiting = [SignUp(**to, hire=A_HIRE, token_hash=str(number)) for number in (1, 2)]
    session.add_all(waiting)
    session.commit()
    pressed = [one.id for one in waiting]
    session.rollback()

    def press() -> None:
        begin_immediate()
        asked = session.get(SignUp, pressed.pop())
        if asked is not None:
            confirm_sign_up(asked, region=REGION, today=today())
        session.commit()

    both(real_app, press)
    session.rollback()
    assert (counted(Case), counted(SignUp)) == (1, 0)


def test_an_officer_sees_that_an_employer_told_of_them_as_well(nobody: Visitor, officer: Visitor) -> None:
    """Before anybody told when they are born, the name alone is enough to look."""
    other = a_case(given_names="Noor", family_name="Haddad", email="n.haddad@work.example")
    signs_up(nobody)
    asked = session.scalars(select(SignUp)).one()
    case = confirm_sign_up(asked, region=REGION, today=today())
    assert case is not None
    officer.opens("desk.case", case_id=case.id).sees(other.code, "the same name")
    case.people[0].born, other.people[0].born = "1990-01-01", "1991-01-01"
    officer.opens("desk.case", case_id=case.id).does_not_see(other.code)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_page_and_mail_is_complete(visit: Visit, app: Flask, language: str) -> None:
    a_case(email="known@haddad.example")
    visitor = visit(language=language)
    for email in ("new@haddad.example", "known@haddad.example"):
        visitor.opens("public.sign_up", **TOLD)
        visitor.presses(visitor.says("Sign up"), **{**TYPED, "email": email, "mail_language": language})
    answer_sign_ups()
    written = [mail for mail in mails() if mail.kind.startswith("sign_up")]
    assert {mail.language for mail in written} == {language}
    for mail in written:
        assert mail.subject
        assert "https://expatdesk.example/" in mail.text
        assert "https://expatdesk.example/" in mail.html


def test_the_way_on_carries_what_was_said_and_nothing_else(nobody: Visitor) -> None:
    """Words of an address that make another one of ours lead elsewhere are left behind (security T20)."""
    planted = {"_scheme": "https", "_external": "1", "_anchor": "prize", "next": "https://prize.example"}
    for page in ("public.can_help", "public.sign_up"):
        answer = nobody.asks_for(page, **TOLD, **planted)
        assert answer.status_code == 200
        assert "prize" not in "".join(re.findall(r'href="(?:https:|/sign-up|/can-the)[^"]*"', answer.text))
