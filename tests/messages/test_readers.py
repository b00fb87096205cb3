"""Mails to a household that somebody else reads too, or instead of it: those of what they see, and no others."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Grant, Mails
from expatdesk.cases.representatives import end_representation, send_invitations
from expatdesk.cases.sign_in import issue_secret
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.joining import join_waiting
from expatdesk.messages.kinds import KINDS, MATTERS, TOGETHER, Reader
from expatdesk.messages.models import WAITING, Mail, MailReader
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.factories import a_case, a_representative, a_user, an_employer, up_to_visit
from tests.factories.cases import REGION
from tests.signin.ways_in import mails

AGENT = "joost@agent.example"
# Whatever is granted, these are for the household alone.
ALONE = (
    "invitation", "sign_in_link", "secret_issued", "answers_received", "cases_joined", "email_change_old",
    "email_changed", "data_export_made", "data_request_answered", "case_erased", "case_ends", "hire_withdrawn",
    "representative_named", "representative_ended", "letter", TOGETHER, "six_week_check_in", "four_month_check_in",
    "talk_offered", "activity_signed_up", "activity_offered", "activity_lapsed", "activity_left",
    "activity_reminder", "activity_changed", "activity_cancelled", "contract_judged",
    "viewing_invited", "home_declined", "viewing_booked", "viewing_cancelled", "viewing_reminder",
    "home_gone", "home_let",
    "buddy_proposed", "buddy_found",
)  # fmt: skip


def told_of_visit(mail_choice: Mails, sees: tuple[Grant, ...] = (Grant.PLAN,), language: str = "nl") -> Case:
    case = a_case(language="en")
    a_representative(case, sees, mails=mail_choice, language=language)
    return up_to_visit(case)


def readers(kind: str) -> set[str]:
    return {mail.recipient for mail in mails(kind)}


def test_every_kind_has_been_thought_about() -> None:
    to_households = {kind.name for kind in KINDS.values() if kind.reader is Reader.HOUSEHOLD}
    assert to_households == set(MATTERS) | set(ALONE)
    assert not set(MATTERS) & set(ALONE)


@pytest.mark.parametrize(
    ("choice", "sees", "expected"),
    [
        (Mails.TOO, (Grant.PLAN,), {AGENT, "ananya@mail.example"}),
        (Mails.INSTEAD, (Grant.PLAN,), {AGENT}),
        (Mails.NONE, (Grant.PLAN,), {"ananya@mail.example"}),
        (Mails.INSTEAD, (Grant.PAPERS, Grant.QUESTIONS), {"ananya@mail.example"}),
    ],
)
def test_who_gets_the_mail_of_a_visit(
    app: Flask, choice: Mails, sees: tuple[Grant, ...], expected: set[str]
) -> None:
    told_of_visit(choice, sees)
    assert readers("visit_booked") == expected


def test_each_reads_it_in_their_own_language_and_knows_whose_it_is(app: Flask) -> None:
    told_of_visit(Mails.TOO)
    by_reader = {mail.recipient: mail for mail in mails("visit_booked")}
    theirs, own = by_reader[AGENT], by_reader["ananya@mail.example"]
    assert (theirs.language, own.language) == ("nl", "en")
    assert "U vertegenwoordigt Ananya" in theirs.text
    assert "U vertegenwoordigt Ananya" in theirs.html
    assert "booth" not in theirs.text
    assert theirs.calendar is None
    assert own.calendar is not None
    assert "Joost" not in own.text


def test_in_one_language_the_calendar_goes_along(app: Flask) -> None:
    told_of_visit(Mails.INSTEAD, (Grant.PLAN, Grant.PAPERS), language="en")
    (mail,) = mails("visit_booked")
    assert mail.calendar is not None
    assert "Passport" in mail.text


def test_who_sees_the_plan_alone_reads_of_no_paper(app: Flask) -> None:
    told_of_visit(Mails.INSTEAD, language="en")
    (mail,) = mails("visit_booked")
    assert "Passport" not in mail.text + mail.html
    assert mail.calendar is None


def test_what_lets_in_goes_to_the_household_alone(app: Flask) -> None:
    case = a_case()
    a_representative(case, mails=Mails.INSTEAD)
    issue_secret(case, by=Actor(Role.EXPAT, case.title))
    assert readers("secret_issued") == {case.email}


def test_nothing_before_they_accept_nor_after_the_last_day(app: Flask, clock: Traveller) -> None:
    case = a_case()
    a_representative(case, mails=Mails.INSTEAD, has_accepted=False)
    up_to_visit(case)
    assert readers("visit_booked") == {case.email}
    other = a_case(email="other@mail.example")
    a_representative(other, mails=Mails.INSTEAD, days=1, email="late@agent.example")
    clock.shift(timedelta(days=2))
    up_to_visit(other)
    assert "late@agent.example" not in readers("visit_booked")


def test_nothing_once_they_work_for_the_employer(app: Flask) -> None:
    """Security T07: an account that came later shuts mails out as it does pages."""
    case = a_case(employer=(employer := an_employer()))
    a_representative(case, mails=Mails.INSTEAD)
    later = a_user(Role.EMPLOYER, employer=employer)
    later.email = AGENT
    up_to_visit(case)
    assert readers("visit_booked") == {case.email}


def two_came_back(choice: Mails) -> Case:
    case = a_case()
    a_representative(case, mails=choice)
    for paper in ("Lease", "Passport"):
        queue_mail(
            "paper_returned", recipient=case.email, language=case.language, case_id=case.id, case=case,
            paper=paper, person=None, reason="It is dark.", note="", by_day=None, region=REGION,
        )  # fmt: skip
    session.commit()
    return case


def test_several_become_one_for_each_reader(app: Flask, clock: Traveller) -> None:
    case = two_came_back(Mails.TOO)
    clock.shift(timedelta(minutes=20))
    join_waiting()
    joined = {mail.recipient: mail for mail in mails(TOGETHER)}
    assert set(joined) == {AGENT, case.email}
    assert "You represent Ananya" in joined[AGENT].text
    assert "/my/mails" not in joined[AGENT].text
    assert "/my/mails" in joined[case.email].text
    assert "You represent" not in joined[case.email].text


def test_when_it_ends_what_waits_does_not_go_out(app: Flask) -> None:
    case = two_came_back(Mails.TOO)
    end_representation(case, by=SYSTEM)
    waiting = session.scalars(select(Mail.recipient).where(Mail.state == WAITING, Mail.case_id == case.id)).all()
    assert set(waiting) == {case.email}
    assert session.scalars(select(MailReader)).all() == []


def test_who_was_named_by_mistake_gets_no_invitation_that_waits(app: Flask) -> None:
    """Their address may be a stranger's: the mail names the household."""
    case = a_case()
    a_representative(case, has_accepted=False)
    session.commit()
    send_invitations()
    assert readers("representative_invited") == {AGENT}
    end_representation(case, by=SYSTEM)
    assert readers("representative_invited") == set()
