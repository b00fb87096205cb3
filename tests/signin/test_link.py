"""Links in mails: scanners open them, people forward them, two press at once (security T12, T13)."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, update
from time_machine import Traveller
from werkzeug.test import TestResponse

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import cases_to_enter
from expatdesk.cases.sign_in import invite_again
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Link, SignIn
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case
from tests.signin.ways_in import gets_link, is_signed_in, links, mails, the_worker_works, token_in
from tests.visitor import Visitor


def test_a_link_lets_its_asker_in_without_a_code(nobody: Visitor) -> None:
    case = a_case()
    path, _code = gets_link(nobody, case.email)
    nobody.goes_to(path).does_not_see("Code of 6 figures")
    answer = nobody.posts("signin.link", token=token_in(path))
    assert answer.status_code == 303
    assert answer.location == nobody.address("expat.status")
    assert is_signed_in(nobody)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_a_link_changes_nothing(nobody: Visitor, method: str) -> None:
    path, _code = gets_link(nobody, a_case().email)
    for _ in range(5):
        assert nobody.client.open(path, method=method, base_url=nobody.base_url).status_code == 200
    assert session.scalars(select(SignIn)).all() == []
    assert session.scalars(select(Link).where(Link.used_at.is_not(None))).all() == []
    assert not is_signed_in(nobody)


def opened_afresh(visitor: Visitor, path: str, chosen: str = "") -> TestResponse:
    """Open a path in an English browser; `chosen` is the language that its reader chose there before."""
    browser = visitor.app.test_client()
    if chosen:
        cookie = visitor.app.config["LANGUAGE_COOKIE_NAME"]
        browser.set_cookie(cookie, chosen, domain=urlsplit(visitor.base_url).netloc)
    return browser.get(path, base_url=visitor.base_url, headers={"Accept-Language": "en"})


@pytest.mark.parametrize(("chosen", "heading"), [("", "Naar uw pagina"), ("en", "Go to your page")])
def test_a_link_opens_in_the_language_of_its_mail(nobody: Visitor, chosen: str, heading: str) -> None:
    path, _code = gets_link(nobody, a_case(language="nl").email)
    assert f"<h1>{heading}</h1>" in opened_afresh(nobody, path, chosen).text


def test_a_dead_link_tells_no_language_of_a_household(nobody: Visitor) -> None:
    path, _code = gets_link(nobody, a_case(language="nl").email)
    nobody.posts("signin.link", token=token_in(path))
    answer = opened_afresh(nobody, path)
    assert (answer.status_code, '<html lang="en"' in answer.text) == (410, True)


def test_a_link_page_sends_nothing_by_itself(nobody: Visitor) -> None:
    path, _code = gets_link(nobody, a_case().email)
    page = nobody.goes_to(path).page
    assert not [tag for tag in page.all("meta") if "http-equiv" in tag.attrib]
    scripts = [script.get("src", "") for script in page.all("script")]
    assert [source.rsplit("/", 1)[1].split("?")[0] for source in scripts] == ["app.js"]
    app_js = Path(nobody.app.static_folder or "") / "app.js"
    assert not re.search(r"\.(request)?submit\(", app_js.read_text(), re.IGNORECASE)


def test_a_scanner_that_presses_the_button_does_not_get_in(nobody: Visitor, visit: Visit) -> None:
    path, code = gets_link(nobody, a_case().email)
    scanner = visit()
    scanner.goes_to(path).presses("Sign in", refused=422)
    scanner.presses("Sign in", code="000000" if code != "000000" else "000001", refused=422)
    assert not is_signed_in(scanner)
    nobody.goes_to(path)
    assert nobody.posts("signin.link", token=token_in(path)).status_code == 303


def test_another_device_gets_in_with_the_code_of_the_asking_screen(nobody: Visitor, visit: Visit) -> None:
    path, code = gets_link(nobody, a_case().email)
    phone = visit()
    phone.goes_to(path)
    assert phone.posts("signin.link", {"code": code}, token=token_in(path)).status_code == 303
    assert is_signed_in(phone)


def test_the_code_of_a_link_cannot_be_guessed_for_long(nobody: Visitor, visit: Visit) -> None:
    path, code = gets_link(nobody, a_case().email)
    guesser = visit().goes_to(path)
    wrong = [guess for guess in ("111111", "222222", "333333", "444444", "555555", "666666") if guess != code]
    for guess in wrong[:5]:
        guesser.presses("Sign in", code=guess, refused=422)
    guesser.presses("Sign in", code=code, refused=422).sees("too many tries")
    assert not is_signed_in(guesser)


def test_a_link_works_once(nobody: Visitor, visit: Visit) -> None:
    path, code = gets_link(nobody, a_case().email)
    assert nobody.posts("signin.link", token=token_in(path)).status_code == 303
    again = visit()
    assert again.asks_for("signin.link", token=token_in(path)).status_code == 410
    assert again.posts("signin.link", {"code": code}, token=token_in(path)).status_code == 410


def test_a_newer_link_voids_the_older(nobody: Visitor) -> None:
    email = a_case().email
    old, _code = gets_link(nobody, email)
    new, _code = gets_link(nobody, email)
    assert nobody.asks_for("signin.link", token=token_in(old)).status_code == 410
    assert nobody.posts("signin.link", token=token_in(new)).status_code == 303


def test_a_link_lasts_half_an_hour(nobody: Visitor, clock: Traveller) -> None:
    path, _code = gets_link(nobody, a_case().email)
    clock.shift(timedelta(minutes=29, seconds=59))
    assert nobody.asks_for("signin.link", token=token_in(path)).status_code == 200
    clock.shift(timedelta(seconds=2))
    assert nobody.asks_for("signin.link", token=token_in(path)).status_code == 410
    assert nobody.posts("signin.link", token=token_in(path)).status_code == 410


def test_the_database_holds_no_token(nobody: Visitor) -> None:
    path, code = gets_link(nobody, a_case().email)
    kept = session.execute(select(Link.__table__)).all()
    assert token_in(path) not in str(kept)
    assert code not in str(kept)


def test_a_link_leads_nobody_else_along(officer: Visitor, nobody: Visitor) -> None:
    path, code = gets_link(nobody, a_case().email)
    officer.goes_to(path).sees("You are signed in as somebody else", "Sign out").does_not_see("Pause")
    assert officer.posts("signin.link", {"code": code}, token=token_in(path)).status_code == 409
    assert officer.asks_for("signin.start").location == officer.address("desk.dashboard")
    # Signing out leads back to the link, which still works.
    officer.goes_to(path).presses("Sign out and use the link").sees("Type the code")
    assert not is_signed_in(officer)


def test_a_household_is_not_switched_to_another_one(visit: Visit, nobody: Visitor) -> None:
    at_home = visit(a_case(email="first@mail.example"))
    path, code = gets_link(nobody, a_case(email="second@mail.example").email)
    assert at_home.posts("signin.link", {"code": code}, token=token_in(path)).status_code == 409


def test_two_cases_of_one_address_are_chosen_from(nobody: Visitor) -> None:
    cases = [a_case(email="both@mail.example") for _ in range(2)]
    (first, _id), (second, second_id) = [(case.code, case.id) for case in cases]
    path, _code = gets_link(nobody, "both@mail.example")
    nobody.goes_to(path).sees(first, second).presses("Sign in", refused=422).sees("Choose a case")
    stranger = str(a_case(email="else@mail.example").id)
    assert nobody.posts("signin.link", {"case": stranger}, token=token_in(path)).status_code == 422
    assert nobody.posts("signin.link", {"case": str(second_id)}, token=token_in(path)).status_code == 303
    assert session.scalars(select(SignIn.case_id)).all() == [second_id]


def test_a_closed_case_is_still_read_and_an_erased_one_is_not(nobody: Visitor) -> None:
    email = a_case().email
    session.execute(update(Case).values(state=CaseState.CLOSED))
    path, _code = gets_link(nobody, email)
    nobody.goes_to(path).presses("Sign in").sees("Your case is closed")
    path, _code = gets_link(Visitor(nobody.client.application), email)
    session.execute(update(Case).values(state=CaseState.ERASED))
    assert nobody.asks_for("signin.link", token=token_in(path)).status_code == 410


def test_an_open_case_stands_before_a_closed_one(nobody: Visitor) -> None:
    case, closed = a_case(email="both@mail.example"), a_case(email="both@mail.example")
    closed.state = CaseState.CLOSED
    session.flush()
    assert cases_to_enter("both@mail.example") == [case, closed]


def test_a_link_follows_a_corrected_address(nobody: Visitor) -> None:
    path, _code = gets_link(nobody, a_case(email="wrong@mail.example").email)
    session.execute(update(Case).values(email="right@mail.example"))
    assert nobody.posts("signin.link", token=token_in(path)).status_code == 410


def test_a_link_leads_to_the_page_that_was_wanted(nobody: Visitor) -> None:
    email = a_case().email
    nobody.goes_to(nobody.address("signin.start", next="/my-plan?all=1")).presses("Send me a link", email=email)
    the_worker_works()
    from_mail = token_in(links("sign_in_link", email)[-1])
    assert nobody.posts("signin.link", token=from_mail).location == "/my-plan?all=1"


# -- the invitation ------------------------------------------------------------------------------


def test_an_invitation_takes_the_code_that_stands_in_it(nobody: Visitor) -> None:
    code = a_case().code
    (path,) = links("invitation")
    assert code in mails("invitation")[0].text
    assert code not in nobody.goes_to(path).page.html
    nobody.presses("Sign in", refused=422)
    nobody.presses("Sign in", code="LE-2222-22", refused=422).sees("This is not the code")
    typed = code.lower().replace("-", " ")
    assert nobody.posts("signin.link", {"code": typed}, token=token_in(path)).status_code == 303
    assert is_signed_in(nobody)


def test_an_invitation_is_good_for_sixty_days_and_once(nobody: Visitor, visit: Visit, clock: Traveller) -> None:
    case = a_case()
    token = token_in(links("invitation")[0])
    clock.move_to(now() + timedelta(days=59, hours=23))
    assert nobody.posts("signin.link", {"code": case.code}, token=token).status_code == 303
    assert visit().posts("signin.link", {"code": case.code}, token=token).status_code == 410
    a_case(email="late@mail.example")
    late = token_in(links("invitation", "late@mail.example")[0])
    clock.shift(timedelta(days=60, seconds=1))
    assert visit().asks_for("signin.link", token=late).status_code == 410


def test_a_second_invitation_voids_the_first(visit: Visit, clock: Traveller) -> None:
    case = a_case()
    code = case.code
    session.flush()
    clock.shift(1)
    invite_again(case, by=SYSTEM)
    first, second = [token_in(path) for path in links("invitation")]
    assert visit().posts("signin.link", {"code": code}, token=first).status_code == 410
    assert visit().posts("signin.link", {"code": code}, token=second).status_code == 303


def test_asking_for_a_link_leaves_the_invitation_as_it_is(nobody: Visitor, visit: Visit) -> None:
    case = a_case()
    email, code = case.email, case.code
    gets_link(nobody, email)
    token = token_in(links("invitation")[0])
    assert visit().posts("signin.link", {"code": code}, token=token).status_code == 303


def test_an_invitation_to_a_corrected_address_is_void(nobody: Visitor) -> None:
    case = a_case(email="wrong@mail.example")
    case.email = "right@mail.example"
    assert nobody.asks_for("signin.link", token=token_in(links("invitation")[0])).status_code == 410


def test_pages_of_signing_in_tell_nobody_where_one_came_from(app: Flask, nobody: Visitor) -> None:
    path, _code = gets_link(nobody, a_case().email)
    assert nobody.goes_to(path).response.headers["Referrer-Policy"] == "no-referrer"
