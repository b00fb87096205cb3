"""What HR typed and did not send yet: kept for a week, listed for whoever typed it, and for nobody else."""

import uuid
from datetime import timedelta

import time_machine

from expatdesk.cases.hire_actions import erase_old_drafts
from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.models import Case
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.employer.hiring import types
from tests.factories import a_user, an_employer
from tests.visitor import Visitor


def cases() -> int:
    return session.query(Case).count()


def test_drafts_are_erased_after_a_week(hr: Visitor, clock: time_machine.Traveller) -> None:
    types(hr)
    clock.shift(timedelta(days=6, hours=23))
    erase_old_drafts()
    assert session.query(HireDraft).count() == 1
    clock.shift(timedelta(hours=2))
    erase_old_drafts()
    assert session.query(HireDraft).count() == 0


def test_a_sent_draft_holds_nothing_any_more(hr: Visitor) -> None:
    types(hr).presses("Send")
    draft = session.query(HireDraft).one()
    assert (draft.typed, draft.hire) == ({}, None)
    hr.opens("employer.hires").does_not_see("Not sent yet")


def test_half_a_hire_is_kept_for_later(hr: Visitor) -> None:
    hr.opens("employer.new_hire").presses("Keep for later", given_names="Meera", stay_months="many")
    hr.sees(
        "Kept. Nothing is sent yet.",
        "Not sent yet",
        "Saved on Monday 14 December 2026, 10:00. Kept until Monday 21 December 2026. Only you see it.",
    )
    hr.follows("Go on: Meera")
    form, _ = hr.page.form_with("See what will follow")
    assert (form.values()["given_names"], form.values()["stay_months"]) == (["Meera"], ["many"])
    hr.presses("Keep for later", given_names="", family_name="")
    hr.sees("Without a name")
    assert (session.query(HireDraft).count(), cases()) == (1, 0)


def test_nothing_typed_is_nothing_kept(hr: Visitor) -> None:
    hr.opens("employer.new_hire").presses("Keep for later").sees("You typed nothing, so nothing is kept.")
    hr.opens("employer.new_hire").presses("Nederlands")
    assert hr.page.url.endswith("/new")
    assert session.query(HireDraft).count() == 0


def test_what_was_thrown_away_in_another_tab_is_a_new_draft(hr: Visitor) -> None:
    types(hr).follows("Change")
    session.query(HireDraft).delete()
    hr.presses("Keep for later", given_names="Mira").sees("Mira Raghunathan")


def test_two_tabs_on_one_draft(hr: Visitor) -> None:
    types(hr).follows("Change")
    (draft,) = session.query(HireDraft)
    draft.typed = draft.typed | {"email": ["other@mail.example"], "category": ["student"]}
    hr.presses("Keep for later", refused=409, stay_months="12").sees("You changed this in another tab")
    hr.sees("Kept: other@mail.example", "Typed here: meera@mail.example", "Kept: Student")
    assert draft.typed["stay_months"] == ["24"]
    hr.presses("Keep for later").sees("Kept. Nothing is sent yet.")
    session.expire_all()
    assert (draft.typed["email"], draft.typed["stay_months"]) == (["meera@mail.example"], ["12"])


def test_what_may_not_be_kept_is_named(hr: Visitor) -> None:
    hr.opens("employer.new_hire")
    hr.presses("Keep for later", given_names="Meera 111222333", family_name="Raghu\u200bnathan", particle="van")
    hr.sees("Not kept: Given names. It looks like a BSN", "Not kept: Family name. It holds a character")
    hr.does_not_see("Not kept: Prefix", "Not kept: E-mail", "111222333").follows("Go on: van")


def test_every_draft_is_listed(hr: Visitor) -> None:
    """However many: what is not listed can neither be sent nor thrown away."""
    types(hr)
    draft = session.query(HireDraft).one()
    mine = {"user_id": draft.user_id, "employer_id": draft.employer_id, "typed": {}}
    session.add_all(HireDraft(**mine, written_at=draft.written_at + timedelta(minutes=n)) for n in range(1, 61))
    hr.opens("employer.hires").sees("Meera Raghunathan")


def test_a_new_form_points_to_what_is_not_sent_yet(hr: Visitor) -> None:
    """Whoever goes back from what will follow finds the form empty: no page is kept by the browser."""
    types(hr)
    hr.opens("employer.new_hire").sees("Not sent yet").follows("Go on: Meera Raghunathan")
    assert hr.page.heading == "Submit a new hire"
    hr.does_not_see("Not sent yet").presses("See what will follow").sees("The desk registers them in Leiden")


def test_a_draft_is_thrown_away(hr: Visitor) -> None:
    types(hr)
    hr.opens("employer.hires").presses("Throw away Meera Raghunathan").sees("What you typed is thrown away.")
    hr.does_not_see("Meera")
    assert session.query(HireDraft).count() == 0


def test_what_was_sent_from_another_tab_is_not_thrown_away(hr: Visitor) -> None:
    types(hr)
    draft_id = session.query(HireDraft).one().id
    hr.opens("employer.hires")
    hr.posts("employer.send_hire", draft_id=draft_id)
    hr.presses("Throw away Meera Raghunathan").does_not_see("What you typed is thrown away.")
    hire = hr.address("employer.hire", case_id=session.query(Case).one().id)
    assert hr.page.url == hire
    assert hr.posts("employer.send_hire", draft_id=draft_id).location.startswith(hire)
    assert hr.posts("employer.change_draft", {"later": "yes"}, draft_id=draft_id).location == hire
    assert (cases(), session.query(HireDraft).one().typed) == (1, {})


# -- whose draft ----------------------------------------------------------------------------------


def test_nobody_else_reaches_a_draft(hr: Visitor, other_hr: Visitor, officer: Visitor, visit: Visit) -> None:
    types(hr)
    draft = session.query(HireDraft).one()
    draft_id, employer = draft.id, session.get(Employer, draft.employer_id)
    colleague = visit(a_user(Role.EMPLOYER, employer=employer))
    for somebody in (other_hr, colleague, officer):
        for endpoint in ("employer.check_hire", "employer.change_draft"):
            somebody.cannot_open(endpoint, draft_id=draft_id)
        for endpoint in ("employer.send_hire", "employer.throw_away"):
            assert somebody.posts(endpoint, draft_id=draft_id).status_code == 404
    for somebody in (other_hr, colleague):
        somebody.opens("employer.hires").does_not_see("Not sent yet")
    assert (cases(), session.query(HireDraft).count()) == (0, 1)


def test_a_draft_does_not_go_along_to_another_employer(hr: Visitor) -> None:
    """It was typed for the employer before: sent now, it would become a hire of the new one."""
    types(hr)
    draft_id = session.query(HireDraft).one().id
    assert isinstance(hr.who, User)
    hr.who.employer_id = an_employer("Duinrell Optics B.V.").id
    hr.cannot_open("employer.check_hire", draft_id=draft_id)
    assert hr.posts("employer.send_hire", draft_id=draft_id).status_code == 404
    hr.opens("employer.hires").does_not_see("Not sent yet", "Meera")


def test_a_made_up_draft_is_missing(hr: Visitor) -> None:
    hr.cannot_open("employer.check_hire", draft_id=uuid.uuid4())
    assert hr.posts("employer.send_hire", draft_id=uuid.uuid4()).status_code == 404
