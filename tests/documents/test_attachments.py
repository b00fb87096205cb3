"""Files with messages, where two press at one moment."""

from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.documents.attachments import put_to_paper
from expatdesk.documents.models import Attachment, Document
from expatdesk.documents.refusals import PageGone
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import beside
from tests.factories import a_case, complete
from tests.factories.cases import REGION
from tests.factories.enquiries import a_file


def put(file: Attachment, paper: PaperKey) -> None:
    case = session.get_one(Case, file.case_id)
    put_to_paper(case, file, case.principal, paper, by=SYSTEM, region=REGION, today=today())


def test_a_file_becomes_a_page_of_one_paper_alone(real_app: Flask) -> None:
    """The content belongs to whoever was first; the later press is told so, and is no error."""
    case = a_case()
    complete(case, "intake")
    file_id, refused = a_file(case).id, list[bool]()
    session.commit()

    def press() -> None:
        begin_immediate()
        file = session.get(Attachment, file_id)
        try:
            if file is not None:
                put(file, PaperKey.BIRTH_CERTIFICATE)
        except PageGone:
            file = None
        refused.append(file is None)

    begin_immediate()
    put(session.get_one(Attachment, file_id), PaperKey.IDENTITY)
    with beside(real_app, press):
        session.commit()
    assert refused == [True]
    assert session.scalars(select(Document.paper)).all() == [PaperKey.IDENTITY]
