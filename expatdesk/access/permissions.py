"""Who may do what: one enum of permissions, one table of roles. What is not named here is refused."""

import enum

from expatdesk.people.models import Role


class Permission(enum.StrEnum):
    """`subject:verb`."""

    SEE_PUBLIC_PAGES = "site:see"
    SIGN_IN = "site:sign-in"
    SIGN_OUT = "site:sign-out"
    SEE_DEMO_MAILS = "demo:see-mails"
    SUBMIT_HIRE = "hire:submit"
    SEE_HIRES = "hire:see"
    SEE_OWN_CASE = "own-case:see"
    FILL_IN_INTAKE = "own-case:fill-in"
    COMPLETE_OWN_STEP = "own-case:complete-step"
    SEE_WORKLIST = "worklist:see"
    SEE_CASE = "case:see"
    CHANGE_CASE = "case:change"
    COMPLETE_STEP = "case:complete-step"
    BOOK_VISIT = "visit:book"
    PRINT_PACK = "pack:print"
    REGISTER_PERSON = "person:register"


P = Permission
EVERYBODY = {P.SEE_PUBLIC_PAGES, P.SIGN_IN, P.SEE_DEMO_MAILS}
SIGNED_IN = EVERYBODY | {P.SIGN_OUT}
DESK = {P.SEE_WORKLIST, P.SEE_CASE, P.CHANGE_CASE, P.COMPLETE_STEP, P.BOOK_VISIT, P.PRINT_PACK}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VISITOR: frozenset(EVERYBODY),
    Role.EXPAT: frozenset(SIGNED_IN | {P.SEE_OWN_CASE, P.FILL_IN_INTAKE, P.COMPLETE_OWN_STEP}),
    Role.EMPLOYER: frozenset(SIGNED_IN | {P.SUBMIT_HIRE, P.SEE_HIRES}),
    Role.OFFICER: frozenset(SIGNED_IN | DESK),
    Role.COORDINATOR: frozenset(SIGNED_IN | DESK),
    # Only a civil-affairs officer of the municipality itself registers; they read, but do not run the case.
    Role.REGISTRAR: frozenset(SIGNED_IN | {P.SEE_WORKLIST, P.SEE_CASE, P.PRINT_PACK, P.REGISTER_PERSON}),
    Role.PARTNER: frozenset(SIGNED_IN),
    Role.ADMINISTRATOR: frozenset(SIGNED_IN),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether this role has this permission."""
    return permission in PERMISSIONS[role]
