"""What the pages of a household need."""

from expatdesk.access.permissions import Permission as P
from expatdesk.access.rules import Rule

OF_EXPATS: dict[str, Rule] = {
    "expat.status": Rule(P.SEE_OWN_PAGE),
    "expat.step": Rule(P.COMPLETE_OWN_STEP),
    "expat.step_done": Rule(P.COMPLETE_OWN_STEP),
    "expat.visit": Rule(P.BOOK_OWN_VISIT),
    "expat.visit_times": Rule(P.BOOK_OWN_VISIT),
    "expat.keep_time": Rule(P.BOOK_OWN_VISIT, looks_first=True),
    "expat.confirm_visit": Rule(P.BOOK_OWN_VISIT),
    "expat.book_own_visit": Rule(P.BOOK_OWN_VISIT, looks_first=True),
    "expat.cancel_visit": Rule(P.BOOK_OWN_VISIT),
    "expat.cancel_own_visit": Rule(P.BOOK_OWN_VISIT),
    # A yes is taken back as easily as given, also once the case is closed.
    "expat.allow_employer": Rule(P.SEE_OWN_CASE),
    # Whom we still write to may choose what, also once the case is closed.
    "expat.mails": Rule(P.SEE_OWN_CASE),
    "expat.other_visit": Rule(P.BOOK_OWN_VISIT),
    "expat.book_other": Rule(P.BOOK_OWN_VISIT, looks_first=True),
    "expat.cancel_other": Rule(P.BOOK_OWN_VISIT),
    "expat.pack": Rule(P.SEE_OWN_CASE, reads="pack_made"),
    "expat.papers": Rule(P.SEE_OWN_PAPERS),
    "expat.paper": Rule(P.SEE_OWN_PAPERS),
    "expat.hand_in_paper": Rule(P.HAND_IN_OWN_PAPER, takes_files=True),
    "expat.remove_page": Rule(P.HAND_IN_OWN_PAPER),
    "expat.paper_file": Rule(P.SEE_OWN_SCANS, reads="paper_read", fresh=True),
    "expat.rating": Rule(P.RATE),
    "expat.give_rating": Rule(P.RATE),
    "expat.check_in": Rule(P.SAY_HOW_IT_GOES),
    "expat.give_check_in": Rule(P.SAY_HOW_IT_GOES),
    # What was answered is still read once the case is closed.
    "expat.enquiries": Rule(P.SEE_OWN_QUESTIONS),
    "expat.enquiry": Rule(P.SEE_OWN_QUESTIONS, reads="question_read"),
    "expat.new_enquiry": Rule(P.ASK_DESK),
    "expat.send_enquiry": Rule(P.ASK_DESK, takes_files=True),
    "expat.add_to_enquiry": Rule(P.ASK_DESK, reads="question_read", takes_files=True),
    "expat.enquiry_file": Rule(P.SEE_OWN_CASE, reads="question_file_read", fresh=True),
    # Nothing is kept of what is asked there.
    "expat.what_if_moved": Rule(P.FILL_IN_INTAKE),
    "expat.intake": Rule(P.FILL_IN_INTAKE),
    "expat.question": Rule(P.FILL_IN_INTAKE),
    "expat.answer": Rule(P.FILL_IN_INTAKE),
    "expat.proof": Rule(P.SEE_OWN_CASE, reads="proof_made"),
    "expat.summary": Rule(P.FILL_IN_INTAKE),
    "expat.send_answers": Rule(P.FILL_IN_INTAKE),
    # What is kept of the household, and what it may ask of the desk with it.
    "expat.data": Rule(P.RUN_OWN_DATA),
    "expat.end_stay": Rule(P.RUN_OWN_DATA),
    # A copy of the whole file: who asks for it and who takes it has just shown who they are.
    "expat.export": Rule(P.RUN_OWN_DATA),
    "expat.make_export": Rule(P.RUN_OWN_DATA, fresh=True, stands_on="expat.export"),
    "expat.export_file": Rule(P.RUN_OWN_DATA, reads="data_taken", fresh=True),
    "expat.calendar": Rule(P.RUN_OWN_DATA),
    "expat.make_calendar": Rule(P.CHANGE_OWN_CALENDAR, fresh=True, stands_on="expat.calendar"),
    "expat.stop_calendar": Rule(P.RUN_OWN_DATA),
    # Read by programs that nobody signs in: the address is the key, and a look each hour tells nobody anything.
    "expat.calendar_feed": Rule(P.SEE_PUBLIC_PAGES),
    # Letting somebody represent the household; ending that is as easy as a press, also once the case is closed.
    "expat.representative": Rule(P.RUN_OWN_DATA),
    "expat.name_representative": Rule(P.NAME_REPRESENTATIVE, fresh=True),
    "expat.end_representative": Rule(P.RUN_OWN_DATA),
    "expat.ask_correction": Rule(P.RUN_OWN_DATA),
    "expat.ask_erasure": Rule(P.RUN_OWN_DATA, fresh=True),
    "expat.withdraw_request": Rule(P.RUN_OWN_DATA),
    "expat.email": Rule(P.CHANGE_OWN_EMAIL, fresh=True),
    "expat.stop_email": Rule(P.CHANGE_OWN_EMAIL),
    "expat.email_link": Rule(P.SIGN_IN),
}
