"""HR that is limited to a department: another department's hire is to them as one that never existed."""

import uuid

import pytest

from expatdesk.access.policy import may_see_visit
from expatdesk.access.visitor import Visitor as Somebody
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.hire_actions import keep_draft
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import history_of
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.people.queries import user_by_email
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.employer.hiring import MEERA as MEERA_TYPED
from tests.employer.hiring import types
from tests.employer.sheets import checks, takes
from tests.factories import a_case, a_hire, a_user, actor_of, an_employer
from tests.hire_sheets.nasty import MEERA, ZOE
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def research(visit: Visit, employer: Employer) -> Visitor:
    """HR that sees the hires of one department alone."""
    return visit(a_user(Role.EMPLOYER, employer=employer, name="Rosa Research", department="Research"))


@pytest.fixture
def hr(visit: Visit, employer: Employer, research: Visitor) -> Visitor:
    """HR that sees all hires, with a colleague who does not."""
    assert research
    return visit(a_user(Role.EMPLOYER, employer=employer, name="Hans Everything"))


def three_hires(employer: Employer) -> dict[str, Case]:
    """One of each department, and one of none."""
    names = {"Research": "Ananya", "Sales": "Boris", "": "Chiara"}
    return {
        given: a_case(employer=employer, given_names=given, department=department or None)
        for department, given in names.items()
    }


def test_the_list_its_counts_and_the_search(research: Visitor, hr: Visitor, employer: Employer) -> None:
    """Security T05: nothing of another department is listed, counted or found."""
    three_hires(employer)
    hr.opens("employer.hires").sees("Ananya", "Boris", "Chiara")
    research.opens("employer.hires").sees("Ananya").does_not_see("Boris", "Chiara")
    research.opens("employer.hires", q="Boris").sees("We find nobody like that.")


def test_who_sees_all_narrows_the_list_to_a_department(research: Visitor, hr: Visitor, employer: Employer) -> None:
    three_hires(employer)
    hr.opens("employer.hires", department="Research").sees("Ananya", "1 hire found.").does_not_see(
        "Boris", "Chiara"
    )
    hr.opens("employer.hires", department="Nowhere").sees("Ananya", "Boris", "Chiara")
    research.opens("employer.hires", department="Sales").sees("Ananya").does_not_see("All departments")


def test_the_same_department_of_another_employer(visit: Visit, research: Visitor) -> None:
    """Security T01: the name of a department is no key to others."""
    other = a_case(employer=an_employer("Rijnmond Robotics B.V."), given_names="Dmitri", department="Research")
    research.opens("employer.hires").does_not_see("Dmitri").cannot_open("employer.hire", case_id=other.id)


def test_another_departments_hire_does_not_exist(research: Visitor, employer: Employer) -> None:
    hires = three_hires(employer)
    research.opens("employer.hire", case_id=hires["Ananya"].id).sees("Research")
    for given in ("Boris", "Chiara"):
        research.cannot_open("employer.hire", case_id=hires[given].id)
        theirs = research.posts("employer.complete_task", case_id=hires[given].id, key="residence_right")
        missing = research.posts("employer.complete_task", case_id=uuid.uuid4(), key="residence_right")
        assert theirs.status_code == 404
        assert (theirs.text, dict(theirs.headers)) == (missing.text, dict(missing.headers))


def test_who_is_limited_submits_for_their_own_department(research: Visitor, employer: Employer) -> None:
    """Security T06: whatever is sent along."""
    case_of_sales = a_case(employer=employer, department="Sales", email="new@mail.example")
    types(research).sees("Department: Research")
    # That somebody was submitted before by another department is none of theirs.
    research.does_not_see(case_of_sales.title + "</bdi></a>")
    research.presses("Send")
    case = session.query(Case).filter(Case.id != case_of_sales.id).one()
    assert case.department == "Research"


def test_a_department_that_is_smuggled_in(research: Visitor) -> None:
    """Security T06: the form of who is limited has no such field."""
    sent = {name: str(value) for name, value in MEERA_TYPED.items()}
    where = research.posts("employer.new_hire", {**sent, "department": "Sales"}).location
    research.goes_to(where).sees("Department: Research").presses("Send")
    assert session.query(Case).one().department == "Research"


def test_a_draft_from_before_the_limit(research: Visitor, employer: Employer) -> None:
    """It was typed for another department, and is sent by who is limited now."""
    assert isinstance(research.who, User)
    by, hire = actor_of(research.who), a_hire(department="Sales")
    draft = keep_draft({}, hire, employer=employer, by=by)
    research.opens("employer.check_hire", draft_id=draft.id).presses("Send")
    assert session.query(Case).one().department == "Research"


def test_a_sheet_of_who_is_limited(research: Visitor) -> None:
    """All its hires are of their department; on a sheet as in the form there is no choice."""
    takes(research, checks(research, ZOE, MEERA), "Submit all 2 hires")
    assert [case.department for case in session.query(Case)] == ["Research"] * 2
    research.opens("employer.hires").sees("Zoë", "Meera")


def test_a_sheet_of_who_is_limited_meanwhile(hr: Visitor) -> None:
    """Checked for all departments, and taken over for who sees one."""
    assert isinstance(hr.who, User)
    sheet = checks(hr, ZOE)
    hr.who.department = "Research"
    takes(hr, sheet, "Submit the hire")
    assert session.query(Case).one().department == "Research"


def test_a_sheet_tells_nothing_of_another_department(research: Visitor, hr: Visitor, employer: Employer) -> None:
    """Security T05: that somebody of this name or address was submitted before is for who sees that hire."""
    a_case(employer=employer, department="Sales", given_names="Zoë", particle="van", family_name="Übel")
    alike = "1 hire has the name or e-mail address of another one"
    checks(research, ZOE)
    research.does_not_see(alike)
    checks(hr, ZOE)
    hr.sees(alike)


def test_what_a_sheet_was_told_before_the_limit_is_not_told_again(hr: Visitor, employer: Employer) -> None:
    """Security T05: checked for all departments, and looked at by who sees one."""
    assert isinstance(hr.who, User)
    a_case(employer=employer, department="Sales", given_names="Zoë", particle="van", family_name="Übel")
    sheet = checks(hr, ZOE)
    hr.who.department = "Research"
    hr.opens("employer.sheet", sheet_id=sheet.id)
    hr.does_not_see("1 hire has the name or e-mail address of another one", "Same name or e-mail address")


def test_of_a_reference_another_department_gave_nothing_more_is_told(research: Visitor, hr: Visitor) -> None:
    takes(hr, checks(hr, ZOE), "Submit the hire")
    checks(research, ("P-1", *MEERA[1:]))
    research.sees("1 hire was submitted before").does_not_see("Zoë")


def test_a_sheet_of_who_sees_all(hr: Visitor) -> None:
    takes(hr, checks(hr, ZOE), "Submit the hire")
    assert session.query(Case).one().department is None


def test_who_sees_all_gives_a_department(hr: Visitor, employer: Employer) -> None:
    types(hr, department="Research").sees("Department: Research").presses("Send")
    assert session.query(Case).one().department == "Research"


def test_without_departments_nobody_is_asked(visit: Visit, employer: Employer) -> None:
    lonely = visit(a_user(Role.EMPLOYER, employer=employer)).opens("employer.new_hire")
    lonely.does_not_see("Department")
    case = a_case(employer=employer)
    lonely.opens("employer.hire", case_id=case.id).does_not_see("Whose colleagues see this hire")
    answer = lonely.posts("employer.set_department", {"department": "Research"}, case_id=case.id)
    assert (answer.status_code, case.department) == (404, None)


def test_a_hire_is_given_to_a_department(research: Visitor, hr: Visitor, employer: Employer) -> None:
    case = three_hires(employer)["Chiara"]
    hr.opens("employer.hire", case_id=case.id).presses("Save", department="Research").sees("Saved.")
    research.opens("employer.hire", case_id=case.id).does_not_see("Whose colleagues see this hire")
    assert "department to “Research”" in sentence(history_of(case.id)[0])
    answer = research.posts("employer.set_department", {"department": ""}, case_id=case.id)
    assert (answer.status_code, case.department) == (404, "Research")
    hr.opens("employer.hire", case_id=case.id).presses("Save", department="")
    research.cannot_open("employer.hire", case_id=case.id)


def test_a_department_that_nobody_has(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    answer = hr.posts("employer.set_department", {"department": "Made up"}, case_id=case.id)
    assert (answer.status_code, case.department) == (404, None)


def test_the_visit_is_of_the_department_as_well(employer: Employer) -> None:
    """Security T08: consent lets the employer see it, and of the employer only who sees the hire."""
    case = a_case(employer=employer, department="Sales")
    answer(case, Purpose.VISIT, is_given=True, language="en", by=Actor(Role.EXPAT, "Ananya Krishnan"))
    seen = {
        name: may_see_visit(Somebody(Role.EMPLOYER, employer_id=employer.id, department=name), case)
        for name in (None, "Sales", "Research")
    }
    assert seen == {None: True, "Sales": True, "Research": False}


def test_an_admin_limits_a_colleague_at_once(visit: Visit, employer: Employer) -> None:
    """Security T09: it holds at the next request, without signing in anew."""
    three_hires(employer)
    admin = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer, name="Hanna Admin"))
    colleague = visit(a_user(Role.EMPLOYER, employer=employer, name="Esra Koç")).opens("employer.hires")
    colleague.sees("Boris")
    admin.opens("employer.colleagues").follows("Department Esra Koç").presses("Save", department="Research")
    admin.sees("Saved.", "Only hires of Research")
    colleague.opens("employer.hires").sees("Ananya").does_not_see("Boris")
    admin.follows("Department Esra Koç").presses("Save", department="")
    colleague.opens("employer.hires").sees("Boris")


def test_an_admin_sees_all(visit: Visit, employer: Employer, research: Visitor) -> None:
    admin = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer, name="Hanna Admin"))
    typed = {"name": "Esra", "email": "esra@hortus.example", "department": "research"}
    admin.opens("employer.invite_colleague").presses("Invite", refused=422, **typed, is_admin=True)
    admin.sees("An admin sees all hires.").presses("Invite", is_admin=False).sees("Only hires of Research")
    user = user_by_email("esra@hortus.example")
    assert user is not None
    assert user.department == "Research", "as the employer wrote it before"
    admin.presses("Make admin Esra")
    now_admin = user_by_email("esra@hortus.example")
    assert now_admin is not None
    assert (now_admin.role, now_admin.department) == (Role.EMPLOYER_ADMIN, None)
    refusal = admin.posts("employer.limit_colleague", {"department": "Research"}, user_id=now_admin.id)
    assert (refusal.status_code, now_admin.department) == (422, None)


def test_nobody_changes_their_own_limit(visit: Visit, employer: Employer, research: Visitor) -> None:
    admin = a_user(Role.EMPLOYER_ADMIN, employer=employer)
    answer = visit(admin).posts("employer.limit_colleague", {"department": ""}, user_id=admin.id)
    assert answer.status_code == 409
    assert research.who is not None
    research.cannot_open("employer.limit_colleague", user_id=research.who.id)


def test_the_coordinator_limits_somebody(coordinator: Visitor, employer: Employer) -> None:
    user = a_user(Role.EMPLOYER, employer=employer, name="Esra Koç")
    coordinator.opens("desk.employer", employer_id=employer.id).follows("Department Esra Koç")
    coordinator.presses("Save", department="Sales").sees("Only hires of Sales")
    other = an_employer("Rijnmond Robotics B.V.")
    coordinator.cannot_open("desk.limit_hr", employer_id=other.id, user_id=user.id)


def test_a_department_stays_when_its_last_colleague_goes(hr: Visitor, employer: Employer) -> None:
    """Nobody is limited to it any more; the hire is still of it, and saving its page takes nothing away."""
    case = a_case(employer=employer, department="Zorg")
    hr.opens("employer.hire", case_id=case.id).presses("Save")
    assert case.department == "Zorg"
