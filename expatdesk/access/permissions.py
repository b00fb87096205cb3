"""Who may do what: one enum of permissions, one table of roles. What is not named here is refused."""

import enum

from expatdesk.people.models import Role
from expatdesk.systems.models import OF_EMPLOYERS, Scope


class Permission(enum.StrEnum):
    """`subject:verb`."""

    SEE_PUBLIC_PAGES = "site:see"
    SIGN_IN = "site:sign-in"
    SIGN_OUT = "site:sign-out"
    CHANGE_PASSWORD = "own-account:change-password"  # noqa: S105
    SEE_DEMO_MAILS = "demo:see-mails"
    SUBMIT_HIRE = "hire:submit"
    SEE_HIRES = "hire:see"
    DO_OWN_PART = "hire:do-own-part"
    BOOK_HIRES_VISIT = "hire:book-visit"
    RUN_COLLEAGUES = "colleagues:run"
    RUN_OWN_ADDRESSES = "own-addresses:run"
    RUN_SYSTEMS = "systems:run"
    READ_BY_KEY = "by-key:read"
    SUBMIT_BY_KEY = "by-key:submit"
    PAPERS_BY_KEY = "by-key:papers"
    BOOK_BY_KEY = "by-key:book"
    HOMES_BY_KEY = "by-key:homes"
    SEE_OWN_CASE = "own-case:see"
    SEE_OWN_PAGE = "own-page:see"
    FILL_IN_INTAKE = "own-case:fill-in"
    COMPLETE_OWN_STEP = "own-case:complete-step"
    SEE_OWN_PAPERS = "own-papers:see"
    SEE_OWN_SCANS = "own-scans:see"
    HAND_IN_OWN_PAPER = "own-case:hand-in-paper"
    BOOK_OWN_VISIT = "own-case:book-visit"
    CHANGE_OWN_CALENDAR = "own-case:change-calendar"
    CHANGE_OWN_EMAIL = "own-case:change-email"
    RUN_OWN_DATA = "own-data:run"
    RATE = "own-rating:give"
    SEE_OWN_QUESTIONS = "own-questions:see"
    SAY_HOW_IT_GOES = "own-check-in:give"
    SAY_HOME_WISHES = "own-home-wishes:say"
    SEE_HOMES = "own-homes:see"
    SHOW_CONTRACT = "own-contract:show"
    ASK_DESK = "own-question:ask"
    JOIN_ACTIVITIES = "own-activities:join"
    SEE_OWN_ACTIVITIES = "own-activities:see"
    RUN_ACTIVITIES = "activities:run"
    NAME_REPRESENTATIVE = "representative:name"
    MEET_PEOPLE = "own-people:meet"
    SAY_CAREER = "own-career:say"
    SEE_WORKLIST = "worklist:see"
    SEE_CASE = "case:see"
    EXPORT_LIST = "worklist:export"
    WRITE_LETTERS = "letter:write"
    WRITE_ANSWERS = "answer:write"
    KEEP_GUIDE = "guide:keep"
    WRITE_NOTE = "note:write"
    ANSWER_QUESTIONS = "question:answer"
    ANSWER_ANYBODY = "open-question:answer"
    KEEP_SHARED_FILTERS = "filter:keep-shared"
    CHANGE_CASE = "case:change"
    COMPLETE_STEP = "case:complete-step"
    SCAN_PAPER = "paper:scan"
    BOOK_VISIT = "visit:book"
    SEE_PAPER = "paper:see"
    CHECK_PAPER = "paper:check"
    CHECK_CONTRACT = "contract:check"
    PRINT_PACK = "pack:print"
    REGISTER_PERSON = "person:register"
    RUN_DAY = "day:run"
    RUN_COUNTERS = "counters:run"
    SET_RETENTION = "retention:set"
    RUN_INVOICES = "invoices:run"
    SEE_OWN_INVOICES = "own-invoices:see"
    RUN_EMPLOYERS = "employers:run"
    RUN_PARTNERS = "partners:run"
    SEE_PARTNER_PAGE = "partner-page:see"
    OFFER_HOMES = "home:offer"
    RUN_HOME_KEYS = "home-keys:run"
    KEEP_OCCUPANCY = "occupancy:keep"
    SEE_OCCUPANCY = "occupancy:see"
    RUN_OWN_ACTIVITIES = "own-activity:run"
    SEE_RATINGS = "ratings:see"
    SEE_CHECK_INS = "check-in:see"
    CHANGE_HOME_WISHES = "home-wishes:change"
    RUN_RENTS = "rents:run"
    RUN_BUDDIES = "buddies:run"
    SEE_BOARDS = "boards:see"
    RUN_CAREERS = "careers:run"


P = Permission
# Signing out is for everybody: whom the clock signed out already may press the button as well.
EVERYBODY = {P.SEE_PUBLIC_PAGES, P.SIGN_IN, P.SIGN_OUT, P.SEE_DEMO_MAILS}
WITH_ACCOUNT = EVERYBODY | {P.CHANGE_PASSWORD}
HR = {P.SUBMIT_HIRE, P.SEE_HIRES, P.DO_OWN_PART, P.BOOK_HIRES_VISIT, P.SEE_OWN_INVOICES}
DESK = {P.SEE_WORKLIST, P.SEE_CASE, P.CHANGE_CASE, P.COMPLETE_STEP, P.BOOK_VISIT, P.PRINT_PACK, P.RUN_DAY}
LISTS = {P.EXPORT_LIST, P.WRITE_NOTE}
DESK |= {P.SEE_PAPER, P.CHECK_PAPER, P.ANSWER_QUESTIONS, P.ANSWER_ANYBODY}
# What a system may do; its key says which of these. Nobody else has any, and it has nothing else.
BY_KEY = {
    Scope.READ: P.READ_BY_KEY, Scope.SUBMIT: P.SUBMIT_BY_KEY, Scope.PAPERS: P.PAPERS_BY_KEY,
    Scope.BOOK: P.BOOK_BY_KEY, Scope.HOMES: P.HOMES_BY_KEY,
}  # fmt: skip
FOR_COLLEAGUES = {P.KEEP_SHARED_FILTERS, P.WRITE_LETTERS, P.WRITE_ANSWERS, P.KEEP_GUIDE}
RUNS_THE_DESK = {P.RUN_COUNTERS, P.SET_RETENTION, P.RUN_EMPLOYERS, P.RUN_INVOICES, P.SEE_RATINGS, P.RUN_RENTS}
RUNS_THE_DESK |= {P.RUN_PARTNERS}
# At the most; which of these, the organisation they work for says (`access/partners.py`).
OF_PARTNERS = {P.OFFER_HOMES, P.RUN_OWN_ACTIVITIES, P.RUN_HOME_KEYS, P.KEEP_OCCUPANCY}
HR |= {P.OFFER_HOMES, P.KEEP_OCCUPANCY}
OWN_CASE = {P.SEE_OWN_CASE, P.FILL_IN_INTAKE, P.COMPLETE_OWN_STEP, P.BOOK_OWN_VISIT, P.HAND_IN_OWN_PAPER}
OWN_CASE |= {P.ASK_DESK, P.SAY_HOW_IT_GOES, P.SAY_HOME_WISHES, P.NAME_REPRESENTATIVE, P.JOIN_ACTIVITIES}
OWN_CASE |= {P.SHOW_CONTRACT, P.MEET_PEOPLE, P.SEE_HOMES, P.SAY_CAREER}
# What a household only looks at, also once its case is closed; parts of it by whomever it lets represent it.
TO_LOOK_AT = {P.SEE_OWN_PAGE, P.SEE_OWN_PAPERS, P.SEE_OWN_SCANS, P.SEE_OWN_QUESTIONS}
# What the law gives whoever is in a file (GDPR art. 15 to 20), for as long as there is one.
OWN_CASE |= {P.RUN_OWN_DATA, P.CHANGE_OWN_EMAIL, P.CHANGE_OWN_CALENDAR}
# What home they look for concerns no municipality: registrars see none of it (security 2).
DESK |= {P.SCAN_PAPER, P.SEE_CHECK_INS, P.CHANGE_HOME_WISHES, P.RUN_ACTIVITIES, P.CHECK_CONTRACT}
# How far a search for a home is, who has met people, and what work they look for, neither.
DESK |= {P.RUN_BUDDIES, P.SEE_BOARDS, P.RUN_CAREERS, P.SEE_OCCUPANCY}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VISITOR: frozenset(EVERYBODY),
    Role.EXPAT: frozenset(EVERYBODY | OWN_CASE | TO_LOOK_AT | {P.RATE, P.SEE_OWN_ACTIVITIES}),
    # At the most; which of these, the household says (`access/represented.py`).
    Role.REPRESENTATIVE: frozenset(EVERYBODY | TO_LOOK_AT | {P.BOOK_OWN_VISIT, P.HAND_IN_OWN_PAPER, P.ASK_DESK}),
    Role.EMPLOYER: frozenset(WITH_ACCOUNT | HR),
    Role.EMPLOYER_ADMIN: frozenset(
        WITH_ACCOUNT | HR | {P.RUN_COLLEAGUES, P.RUN_OWN_ADDRESSES, P.RUN_SYSTEMS, P.RUN_HOME_KEYS}
    ),
    Role.EMPLOYER_SYSTEM: frozenset({P.SEE_PUBLIC_PAGES, *(BY_KEY[scope] for scope in OF_EMPLOYERS)}),
    Role.OFFICER: frozenset(WITH_ACCOUNT | DESK | LISTS),
    Role.COORDINATOR: frozenset(WITH_ACCOUNT | DESK | LISTS | FOR_COLLEAGUES | RUNS_THE_DESK),
    # Only a civil-affairs officer of the municipality itself registers; they read, but do not run the case.
    Role.REGISTRAR: frozenset(
        WITH_ACCOUNT
        | {P.SEE_WORKLIST, P.SEE_CASE, P.SEE_PAPER, P.PRINT_PACK, P.WRITE_NOTE, P.REGISTER_PERSON, P.RUN_DAY}
        | {P.ANSWER_QUESTIONS}
    ),
    Role.PARTNER: frozenset(WITH_ACCOUNT | OF_PARTNERS | {P.SEE_PARTNER_PAGE}),
    Role.PARTNER_SYSTEM: frozenset({P.SEE_PUBLIC_PAGES, P.HOMES_BY_KEY}),
    Role.ADMINISTRATOR: frozenset(WITH_ACCOUNT),
}

# What a household does to its case, and does not any more once that is closed.
CHANGES_OWN_CASE = OWN_CASE - {P.SEE_OWN_CASE, P.RUN_OWN_DATA}


def may(role: Role, permission: Permission) -> bool:
    """Whether this role has this permission."""
    return permission in PERMISSIONS[role]
