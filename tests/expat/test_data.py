"""Everything that is kept of a household stands on its page, with who told it; and where it is signed in."""

from datetime import timedelta

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.notes.actions import write_note
from expatdesk.people.devices import device_of
from expatdesk.people.models import Role, SignIn
from expatdesk.people.sign_ins import start_stay
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, actor_of, an_employer, registered
from tests.factories.cases import REGION
from tests.factories.handing_in import handed_in

FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/137.0.0.0 Safari/537.36 Edg/137.0.0.0"


def changed_by(case: Case, role: Role, name: str, **facts: object) -> None:
    change_facts(case, facts, version=case.version, by=Actor(role, name), region=REGION, today=today())


def source_of(page: str, fact: str) -> str:
    """What stands behind a fact, up to the next one."""
    return page.partition(fact)[2][:90]


def test_each_fact_says_from_whom_it_is(visit: Visit) -> None:
    case = a_case(employer=an_employer("LUMC"), stay_months=24)
    expat = visit(case).opens("expat.data").sees("What we know", case.email)
    assert "LUMC," in source_of(expat.page.text, "First working day")
    changed_by(case, Role.EXPAT, "Ana", stay_months=30)
    changed_by(case, Role.OFFICER, "Sanne de Wit", first_working_day=today() + timedelta(days=30))
    expat.opens("expat.data").does_not_see("Sanne de Wit")
    assert "30 months You," in source_of(expat.page.text, "Stay")
    assert "Our desk," in source_of(expat.page.text, "First working day")


def test_what_came_to_the_file_stands_there(visit: Visit) -> None:
    case = registered(a_case())
    handed_in(case)
    queue_mail("secret_issued", recipient=case.email, language="en", case_id=case.id, case=case, is_own=True,
               on=today(), at=now())  # fmt: skip
    write_note(case, "Ask about the lease", by=actor_of(a_user(Role.OFFICER)))
    expat = visit(case).opens("expat.data")
    expat.sees("Registered by the municipality of Leiden.", "We do not keep the number.")
    expat.sees("The pages are kept until", "A new secret opens your case", "Our colleagues wrote 1 note")
    expat.does_not_see("Ask about the lease")


def test_the_status_page_leads_there(visit: Visit) -> None:
    visit(a_case()).opens("expat.status").follows("Everything that we keep of you").sees("Your data")


def living(case: Case) -> list[str]:
    return [row.device for row in session.query(SignIn).filter_by(case_id=case.id, ended_at=None)]


def test_stays_are_listed_and_ended(visit: Visit) -> None:
    case, other = a_case(), a_case()
    expat = visit(case)
    for device in ("Firefox, Android", "Safari, iPhone", "Edge, Windows"):
        start_stay(Role.EXPAT, case_id=case.id, device=device)
    start_stay(Role.EXPAT, case_id=other.id, device="Chrome, Mac")
    expat.opens("expat.data").sees("Firefox on Android", "(this device)").does_not_see("Chrome on Mac")
    expat.presses("Sign out: Safari on iPhone").sees("That device is signed out.")
    assert sorted(living(case)) == ["", "Edge, Windows", "Firefox, Android"]
    expat.presses("Sign all other devices out").sees("All other devices are signed out.", "(this device)")
    assert living(case) == [""]
    assert living(other) == ["Chrome, Mac"]


def test_nobody_ends_the_stay_of_another_household(visit: Visit) -> None:
    """Security T01, T17."""
    case, other = a_case(), a_case()
    start_stay(Role.EXPAT, case_id=other.id, device="Chrome, Mac")
    theirs = session.query(SignIn.id).filter_by(case_id=other.id).scalar()
    expat = visit(case)
    expat.posts("expat.end_stay", {"stay": str(theirs)})
    assert expat.posts("expat.end_stay", {"stay": "nothing of the kind"}).status_code == 404
    assert living(other) == ["Chrome, Mac"]


def test_a_stay_that_the_clock_ended_is_not_listed(visit: Visit) -> None:
    case = a_case()
    start_stay(Role.EXPAT, case_id=case.id, device="Opera, Linux")
    session.query(SignIn).filter_by(device="Opera, Linux").update({"seen_at": now() - timedelta(minutes=21)})
    visit(case).opens("expat.data").does_not_see("Opera on Linux")


def test_a_browser_is_known_by_two_words() -> None:
    assert device_of(FIREFOX) == "Firefox, Android"
    assert device_of(SAFARI) == "Safari, iPhone"
    assert device_of(EDGE) == "Edge, Windows"
    assert device_of("curl/8") == ""
