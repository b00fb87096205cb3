"""The access table: every route and what it needs. A route that is not named here stops the application.

`reads` is the word of the logbook for a page that shows somebody's file: such a page is one write as well.
"""

from dataclasses import dataclass

from expatdesk.access.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Rule:
    """What a route needs, and as what its showing a file is written down (see `access/readings.py`)."""

    permission: P
    reads: str = ""
    # Whether papers are handed in here: only such a request may be larger than a form.
    takes_files: bool = False


ROUTES: dict[str, Rule] = {
    "static": Rule(P.SEE_PUBLIC_PAGES),
    # Signing in and out.
    "signin.start": Rule(P.SIGN_IN),
    "signin.sent": Rule(P.SIGN_IN),
    "signin.case_code": Rule(P.SIGN_IN),
    "signin.link": Rule(P.SIGN_IN),
    "signin.login": Rule(P.SIGN_IN),
    "signin.forgotten": Rule(P.SIGN_IN),
    "signin.forgotten_sent": Rule(P.SIGN_IN),
    "signin.choose_password": Rule(P.SIGN_IN),
    "signin.change_password": Rule(P.CHANGE_PASSWORD),
    "signin.make_secret": Rule(P.SEE_OWN_CASE),
    "signin.stay": Rule(P.SIGN_OUT),
    "signin.sign_out": Rule(P.SIGN_OUT),
    "signin.signed_out": Rule(P.SEE_PUBLIC_PAGES),
    # The desk.
    "desk.dashboard": Rule(P.SEE_WORKLIST),
    "desk.worklist": Rule(P.SEE_WORKLIST),
    "desk.take_next": Rule(P.CHANGE_CASE),
    "desk.new_filter": Rule(P.SEE_WORKLIST),
    "desk.filter": Rule(P.SEE_WORKLIST),
    "desk.remove_filter": Rule(P.SEE_WORKLIST),
    "desk.columns": Rule(P.SEE_WORKLIST),
    "desk.export": Rule(P.EXPORT_LIST),
    "desk.assign_several": Rule(P.CHANGE_CASE),
    "desk.mail_several": Rule(P.CHANGE_CASE),
    "desk.letters": Rule(P.WRITE_LETTERS),
    "desk.new_letter": Rule(P.WRITE_LETTERS),
    "desk.letter": Rule(P.WRITE_LETTERS),
    "desk.remove_letter": Rule(P.WRITE_LETTERS),
    "desk.case": Rule(P.SEE_CASE, reads="case_read"),
    "desk.history": Rule(P.SEE_CASE, reads="history_read"),
    "desk.assign": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.close": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.open_again": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.facts_of": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.person": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.household": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.add_member": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.leave": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.remove_member": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.own_case": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.merge": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.two_households": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.undo_merge": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.grants": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.end_grant": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.step": Rule(P.COMPLETE_STEP, reads="case_read"),
    "desk.complete_step": Rule(P.COMPLETE_STEP, reads="case_read"),
    "desk.waive": Rule(P.COMPLETE_STEP, reads="case_read"),
    "desk.give_back": Rule(P.COMPLETE_STEP, reads="case_read"),
    "desk.undo": Rule(P.COMPLETE_STEP, reads="case_read"),
    "desk.visit": Rule(P.BOOK_VISIT, reads="case_read"),
    "desk.cancel_visit": Rule(P.BOOK_VISIT, reads="case_read"),
    "desk.invite_again": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.issue_secret": Rule(P.CHANGE_CASE, reads="case_read"),
    "desk.pack": Rule(P.PRINT_PACK, reads="pack_made"),
    "desk.papers": Rule(P.CHECK_PAPER),
    "desk.paper": Rule(P.CHECK_PAPER, reads="case_read"),
    "desk.judge_paper": Rule(P.CHECK_PAPER, reads="case_read"),
    "desk.reopen_paper": Rule(P.CHECK_PAPER, reads="case_read"),
    "desk.sheet": Rule(P.CHECK_PAPER, reads="paper_read"),
    "desk.scan": Rule(P.SCAN_PAPER, reads="case_read"),
    "desk.scanned": Rule(P.SCAN_PAPER, reads="case_read", takes_files=True),
    "desk.paper_file": Rule(P.SEE_CASE, reads="paper_read"),
    "desk.registrations": Rule(P.REGISTER_PERSON),
    "desk.registration": Rule(P.REGISTER_PERSON, reads="case_read"),
    # The counters, kept by the coordinator.
    "desk.counters": Rule(P.RUN_COUNTERS),
    "desk.new_counter": Rule(P.RUN_COUNTERS),
    "desk.counter": Rule(P.RUN_COUNTERS),
    "desk.hours": Rule(P.RUN_COUNTERS),
    "desk.new_closure": Rule(P.RUN_COUNTERS),
    "desk.closure": Rule(P.RUN_COUNTERS),
    "desk.remove_closure": Rule(P.RUN_COUNTERS),
    "desk.new_screen": Rule(P.RUN_COUNTERS),
    "desk.remove_screen": Rule(P.RUN_COUNTERS),
    # The day at the counters.
    "desk.day": Rule(P.RUN_DAY),
    "desk.day_act": Rule(P.RUN_DAY),
    "desk.walk_in": Rule(P.BOOK_VISIT),
    # The expat.
    "expat.status": Rule(P.SEE_OWN_CASE),
    "expat.step": Rule(P.COMPLETE_OWN_STEP),
    "expat.step_done": Rule(P.COMPLETE_OWN_STEP),
    "expat.visit": Rule(P.BOOK_OWN_VISIT),
    "expat.visit_times": Rule(P.BOOK_OWN_VISIT),
    "expat.keep_time": Rule(P.BOOK_OWN_VISIT),
    "expat.confirm_visit": Rule(P.BOOK_OWN_VISIT),
    "expat.book_own_visit": Rule(P.BOOK_OWN_VISIT),
    "expat.cancel_visit": Rule(P.BOOK_OWN_VISIT),
    "expat.cancel_own_visit": Rule(P.BOOK_OWN_VISIT),
    "expat.pack": Rule(P.SEE_OWN_CASE, reads="pack_made"),
    "expat.papers": Rule(P.HAND_IN_OWN_PAPER),
    "expat.paper": Rule(P.HAND_IN_OWN_PAPER),
    "expat.hand_in_paper": Rule(P.HAND_IN_OWN_PAPER, takes_files=True),
    "expat.remove_page": Rule(P.HAND_IN_OWN_PAPER),
    "expat.paper_file": Rule(P.HAND_IN_OWN_PAPER, reads="paper_read"),
    "expat.intake": Rule(P.FILL_IN_INTAKE),
    "expat.question": Rule(P.FILL_IN_INTAKE),
    "expat.answer": Rule(P.FILL_IN_INTAKE),
    "expat.summary": Rule(P.FILL_IN_INTAKE),
    "expat.send_answers": Rule(P.FILL_IN_INTAKE),
    # The employer.
    "employer.hires": Rule(P.SEE_HIRES),
    "employer.hire": Rule(P.SEE_HIRES, reads="hire_read"),
    "employer.complete_task": Rule(P.DO_OWN_PART),
    "employer.paper": Rule(P.DO_OWN_PART, reads="hire_read"),
    "employer.hand_in_paper": Rule(P.DO_OWN_PART, reads="hire_read", takes_files=True),
    "employer.new_hire": Rule(P.SUBMIT_HIRE),
    "employer.change_draft": Rule(P.SUBMIT_HIRE),
    "employer.check_hire": Rule(P.SUBMIT_HIRE),
    "employer.send_hire": Rule(P.SUBMIT_HIRE),
    # Everybody.
    "public.start": Rule(P.SEE_PUBLIC_PAGES),
    "public.choose_language": Rule(P.SEE_PUBLIC_PAGES),
    "public.accessibility": Rule(P.SEE_PUBLIC_PAGES),
    "public.privacy": Rule(P.SEE_PUBLIC_PAGES),
    "public.live": Rule(P.SEE_PUBLIC_PAGES),
    "public.ready": Rule(P.SEE_PUBLIC_PAGES),
    "public.robots": Rule(P.SEE_PUBLIC_PAGES),
    "public.security": Rule(P.SEE_PUBLIC_PAGES),
    "public.waiting_room": Rule(P.SEE_PUBLIC_PAGES),
    "public.mails": Rule(P.SEE_DEMO_MAILS),
    "public.mail": Rule(P.SEE_DEMO_MAILS),
    "public.mail_as_shown": Rule(P.SEE_DEMO_MAILS),
}
