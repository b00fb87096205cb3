"""A question that comes while the case is being closed: it is refused, and not left to nobody."""

import contextlib

from flask import Flask

from expatdesk.cases.closing import close_as_it_is
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import CaseClosed
from expatdesk.enquiries.actions import ask
from expatdesk.enquiries.queries import threads_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import beside
from tests.factories import a_case
from tests.factories.cases import REGION


def test_nobody_asks_while_the_case_is_closed(real_app: Flask) -> None:
    case_id = a_case().id
    session.commit()

    def press() -> None:
        begin_immediate()
        case = session.get_one(Case, case_id)
        with contextlib.suppress(CaseClosed):
            ask(case, "My bin", "When is it emptied?", by=SYSTEM, region=REGION, today=today())
        session.commit()

    begin_immediate()
    case = session.get_one(Case, case_id)
    close_as_it_is(case, version=case.version, today=today())
    session.flush()
    with beside(real_app, press):
        session.commit()
    session.expire_all()
    assert threads_of(case_id) == []
