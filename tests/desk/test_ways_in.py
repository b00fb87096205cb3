"""How a household gets into its own file: the invitation once more, and a secret given by hand."""

from sqlalchemy import select

from expatdesk.cases.sign_in import case_with_secret, issue_secret
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, complete
from tests.page import text_of
from tests.visitor import Visitor


def test_the_invitation_goes_out_once_more(officer: Visitor) -> None:
    case = a_case()
    before = len(session.scalars(select(Mail).where(Mail.case_id == case.id)).all())
    # Until the intake is done, the act of now offers the same.
    complete(case, "intake")
    officer.opens("desk.case", case_id=case.id).presses("Send the invitation again")
    officer.sees("The invitation goes to ananya@mail.example.")
    mails = session.scalars(select(Mail).where(Mail.case_id == case.id)).all()
    assert [mail.kind for mail in mails] == ["invitation"] * (before + 1)
    assert history_of(case.id)[0].verb == "invitation_sent"


def test_a_secret_is_shown_once_and_works(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.case", case_id=case.id).presses("Issue a new secret", refused=200)
    officer.sees("You see this secret only now.", case.code)
    secret = text_of(officer.page.all("dd")[1])
    assert case_with_secret(case.code, secret, session.flush) is case
    assert case_with_secret(case.code, secret + "x", session.flush) is None
    officer.opens("desk.case", case_id=case.id).does_not_see(secret)
    assert history_of(case.id)[0].verb == "secret_issued"
    assert secret not in str([line.details for line in history_of(case.id)])


def test_a_new_secret_ends_the_old_one(officer: Visitor) -> None:
    case = a_case()
    secrets = []
    for _ in range(2):
        officer.opens("desk.case", case_id=case.id).presses("Issue a new secret", refused=200)
        secrets.append(text_of(officer.page.all("dd")[1]))
    assert case_with_secret(case.code, secrets[0], session.flush) is None
    assert case_with_secret(case.code, secrets[1], session.flush) is case


def test_the_household_hears_of_a_secret_that_the_desk_made(officer: Visitor, visit: Visit) -> None:
    """Somebody at the desk could open the papers of a household with it, in the household's name."""
    case = a_case(language="nl")
    telephone = visit(case)
    officer.opens("desk.case", case_id=case.id).presses("Issue a new secret", refused=200)
    secret = text_of(officer.page.all("dd")[1])
    telephone.must_sign_in_for("expat.status")
    mail = session.scalars(select(Mail).where(Mail.kind == "secret_issued", Mail.case_id == case.id)).one()
    assert (mail.recipient, mail.language) == (case.email, "nl")
    assert "maandag 14 december 2026 om 10:00" in mail.text
    assert "iemand aan onze balie" in mail.text
    assert secret not in mail.text + mail.html


def test_a_corrected_address_shuts_out_whoever_read_the_wrong_one(officer: Visitor, visit: Visit) -> None:
    """An invitation that went astray must not leave a stay or a secret behind (security T09)."""
    case = a_case()
    stranger, secret = visit(case), issue_secret(case, by=SYSTEM)
    officer.opens("desk.facts_of", case_id=case.id, block="contact").presses("Save", email="right@mail.example")
    stranger.must_sign_in_for("expat.status")
    assert case_with_secret(case.code, secret, session.flush) is None
