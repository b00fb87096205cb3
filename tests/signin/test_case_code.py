"""Case code and secret: for who has no mail, and not to be guessed (security T14, T15)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from time_machine import Traveller

from expatdesk.cases import sign_in
from expatdesk.cases.merge_models import Merge
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.sign_in import issue_secret
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.people.models import Attempt, SignIn
from expatdesk.people.throttle import QUIET
from expatdesk.people.tokens import is_secret
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case
from tests.signin.ways_in import is_signed_in
from tests.visitor import Visitor

WRONG = "0000-0000-0000-0000"
BUTTON = "Sign in with code and secret"


def a_case_with_secret() -> tuple[str, str]:
    """A case that can be entered without mail; its code and its secret."""
    case = a_case(language="nl")
    return case.code, issue_secret(case, by=SYSTEM)


def tries(visitor: Visitor, code: str, secret: str) -> int:
    """The status of the answer to a try."""
    return visitor.posts("signin.case_code", {"code": code, "secret": secret}).status_code


def test_code_and_secret_let_in(nobody: Visitor) -> None:
    code, secret = a_case_with_secret()
    answer = nobody.posts("signin.case_code", {"code": code, "secret": secret})
    assert (answer.status_code, answer.location) == (303, nobody.address("expat.status"))
    assert is_signed_in(nobody)
    # What somebody chose in this browser holds for its pages; what is chosen from now on, for mails too.
    assert session.scalars(select(Case.language)).one() == "nl"
    nobody.opens("public.start").posts("public.choose_language", {"language": "en"})
    assert session.scalars(select(Case.language)).one() == "en"


def test_a_closed_case_is_still_read(nobody: Visitor) -> None:
    code, secret = a_case_with_secret()
    session.execute(update(Case).values(state=CaseState.CLOSED))
    assert tries(nobody, code, secret) == 303
    nobody.opens("expat.status").sees("Your case is closed")
    nobody.posts("public.choose_language", {"language": "en"})
    assert session.scalars(select(Case.language)).one() == "nl"


def test_a_case_that_became_one_with_another_lets_nobody_in(nobody: Visitor) -> None:
    code, secret = a_case_with_secret()
    emptied = session.scalars(select(Case)).one()
    session.add(Merge(kept_id=a_case(email="kept@mail.example").id, emptied_id=emptied.id))
    emptied.state = CaseState.CLOSED
    session.flush()
    assert tries(nobody, code, secret) == 422


def test_they_may_be_typed_as_people_type(nobody: Visitor) -> None:
    code, secret = a_case_with_secret()
    typed = secret.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert tries(nobody, code.lower().replace("-", ""), typed) == 303


def test_the_secret_is_long_and_kept_as_argon2id_only(nobody: Visitor) -> None:
    _code, secret = a_case_with_secret()
    assert len(secret.replace("-", "")) * 5 >= 80
    kept = session.scalars(select(Case.secret_hash)).one()
    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert secret not in kept


def test_a_new_secret_replaces_the_old(nobody: Visitor) -> None:
    case = a_case()
    old, new, code = issue_secret(case, by=SYSTEM), issue_secret(case, by=SYSTEM), case.code
    assert tries(nobody, code, old) == 422
    assert tries(nobody, code, new) == 303


def test_a_secret_of_ones_own_signs_out_everywhere_else(visit: Visit) -> None:
    case = a_case()
    here, elsewhere = visit(case), visit(case)
    here.opens("expat.status").presses("Make a secret", refused=200).follows("Back to your page")
    elsewhere.must_sign_in_for("expat.status")
    mail = session.scalars(select(Mail).where(Mail.kind == "secret_issued")).one()
    assert "made a new secret on your page" in mail.text


@pytest.mark.parametrize("case_state", ["unknown", "without a secret", "erased", "wrong secret"])
def test_every_refusal_reads_the_same(nobody: Visitor, case_state: str) -> None:
    code, secret = a_case_with_secret()
    if case_state == "unknown":
        code = "LE-2222-22"
    elif case_state == "wrong secret":
        secret = WRONG
    elif case_state == "erased":
        session.execute(update(Case).values(state=CaseState.ERASED))
    else:
        session.execute(update(Case).values(secret_hash=None))
    nobody.opens("signin.start").presses(BUTTON, code=code, secret=secret, refused=422)
    nobody.sees("This code and secret do not belong together. Check both and try again.")
    assert not is_signed_in(nobody)


def test_five_wrong_tries_and_the_case_rests(visit: Visit, clock: Traveller) -> None:
    code, secret = a_case_with_secret()
    for _ in range(5):
        assert tries(visit(), code, WRONG) == 422
    visitor = visit().opens("signin.start").presses(BUTTON, code=code, secret=secret, refused=422)
    visitor.sees("too many tries")
    clock.shift(timedelta(minutes=15, seconds=1))
    assert tries(visit(), code, secret) == 303


def test_a_refused_try_is_counted_although_the_page_is_an_error(nobody: Visitor) -> None:
    code, _secret = a_case_with_secret()
    tries(nobody, code, WRONG)
    session.rollback()
    # Beside the mails that the hire's own invitation counts for.
    guesses = select(Attempt.moments).where(~Attempt.key.startswith(QUIET))
    assert [len(moments) for moments in session.scalars(guesses)] == [1, 1]


def test_one_place_may_guess_twenty_times(visit: Visit) -> None:
    codes = [a_case_with_secret() for _ in range(2)]
    for number in range(20):
        tries(visit(), f"LE-{number:04d}-22", WRONG)
    code, secret = codes[0]
    assert tries(visit(), code, secret) == 422
    elsewhere = visit()
    elsewhere.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert tries(elsewhere, code, secret) == 303


def test_one_home_counts_as_one_place(visit: Visit) -> None:
    """Whoever has IPv6 has more addresses than there are seconds in a lifetime."""
    code, secret = a_case_with_secret()
    for number in range(20):
        visitor = visit()
        visitor.client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number + 1:x}"
        tries(visitor, f"LE-{number:04d}-22", WRONG)
    last = visit()
    last.client.environ_base["REMOTE_ADDR"] = "2001:db8:1:2:ffff::1"
    assert tries(last, code, secret) == 422


def test_success_forgets_what_was_counted(visit: Visit) -> None:
    code, secret = a_case_with_secret()
    for _round in range(3):
        for _ in range(4):
            assert tries(visit(), code, WRONG) == 422
        assert tries(visit(), code, secret) == 303


def test_an_expat_makes_their_own_secret_and_sees_it_once(expat: Visitor, nobody: Visitor) -> None:
    code = session.scalars(select(Case.code)).one()
    answer = expat.posts("signin.make_secret")
    assert answer.status_code == 200
    (shown,) = session.scalars(select(Case.secret_hash)).all()
    assert shown is not None
    secret = answer.text.split('class="big-code">')[1].split("<")[0]
    assert tries(nobody, code, secret) == 303
    cookies = " ".join(answer.headers.getlist("Set-Cookie"))
    assert secret not in cookies


def test_nobody_else_makes_secrets(officer: Visitor, hr: Visitor, nobody: Visitor) -> None:
    a_case()
    for visitor in (officer, hr, nobody):
        assert visitor.posts("signin.make_secret").status_code == 404


def test_signing_in_starts_a_stay_of_the_household(nobody: Visitor) -> None:
    code, secret = a_case_with_secret()
    tries(nobody, code, secret)
    (stay,) = session.scalars(select(SignIn)).all()
    assert (stay.role, stay.user_id) == ("expat", None)


def test_a_secret_replaced_while_the_old_one_was_looked_at_lets_nobody_in(
    nobody: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, secret = a_case_with_secret()

    def looked_at_slowly(typed: str, kept: str | None) -> bool:
        is_right = is_secret(typed, kept)
        issue_secret(session.scalars(select(Case)).one(), by=SYSTEM)
        session.commit()
        return is_right

    monkeypatch.setattr(sign_in, "is_secret", looked_at_slowly)
    assert tries(nobody, code, secret) == 422
    assert not is_signed_in(nobody)
