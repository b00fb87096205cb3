"""The page on which papers are checked, one after the other."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.documents.checking import accept
from expatdesk.documents.models import Document, DocumentState, Page
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import readings_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.rules.acceptance import PaperSays
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.documents.hostile import pdf
from tests.factories import a_case, a_user, actor_of, complete, with_family
from tests.factories.cases import REGION, the_plan
from tests.factories.handing_in import handed_in
from tests.factories.papers import a_paper, with_all_papers
from tests.page import text_of
from tests.sending_files import sent
from tests.visitor import Visitor

Papers = dict[tuple[int, PaperKey], Document]
IDENTITY, BIRTH, LEASE = PaperKey.IDENTITY, PaperKey.BIRTH_CERTIFICATE, PaperKey.LEASE


@pytest.fixture
def case(app: Flask) -> Case:
    """A couple who read Dutch."""
    return with_family(a_case(language="nl"))


@pytest.fixture
def papers(case: Case) -> Papers:
    return with_all_papers(case)


def where(document: Document) -> dict[str, object]:
    return {"case_id": document.case_id, "document_id": document.id}


def a_page() -> Page:
    """A page as a row alone."""
    return Page(
        position=0, stored_as="1" * 64, key_id="k", media_type="image/png", size=1, sheets=1, shown_name="a.png"
    )


def latest_mail() -> Mail:
    return session.scalars(select(Mail).where(Mail.kind == "paper_returned")).one()


def test_the_first_paper_opens_by_itself_and_then_the_next(officer: Visitor, papers: Papers) -> None:
    officer.goes_to(officer.asks_for("desk.papers").location)
    officer.sees("Passport of Ananya Krishnan", "Paper 1 of")
    officer.presses("Accept A").sees("of Ananya Krishnan is accepted.", "Birth certificate of Ananya Krishnan")
    assert papers[0, IDENTITY].state == DocumentState.ACCEPTED


def test_after_the_last_paper_of_a_case_comes_the_next_case(officer: Visitor, app: Flask) -> None:
    later, sooner = a_case(given_names="Later", arrival=today()), a_case(given_names="Sooner")
    one, other = a_paper(later, LEASE), a_paper(sooner, LEASE)
    assert officer.asks_for("desk.papers").location.endswith(str(other.id))
    officer.opens("desk.paper", **where(other)).presses("Accept A")
    officer.sees("Rental contract of Later Krishnan")
    officer.presses("Accept A").sees("No paper waits for the desk")
    assert one.state == DocumentState.ACCEPTED


def test_one_can_skip(officer: Visitor, papers: Papers) -> None:
    officer.opens("desk.paper", **where(papers[0, IDENTITY])).follows("Skip to the next J")
    officer.sees("Birth certificate of Ananya Krishnan")
    assert papers[0, IDENTITY].state == DocumentState.TO_CHECK


def test_doubts_come_first_and_hold_up_a_careless_accept(officer: Visitor, case: Case, papers: Papers) -> None:
    officer.opens("desk.paper", **where(papers[0, IDENTITY]))
    gone = {"valid_until-day": "1", "valid_until-month": "3", "valid_until-year": "2026"}
    officer.presses("Accept A", refused=422, **gone)
    officer.sees("Valid until 1 March 2026, and the visit is later.", "Tick the doubts")
    assert papers[0, IDENTITY].state == DocumentState.TO_CHECK
    officer.presses("Accept A", settled=["valid_on_visit"])
    assert papers[0, IDENTITY].state == DocumentState.ACCEPTED
    assert str(papers[0, IDENTITY].valid_until) == "2026-03-01"


def test_enter_in_a_field_only_looks_again(officer: Visitor, papers: Papers) -> None:
    lease = papers[0, LEASE]
    officer.opens("desk.paper", **where(lease))
    assert officer.page.forms[-1].buttons[0].get("value") == "look"
    day = {"starts_on-day": "1", "starts_on-month": "2", "starts_on-year": "2027"}
    officer.presses("Look again with these", refused=422, **day)
    officer.sees("Starts on 1 February 2027, and no visit is booked yet.")
    assert lease.state == DocumentState.TO_CHECK


def test_the_officer_sees_what_the_household_will_read(officer: Visitor, case: Case, papers: Papers) -> None:
    officer.opens("desk.paper", **where(papers[1, BIRTH]))
    officer.sees("Dit is een uittreksel. Wij hebben de volledige akte nodig, met beide ouders erop.")
    officer.presses("Return it to the household", reason="not_full", note="Vraag haar in Parijs aan.")
    officer.sees("Birth certificate of Luc Moreau went back to the household")
    assert "Vraag haar in Parijs aan." in latest_mail().text
    assert the_plan(case).step("papers_checked").state == "waiting"


def test_a_return_needs_its_reason_and_no_bsn(officer: Visitor, papers: Papers) -> None:
    officer.opens("desk.paper", **where(papers[0, LEASE]))
    officer.presses("Return it to the household", refused=422, note="Kom langs.").sees("Choose a reason")
    officer.presses("Return it to the household", refused=422, reason="unreadable", note="BSN 111222333")
    officer.sees("looks like a BSN")
    assert papers[0, LEASE].state == DocumentState.TO_CHECK
    assert "Kom langs" not in officer.page.text


def test_a_day_to_come_was_not_read_on_a_paper(officer: Visitor, papers: Papers) -> None:
    officer.opens("desk.paper", **where(papers[0, BIRTH]))
    day = {"issued_on-day": "1", "issued_on-month": "2", "issued_on-year": "2027"}
    officer.presses("Accept A", refused=422, **day).sees("This day is still to come.")


def test_who_comes_second_reads_both_versions(officer: Visitor, case: Case, papers: Papers) -> None:
    passport = papers[0, IDENTITY]
    officer.opens("desk.paper", **where(passport))
    colleague = actor_of(a_user(Role.OFFICER, name="Wout de Graaf"))
    accept(
        case, passport, read=PaperSays(valid_until=today().replace(year=2030)), settled=(),
        version=passport.version, by=colleague, region=REGION, today=today(),
    )  # fmt: skip
    day = {"valid_until-day": "5", "valid_until-month": "6", "valid_until-year": "2031"}
    officer.presses("Return it to the household", refused=409, reason="unreadable", **day)
    officer.sees(
        "Wout de Graaf accepted the paper", "14 December 2030", "5 June 2031", "Nothing of yours is saved"
    )
    assert passport.state == DocumentState.ACCEPTED


def test_an_accepted_paper_is_closed_until_somebody_says_why(officer: Visitor, case: Case, papers: Papers) -> None:
    passport = papers[0, IDENTITY]
    passport.pages.append(a_page())
    officer.opens("desk.paper", **where(passport)).presses("Accept A")
    officer.opens("desk.paper", **where(passport)).sees("its pages are closed")
    assert not officer.page.all("figure")
    officer.presses("Put it back to be checked", refused=422).sees("Choose a reason.")
    officer.presses("Put it back to be checked", reason="mistake").sees("Accept")
    officer.opens("desk.case", case_id=case.id).sees("back to be checked: It was accepted by mistake.")


def test_each_look_at_a_paper_is_written_down(officer: Visitor, case: Case, papers: Papers) -> None:
    officer.opens("desk.paper", **where(papers[0, IDENTITY]))
    assert [line.verb for line in readings_of(case.id)] == ["case_read"]


def test_the_menu_counts_what_waits(officer: Visitor, case: Case, papers: Papers) -> None:
    counted = f"Papers to check {len(papers)}"
    officer.opens("desk.paper", **where(papers[0, IDENTITY])).sees(counted)
    officer.opens("desk.case", case_id=case.id).sees(counted)


def test_only_the_desk_checks_papers(visit: Visit, case: Case, papers: Papers) -> None:
    for role in (Role.EMPLOYER, Role.PARTNER, Role.ADMINISTRATOR):
        visit(a_user(role)).cannot_open("desk.paper", **where(papers[0, IDENTITY])).cannot_open("desk.papers")


def test_a_paper_opens_in_its_own_case_alone(officer: Visitor, papers: Papers) -> None:
    other = a_case(given_names="Other")
    officer.cannot_open("desk.paper", case_id=other.id, document_id=papers[0, IDENTITY].id)


def test_the_case_page_says_how_each_paper_is(officer: Visitor, case: Case, papers: Papers) -> None:
    officer.opens("desk.case", case_id=case.id).sees("To check", "Check the papers")
    officer.follows("Check it: Rental contract, Ananya Krishnan").presses(
        "Return it to the household", reason="lease_starts_late"
    )
    officer.opens("desk.case", case_id=case.id).sees("Returned", "The rental contract starts after your visit.")
    handed_in(case, IDENTITY)
    officer.opens("desk.paper", **where(papers[0, IDENTITY])).presses("Accept A")
    officer.opens("desk.case", case_id=case.id).sees("Accepted")


def test_the_case_leads_to_what_waits_and_ticks_nothing_off(officer: Visitor, case: Case, papers: Papers) -> None:
    officer.opens("desk.case", case_id=case.id).does_not_see("Tick off: Check the papers", "Accept the papers")
    officer.follows(f"Check the papers ({len(papers)})").sees("What the rules ask")
    officer.opens("desk.step", case_id=case.id, key="papers_checked").does_not_see("Tick it off")
    officer.follows(f"Check the papers ({len(papers)})").presses("Accept A")
    officer.opens("desk.case", case_id=case.id).sees(f"Check the papers ({len(papers) - 1})")


def test_the_case_still_leads_to_the_others_when_one_came_back(
    officer: Visitor, case: Case, papers: Papers
) -> None:
    officer.opens("desk.paper", **where(papers[0, LEASE])).presses(
        "Return it to the household", reason="lease_starts_late"
    )
    left = len(papers) - 1
    officer.opens("desk.case", case_id=case.id).sees("Hand in the papers", "Record that the papers are here")
    filled = [one for one in officer.page.all("a", "button") if "primary-action" in (one.get("class") or "")]
    assert [text_of(one) for one in filled] == [f"Check the papers ({left})"]
    officer.follows(f"Check ({left}): Check the papers").sees("What the rules ask")


def test_who_may_tick_nothing_off_is_led_nowhere(registrar: Visitor, case: Case, papers: Papers) -> None:
    registrar.opens("desk.case", case_id=case.id).does_not_see("Check the papers (", "Check (")


def test_an_accepted_paper_turns_amber_when_the_visit_moves(officer: Visitor, case: Case, papers: Papers) -> None:
    passport, until = papers[0, IDENTITY], today() + timedelta(days=20)
    accept(
        case, passport, read=PaperSays(valid_until=until), settled=(), version=passport.version,
        by=actor_of(a_user(Role.OFFICER)), region=REGION, today=today(),
    )  # fmt: skip
    late, amber = "Not good on the day of the visit", "Valid until 3 January 2027, and the visit is later."
    officer.opens("desk.case", case_id=case.id).does_not_see(late)
    case.visit_at = now() + timedelta(days=21)
    officer.opens("desk.case", case_id=case.id).sees(late, amber)
    case.visit_at = now() + timedelta(days=19)
    officer.opens("desk.case", case_id=case.id).does_not_see(late)


def test_a_translation_turns_amber_for_a_later_visit(officer: Visitor, case: Case) -> None:
    """Six months from 27 June are over on 27 December: good on Christmas Eve, and not on 3 January."""
    made = date(2026, 6, 27)
    a_paper(
        case, BIRTH, state=DocumentState.ACCEPTED, checked_at=now(), legalised_on=today(), translated_on=made,
        language="hi",
    )  # fmt: skip
    late, amber = "Not good on the day of the visit", "27 June 2026"
    for days, is_late in ((10, False), (20, True), (12, False)):
        case.visit_at = now() + timedelta(days=days)
        officer.opens("desk.case", case_id=case.id)
        assert (late in officer.page.text) is is_late
        assert (amber in officer.page.text) is is_late


@pytest.fixture
def erased(case: Case) -> Document:
    """A translation that was accepted, its pages erased since, and that a moved visit makes too old."""
    complete(case, "intake")
    complete(case, "papers_handed_in")
    case.visit_at = now() + timedelta(days=20)
    return a_paper(
        case, BIRTH, state=DocumentState.ERASED, checked_at=now(), checked_by="Noor", legalised_on=today(),
        translated_on=date(2026, 6, 27), language="hi",
    )  # fmt: skip


def test_an_accepted_paper_whose_pages_are_erased_is_asked_for_anew(
    officer: Visitor, visit: Visit, case: Case, erased: Document
) -> None:
    officer.opens("desk.paper", **where(erased)).sees("Nobody can look at it again.")
    officer.presses("Return it to the household", refused=422, note="Laat haar vertalen.")
    officer.sees("Choose a reason", "Laat haar vertalen.")
    officer.presses("Return it to the household", reason="too_old").sees("went back to the household")
    assert (erased.state, erased.translated_on) == (DocumentState.RETURNED, date(2026, 6, 27))
    assert latest_mail().language == "nl"
    assert "Laat haar vertalen." in latest_mail().text
    household = visit(case).opens("expat.paper", person_id=case.principal.id, paper=BIRTH)
    household.sees("Laat haar vertalen.").presses("Hand in", files=sent(("new.pdf", pdf())))
    assert erased.state == DocumentState.TO_CHECK


def test_what_is_asked_for_anew_can_be_scanned_at_the_counter(
    officer: Visitor, case: Case, erased: Document
) -> None:
    officer.opens("desk.paper", **where(erased)).presses("Return it to the household", reason="too_old")
    birth = f"{case.principal.id}/{BIRTH}"
    officer.opens("desk.scan", case_id=case.id).presses(
        "Put it in the file", paper=birth, files=sent(("scan.pdf", pdf()))
    )
    assert (erased.state, erased.given_by_role) == (DocumentState.TO_CHECK, "officer")


def test_what_was_erased_unchecked_went_back_by_itself(officer: Visitor, erased: Document) -> None:
    erased.checked_at = None
    officer.opens("desk.paper", **where(erased)).does_not_see("Return it to the household")


def test_the_case_says_when_the_pages_are_erased_and_why(officer: Visitor, case: Case, papers: Papers) -> None:
    passport = papers[0, IDENTITY]
    passport.pages.append(a_page())
    officer.opens("desk.case", case_id=case.id).sees(
        "Its pages are erased on 14 March 2027: they are kept no longer"
    )
    officer.opens("desk.paper", **where(passport)).presses("Accept A")
    officer.opens("desk.case", case_id=case.id)
    officer.sees("Its pages are erased on 28 December 2026, as the desk has accepted it.")


def test_a_paper_that_nobody_asks_for_any_more_holds_up_nobody(officer: Visitor, case: Case) -> None:
    a_paper(case, PaperKey.HOST_CONSENT)
    assert officer.opens("desk.papers").sees("No paper waits for the desk")
    assert session.scalars(select(LogLine).where(LogLine.verb == "paper_read")).all() == []
