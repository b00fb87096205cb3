"""Files with a question: sent, kept over an error, read by both sides, erased; and a file that is a paper."""

from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from expatdesk.cases.models import Case
from expatdesk.documents.attachments import MOST_FILES
from expatdesk.documents.models import Attachment, Document
from expatdesk.documents.queries import document_of
from expatdesk.documents.reading import content_of
from expatdesk.documents.retention import count_due_files, erase_due_files
from expatdesk.documents.store import DRAWERS, the_store
from expatdesk.enquiries.actions import ask, close_thread, follow_up
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.queries import threads_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.documents.hostile import pdf, picture
from tests.factories import KATWIJK, a_case, a_user
from tests.factories.cases import REGION
from tests.factories.enquiries import a_file
from tests.sending_files import sent
from tests.visitor import Visitor


def with_file(case: Case, name: str = "licence.jpg") -> Thread:
    return ask(case, "Driving", "This?", by=SYSTEM, region=REGION, today=today(), files=[a_file(case, name)])


def file_in(thread: Thread) -> Attachment:
    return thread.messages[0].files[0]


def count_files() -> int:
    return session.scalar(select(func.count()).select_from(Attachment)) or 0


def lies_in_store(stored_as: str) -> bool:
    return any(name == stored_as for drawer in DRAWERS for name, _put in the_store().lying_in(drawer))


def test_a_question_with_files_is_read_by_both(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.new_enquiry", q="xqzzy")
    files = sent(("licence.jpg", picture()), ("letter.pdf", pdf()))
    expat.presses("Send the question", text="Is this one enough?", files=files)
    expat.sees("We have your message.", "licence.jpg", "letter.pdf", "Files are erased 90 days after they came.")
    [thread] = threads_of(case.id)
    file_id = file_in(thread).id
    own = expat.signs_in().opens("expat.enquiry", thread_id=thread.id)
    assert own.asks_for("expat.enquiry_file", thread_id=thread.id, file_id=file_id).status_code == 200
    officer = visit(a_user(Role.OFFICER)).opens("desk.enquiry", case_id=case.id, thread_id=thread.id)
    answer = officer.asks_for("desk.enquiry_file", case_id=case.id, thread_id=thread.id, file_id=file_id)
    assert answer.data == content_of(file_in(thread))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert readings_of(case.id)[0].verb == "question_file_read"


def test_the_desk_sends_files_as_well(visit: Visit, officer: Visitor) -> None:
    case = a_case()
    thread = with_file(case)
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id)
    officer.presses("Send the answer", text="Fill in this form.", files=sent(("form.pdf", pdf())))
    officer.sees("The answer is sent.", "form.pdf")
    visit(case).opens("expat.enquiry", thread_id=thread.id).sees("form.pdf")


def test_an_error_in_the_form_loses_no_file(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.new_enquiry", q="xqzzy")
    files = sent(("licence.jpg", picture()), ("page.html", b"<script>alert(1)</script>"))
    expat.presses("Send the question", text="Mine is 111222333.", files=files, refused=422)
    expat.sees("This looks like a BSN", "These files go along", "licence.jpg", "“page” is not kept.")
    expat.presses("Send the question", text="Mine is of 2019.").sees("We have your message.", "licence.jpg")
    assert [file.shown_name for file in threads_of(case.id)[0].messages[0].files] == ["licence.jpg"]


def test_a_kept_file_is_left_out_again(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.new_enquiry", q="xqzzy")
    expat.presses("Send the question", text="", files=sent(("licence.jpg", picture())), refused=422)
    expat.presses("Send the question", text="Hello", kept=[])
    assert [message.files for message in threads_of(case.id)[0].messages] == [[]]


def test_sent_twice_it_comes_once_and_a_forgotten_file_comes_along(visit: Visit) -> None:
    """Security T38."""
    case, how = a_case(), {"by": SYSTEM, "region": REGION, "today": today()}
    thread = with_file(case)
    follow_up(case, thread, "This?", files=[a_file(case)], **how)  # type: ignore[arg-type]
    assert len(thread.messages) == 1
    follow_up(case, thread, "This?", files=[a_file(case, content=picture("PNG"))], **how)  # type: ignore[arg-type]
    assert len(thread.messages) == 2


def test_nobody_takes_up_or_opens_the_files_of_others(visit: Visit) -> None:
    """Security T01, T02 and T04: other households, a registrar who was not asked, and a closed question."""
    case, other = a_case(), a_case(email="other@mail.example")
    thread, kept = with_file(case), a_file(case, content=picture("PNG"))
    file_id = file_in(thread).id
    stranger = visit(other)
    stranger.cannot_open("expat.enquiry_file", thread_id=thread.id, file_id=file_id)
    stranger.posts("expat.send_enquiry", {"subject": "Mine", "text": "Mine", "kept": str(kept.id)})
    assert kept.message_id is None
    own = ask(other, "Own", "Own?", by=SYSTEM, region=REGION, today=today())
    stranger.cannot_open("expat.enquiry_file", thread_id=own.id, file_id=file_id)
    visit(case).cannot_open("expat.enquiry_file", thread_id=thread.id, file_id=kept.id)
    at_desk = {"case_id": case.id, "thread_id": thread.id, "file_id": file_id}
    for user in (
        a_user(Role.REGISTRAR, municipality=case.municipality),
        a_user(Role.REGISTRAR, municipality=KATWIJK),
    ):
        visit(user).cannot_open("desk.enquiry_file", **at_desk)
    officer = visit(a_user(Role.OFFICER))
    officer.cannot_open("desk.enquiry_file", **{**at_desk, "case_id": other.id})
    close_thread(case, thread, version=thread.version, by=SYSTEM)
    officer.cannot_open("desk.enquiry_file", **at_desk)
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id).sees("Open the question again")


def test_what_a_colleague_is_still_writing_is_theirs_alone(visit: Visit) -> None:
    """Security T04: within one case as well."""
    case = a_case()
    thread, kept = with_file(case), a_file(case, content=picture("PNG"))
    kept.kept_by = a_user(Role.OFFICER).id
    session.flush()
    household = visit(case)
    household.posts("expat.add_to_enquiry", {"text": "Mine", "kept": str(kept.id)}, thread_id=thread.id)
    assert kept.message_id is None
    assert (
        household.posts("expat.add_to_enquiry", {"text": "M", "kept": "x"}, thread_id=thread.id).status_code == 422
    )


def test_what_is_not_scanned_is_not_opened(visit: Visit) -> None:
    """Security T26."""
    case = a_case()
    thread = with_file(case)
    file_in(thread).is_scanned = False
    session.flush()
    officer = visit(a_user(Role.OFFICER))
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id).sees("Being scanned for viruses")
    officer.cannot_open("desk.enquiry_file", case_id=case.id, thread_id=thread.id, file_id=file_in(thread).id)


def test_a_message_holds_so_many_files(visit: Visit) -> None:
    """Security T27."""
    case = a_case()
    expat = visit(case).opens("expat.new_enquiry", q="xqzzy")
    files = sent(*((f"{number}.png", picture("PNG", size=(20 + number, 20))) for number in range(MOST_FILES + 1)))
    expat.presses("Send the question", text="All", files=files, refused=422).sees("at most 10 files.", "All")
    assert count_files() == 0


def test_a_file_that_is_a_paper_becomes_one(visit: Visit, officer: Visitor) -> None:
    case = a_case()
    thread = with_file(case)
    content = content_of(file_in(thread))
    officer.opens("desk.enquiry", case_id=case.id, thread_id=thread.id)
    officer.presses("Put it to this paper: licence.jpg", paper=f"{case.principal.id}/{PaperKey.IDENTITY}")
    officer.sees("and waits to be checked").does_not_see("licence.jpg")
    document = document_of(case.principal, PaperKey.IDENTITY)
    assert isinstance(document, Document)
    assert content_of(document.pages[0]) == content
    assert count_files() == 0


def test_files_are_erased_after_their_term(visit: Visit, clock: time_machine.Traveller) -> None:
    case = a_case()
    thread = with_file(case)
    file, unsent = file_in(thread).stored_as, a_file(case, content=picture("PNG")).stored_as
    session.commit()
    assert count_due_files(REGION, today()) == 0
    assert erase_due_files(REGION, today() + timedelta(days=2)) == 1
    assert not lies_in_store(unsent)
    assert erase_due_files(REGION, today() + timedelta(days=89)) == 0
    assert erase_due_files(REGION, today() + timedelta(days=91)) == 1
    assert not lies_in_store(file)
    session.refresh(thread.messages[0])
    assert thread.messages[0].files == []


def test_files_are_erased_with_the_case(visit: Visit) -> None:
    case = a_case()
    file = file_in(with_file(case)).stored_as
    assert lies_in_store(file)
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    session.commit()
    assert count_files() == 0
    assert not lies_in_store(file)
