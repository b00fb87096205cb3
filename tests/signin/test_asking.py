"""Asking for a link: nobody learns who has a case, and no mailbox is flooded (security T14, T16)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from time_machine import Traveller

from expatdesk.people.models import Link, Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user
from tests.signin.ways_in import asks_for_link, links, mails, the_worker_works
from tests.visitor import Visitor


def without_what_varies(visitor: Visitor, code: str, email: str) -> str:
    """The page without its code, the address typed, and the token of its forms."""
    token = visitor.page.forms[0].values()["csrf_token"][0]
    html = visitor.page.html.replace(token, "").replace(email, "").replace(" ".join(code), "")
    return html.replace(f"{code[:3]} {code[3:]}", "")


def test_the_answer_is_the_same_for_every_address(visit: Visit) -> None:
    a_case(email="known@mail.example")
    known, unknown = visit(), visit()
    pages = [
        without_what_varies(visitor, asks_for_link(visitor, email), email)
        for visitor, email in ((known, "known@mail.example"), (unknown, "nobody@mail.example"))
    ]
    assert pages[0] == pages[1]
    first, second = dict(known.response.headers), dict(unknown.response.headers)
    assert {name for name in first if name != "Set-Cookie"} == {name for name in second if name != "Set-Cookie"}


def test_the_request_does_the_same_work_for_every_address(visit: Visit) -> None:
    """Finding out whether somebody has this address, and writing a mail, is the worker's part: the request leaves
    one row and nothing else, whoever it is, so its time tells nothing."""
    a_case(email="known@mail.example")
    before = len(mails())
    for email in ("known@mail.example", "nobody@mail.example"):
        asks_for_link(visit(), email)
    assert len(mails()) == before
    waiting = select(func.count()).select_from(Link).where(Link.token_hash.is_(None))
    assert session.scalar(waiting) == 2
    the_worker_works()
    assert session.scalar(waiting) == 0
    assert [mail.recipient for mail in mails("sign_in_link")] == ["known@mail.example"]


def test_the_mail_speaks_the_language_of_the_household(nobody: Visitor) -> None:
    case = a_case(email="Known@mail.EXAMPLE", language="nl")
    asks_for_link(nobody, "kNOWN@Mail.Example")
    the_worker_works()
    (mail,) = mails("sign_in_link")
    assert (mail.language, mail.subject) == ("nl", f"Uw link om in te loggen ({case.code})")


def test_an_address_gets_at_most_three_mails_an_hour(visit: Visit, clock: Traveller) -> None:
    a_case(email="victim@mail.example")
    for _ in range(5):
        asks_for_link(visit(), "victim@mail.example")
        the_worker_works()
    assert len(mails(to="victim@mail.example")) == 3
    clock.shift(timedelta(minutes=61))
    asks_for_link(visit(), "victim@mail.example")
    the_worker_works()
    assert len(mails(to="victim@mail.example")) == 4


def test_an_address_gets_at_most_eight_mails_a_day(visit: Visit, clock: Traveller) -> None:
    a_case(email="victim@mail.example")
    for _hour in range(6):
        for _ in range(2):
            asks_for_link(visit(), "victim@mail.example")
            the_worker_works()
        clock.shift(timedelta(minutes=61))
    assert len(mails(to="victim@mail.example")) == 8


def test_who_asks_twice_before_the_worker_comes_gets_one_mail(visit: Visit, clock: Traveller) -> None:
    a_case(email="eager@mail.example")
    first, second = visit(), visit()
    asks_for_link(first, "eager@mail.example")
    clock.shift(1)
    asks_for_link(second, "eager@mail.example")
    the_worker_works()
    (path,) = links("sign_in_link")
    # It is the one of the screen that asked last.
    second.goes_to(path).does_not_see("Code of 6 figures")
    first.goes_to(path).sees("Code of 6 figures")


def test_links_and_passwords_count_together(visit: Visit) -> None:
    victim = a_user(Role.OFFICER)
    victim.email = "victim@mail.example"
    for _ in range(3):
        asks_for_link(visit(), "victim@mail.example")
    visit().opens("signin.forgotten").presses("Send me a link", email="victim@mail.example")
    the_worker_works()
    assert mails("new_password") == []


def test_one_place_asks_for_at_most_ten_an_hour(visit: Visit) -> None:
    asker = visit()
    for number in range(12):
        asks_for_link(asker, f"someone{number}@mail.example")
    assert session.scalar(select(func.count()).select_from(Link)) == 10
    elsewhere = visit()
    elsewhere.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    asks_for_link(elsewhere, "another@mail.example")
    assert session.scalar(select(func.count()).select_from(Link)) == 11


def test_over_the_limit_the_screen_keeps_showing_the_code_that_works(nobody: Visitor) -> None:
    a_case(email="eager@mail.example")
    codes = {asks_for_link(nobody, "eager@mail.example") for _ in range(5)}
    assert len(codes) == 1


@pytest.mark.parametrize("typed", ["", "no address", "a@b@c", "x" * 250 + "@mail.example", "two\nlines@b.example"])
def test_what_is_no_address_is_told_so(nobody: Visitor, typed: str) -> None:
    nobody.opens("signin.start").presses("Send me a link", email=typed, refused=422)
    assert nobody.page.title.startswith("Error")
    assert session.scalar(select(func.count()).select_from(Link)) == 0


def test_the_page_that_shows_the_code_is_for_who_asked(nobody: Visitor) -> None:
    assert nobody.asks_for("signin.sent").location == nobody.address("signin.start")
