"""Two workers at once, and one that dies: what changed is told once, and written with the change or not at all."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import HireChange
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.systems import telling
from expatdesk.systems.models import HookMessage, MessageState
from expatdesk.systems.telling import tell_systems
from expatdesk.work import send_to_webhooks
from tests.at_once import both
from tests.factories import a_case, a_hook, an_employer
from tests.factories.cases import REGION
from tests.webhook_receiver import a_certificate, running_receiver

HIRES = 12


def test_two_workers_tell_and_send_all_of_it_once(
    real_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setitem(real_app.config, "WEBHOOK_NETWORKS", "127.0.0.0/8 ::1/128")
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    employer = an_employer()
    with running_receiver(certificate) as receiver:
        a_hook(employer, receiver.url)
        cases = [a_case(employer=employer).id for _hire in range(HIRES)]
        session.commit()
        both(real_app, tell_systems)
        assert session.query(HireChange).count() == 0
        told = session.scalars(select(HookMessage.case_id)).all()
        assert sorted(map(str, told)) == sorted(map(str, cases))
        session.rollback()
        both(real_app, send_to_webhooks)
        assert len(receiver.got) == HIRES
    assert set(session.scalars(select(HookMessage.state))) == {MessageState.SENT}


def test_what_is_rolled_back_is_not_told(real_app: Flask) -> None:
    employer = an_employer()
    a_hook(employer)
    case = a_case(employer=employer)
    session.commit()
    tell_systems()
    change_facts(case, {"people_expected": 3}, version=case.version, by=SYSTEM, region=REGION, today=today())
    assert session.query(HireChange).count() == 1
    session.rollback()
    assert session.query(HireChange).count() == 0


def test_a_worker_that_dies_tells_it_the_next_time(real_app: Flask) -> None:
    employer = an_employer()
    a_hook(employer)
    a_case(employer=employer)
    session.commit()
    assert telling._tell_of_one_chunk()
    session.rollback()
    assert session.query(HookMessage).count() == 0
    session.rollback()
    tell_systems()
    assert session.query(HookMessage).count() == 1
