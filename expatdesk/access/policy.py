"""Which rows a visitor may see at all: one condition per role. Everything else does not exist for them."""

import uuid

from sqlalchemy import ColumnElement, and_, false, or_, true

from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import Visitor
from expatdesk.cases.consents import Purpose, allows, lets
from expatdesk.cases.grants import granted_to
from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.representatives import is_represented_by
from expatdesk.documents.checks import is_accepted
from expatdesk.documents.models import Attachment, Document, DocumentState, Page
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.fees.models import Invoice
from expatdesk.hire_sheets.models import HireSheet
from expatdesk.housing.contract_models import ContractCheck, ContractState
from expatdesk.housing.home_models import Home
from expatdesk.housing.interest_models import THEIRS, HomeInterest, InterestState
from expatdesk.people.models import EMPLOYER_SIDE, Role, User
from expatdesk.shared.clock import today
from expatdesk.social.activity_models import Activity, ActivityState
from expatdesk.systems.models import ApiKey, Hook


def visible_cases(visitor: Visitor) -> ColumnElement[bool]:
    """The condition that every query of cases carries for this visitor."""
    match visitor.role:
        case Role.OFFICER | Role.COORDINATOR:
            return true()
        case Role.REGISTRAR if visitor.municipality:
            return Case.municipality == visitor.municipality
        case Role.EMPLOYER | Role.EMPLOYER_ADMIN | Role.EMPLOYER_SYSTEM if visitor.employer_id:
            return _own_hires(visitor)
        case Role.EXPAT if visitor.case_id:
            return Case.id == visitor.case_id
        case Role.REPRESENTATIVE if visitor.case_id:
            return and_(Case.id == visitor.case_id, is_represented_by(visitor.representative_id))
        case _:
            return false()


def _own_hires(visitor: Visitor) -> ColumnElement[bool]:
    """Of the employer, and of the department where HR is limited to one."""
    own = Case.employer_id == visitor.employer_id
    return and_(own, Case.department == visitor.department) if visitor.department else own


def visible_careers(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for what work somebody looks for: cases of who helps with it, and of nobody else."""
    return visible_cases(visitor) if visitor.may(Permission.RUN_CAREERS) else false()


def visible_case(visitor: Visitor, case_id: uuid.UUID, *, only_looking: bool = False) -> ColumnElement[bool]:
    """The condition for one case: this id, and visible.

    Who is only looking also sees a case that their municipality handed over, as long as the desk lets it.
    """
    visible = visible_cases(visitor)
    if only_looking and visitor.role is Role.REGISTRAR and visitor.municipality:
        visible = or_(visible, granted_to(visitor.municipality, today()))
    # Of an erased case nothing is left to look at.
    return and_(Case.id == case_id, visible, Case.state != CaseState.ERASED)


def may_open_pages(visitor: Visitor, case: Case, document: Document) -> bool:
    """Whether a member of staff may open the pages of this paper of a case that they may see.

    The desk may until it has accepted the paper, and a registrar of the household's own municipality until the
    person is registered: nobody needs them longer for their work (security 2; GDPR art. 5(1)(c)).
    """
    if document.state == DocumentState.BEING_SCANNED:
        return False
    if visitor.may(Permission.CHECK_PAPER):
        return not is_accepted(document)
    is_registered = document.person_id in {row.person_id for row in case.registrations}
    is_own = visitor.municipality is not None and visitor.municipality == case.municipality
    return visitor.may(Permission.SEE_PAPER) and is_own and not is_registered


def own_signed_pages(visitor: Visitor) -> ColumnElement[bool]:
    """The forms for its address that the visitor's employer signed on a page: the only papers that HR opens again.

    They say what HR itself said, and whom HR submitted; of which hires, `visible_cases` says.
    """
    if visitor.employer_id is None:
        return false()
    return and_(Page.signed_for_id == visitor.employer_id, Document.state != DocumentState.BEING_SCANNED)


def may_see_visit(visitor: Visitor, case: Case) -> bool:
    """Whether an employer may see and book the visit of this hire: as long as the household lets it.

    A no, a yes taken back and no answer are one and the same here, and on all that is built on it (T08).
    """
    return _is_own_hire(visitor, case) and allows(case, Purpose.VISIT)


def may_see_home(visitor: Visitor, case: Case) -> bool:
    """Whether an employer may see if this hire has a home: as long as the household lets it, just as its visit."""
    return _is_own_hire(visitor, case) and allows(case, Purpose.HOME)


def _is_own_hire(visitor: Visitor, case: Case) -> bool:
    """Of the visitor's employer, and of the department where HR is limited to one."""
    is_own = visitor.employer_id is not None and visitor.employer_id == case.employer_id
    return visitor.role in EMPLOYER_SIDE and is_own and visitor.department in (None, case.department)


def visible_threads(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for questions, beside that for their cases: a registrar sees those that the desk passed on."""
    if visitor.role is Role.REGISTRAR:
        return Thread.passed_to == visitor.municipality
    return true() if visitor.may(Permission.ANSWER_QUESTIONS) else false()


def visible_open_questions(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for questions of people without a case: a registrar sees those that the desk passed on."""
    if visitor.role is Role.REGISTRAR and visitor.municipality:
        return OpenQuestion.passed_to == visitor.municipality
    return true() if visitor.may(Permission.ANSWER_ANYBODY) else false()


def may_open_file(visitor: Visitor, thread: Thread, file: Attachment) -> bool:
    """Whether somebody who sees this question may open a file of it.

    Its household always; whoever answers it until it is closed, and then only once it is opened again: nobody
    needs it longer for their work (GDPR art. 5(1)(c)).
    """
    if not file.is_scanned:
        return False
    is_theirs = visitor.role is Role.EXPAT and visitor.case_id == thread.case_id
    return is_theirs or (visitor.may(Permission.ANSWER_QUESTIONS) and thread.closed_at is None)


def may_open_contract(visitor: Visitor, contract: ContractCheck, file: Attachment) -> bool:
    """Whether somebody may open a file of a rental contract: its household, and who reads it until it is judged.

    Nobody needs it longer for their work (GDPR art. 5(1)(c)); what the household still answers is its own.
    """
    if not file.is_scanned:
        return False
    is_theirs = visitor.role is Role.EXPAT and visitor.case_id == contract.case_id
    return is_theirs or (visitor.may(Permission.CHECK_CONTRACT) and contract.state == ContractState.WITH_DESK)


def shared_visits(visitor: Visitor) -> ColumnElement[bool]:
    """The same as a condition for a list: hires whose household lets this employer see the visit."""
    if visitor.role not in EMPLOYER_SIDE:
        return false()
    return and_(visible_cases(visitor), lets(Purpose.VISIT))


def shared_homes(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for hires whose household lets this employer see whether it has a home."""
    if visitor.role not in EMPLOYER_SIDE:
        return false()
    return and_(visible_cases(visitor), lets(Purpose.HOME))


def own_drafts(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for drafts of hires: typed by this very user, for whom they work now."""
    if visitor.role not in EMPLOYER_SIDE:
        return false()
    return and_(HireDraft.user_id == visitor.user_id, HireDraft.employer_id == visitor.employer_id)


def own_sheets(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for sheets of hires: handed over by this very user, for whom they work now."""
    if visitor.role not in EMPLOYER_SIDE:
        return false()
    return and_(HireSheet.user_id == visitor.user_id, HireSheet.employer_id == visitor.employer_id)


def own_sheet(visitor: Visitor, sheet_id: uuid.UUID) -> ColumnElement[bool]:
    """The condition for one of them: this id."""
    return and_(HireSheet.id == sheet_id, own_sheets(visitor))


def own_draft(visitor: Visitor, draft_id: uuid.UUID) -> ColumnElement[bool]:
    """The condition for one of them: this id."""
    return and_(HireDraft.id == draft_id, own_drafts(visitor))


def visible_invoices(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for invoices and credit notes: all of them for who draws them up, for an employer its own.

    They tell of the hires of every department, so whoever is limited to one sees none (security T05).
    """
    if visitor.may(Permission.RUN_INVOICES):
        return true()
    if visitor.role in EMPLOYER_SIDE and visitor.employer_id and visitor.department is None:
        return Invoice.employer_id == visitor.employer_id
    return false()


def visible_activities(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for activities: whoever runs them sees drafts too, all others what was ever published."""
    if visitor.may(Permission.RUN_ACTIVITIES):
        return true()
    return Activity.state != ActivityState.DRAFT


def own_activities(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for the activities of the partner for which they run them."""
    if not visitor.may(Permission.RUN_OWN_ACTIVITIES) or visitor.partner_id is None:
        return false()
    return Activity.partner_id == visitor.partner_id


def own_systems(visitor: Visitor, table: type[ApiKey] | type[Hook]) -> ColumnElement[bool]:
    """The condition for keys or webhooks of HR systems: those of their own employer, for its admins."""
    if not visitor.may(Permission.RUN_SYSTEMS) or visitor.employer_id is None:
        return false()
    return table.employer_id == visitor.employer_id


def own_home_keys(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for keys that hand over homes: those of the visitor's own partner."""
    if not visitor.may(Permission.RUN_HOME_KEYS) or visitor.partner_id is None:
        return false()
    return ApiKey.partner_id == visitor.partner_id


def own_homes(visitor: Visitor) -> ColumnElement[bool]:
    """The condition for homes with their address: those of the visitor's own partner, also for its system."""
    is_theirs = visitor.may(Permission.OFFER_HOMES) or visitor.may(Permission.HOMES_BY_KEY)
    if visitor.partner_id is None or not is_theirs:
        return false()
    return Home.partner_id == visitor.partner_id


def may_see_offer(
    visitor: Visitor, case: Case, interest: HomeInterest | None, *, suits: bool, is_free: bool
) -> bool:
    """Whether a household sees a home that partners offer.

    One that is free and suits what it looks for; one in which it is interested as long as that is free, also where
    its wishes changed since; and the home that is let to it.
    """
    if visitor.role is not Role.EXPAT or visitor.case_id != case.id:
        return False
    known = interest is not None and interest.state in (InterestState.OPEN, InterestState.DECLINED)
    is_its_own = interest is not None and interest.state in THEIRS
    return suits or is_its_own or (known and is_free)


def partners_users(visitor: Visitor, partner_id: uuid.UUID) -> ColumnElement[bool]:
    """The condition for a partner's users, for the coordinator, who lets them in and out."""
    return User.partner_id == partner_id if visitor.may(Permission.RUN_PARTNERS) else false()


def employers_users(visitor: Visitor, employer_id: uuid.UUID | None) -> ColumnElement[bool]:
    """The condition for an employer's users, for whoever lets them in and out: its admin, or the coordinator."""
    is_own = visitor.may(Permission.RUN_COLLEAGUES) and visitor.employer_id == employer_id
    if employer_id is None or not (is_own or visitor.may(Permission.RUN_EMPLOYERS)):
        return false()
    return User.employer_id == employer_id
