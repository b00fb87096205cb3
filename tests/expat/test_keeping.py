"""What a household reads of when it is erased: its mails, its scans and its file."""

from datetime import timedelta

from expatdesk.cases.models import CaseState
from expatdesk.documents.models import DocumentState
from expatdesk.expat.household import Household
from expatdesk.expat.keeping import keeping_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.retention.terms import term_of
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import long_date, speaking
from tests.conftest import Visit
from tests.factories import a_case, up_to_visit
from tests.factories.handing_in import handed_in

SCANS = "Scans and photos of your papers"


def test_mails_and_the_file_have_their_terms(visit: Visit, region: Region) -> None:
    case = up_to_visit(a_case())
    term = term_of(case, region.retention)
    assert term is not None
    with speaking("en"):
        ends = f"On {long_date(term.on)}, if nothing happens in it any more. We write to you before."
    expat = visit(case).opens("expat.status")
    expat.sees(f"{region.retention.mail_texts_days} days after sending.", ends).does_not_see(SCANS)
    expat.follows("All that we do with your data").sees("How long we keep it")


def test_scans_go_on_their_last_day_at_the_latest(visit: Visit, region: Region) -> None:
    case = a_case()
    document = handed_in(case)
    last = today() + timedelta(days=region.retention.scans_after_upload_days)
    with speaking("en"):
        latest = f"The last on {long_date(last)} at the latest"
    visit(case).opens("expat.status").sees(SCANS, latest)
    document.state = DocumentState.ERASED
    document.pages.clear()
    visit(case).opens("expat.status").does_not_see(SCANS)


def test_each_term_has_its_words(region: Region, app: object) -> None:
    case = a_case()
    household = Household(case, region, SYSTEM, today())
    with speaking("en"):
        assert keeping_of(household)[-1].until.endswith("if you do not go on with it.")
        case.state, case.closed_on = CaseState.CLOSED, today()
        assert keeping_of(household)[-1].until.endswith("as your case is closed.")


def test_of_a_held_case_nothing_is_promised(visit: Visit) -> None:
    case = a_case()
    case.hold_reason = "A court asks for it"
    expat = visit(case).opens("expat.status").sees("For now nothing of your file is erased. Ask the desk why.")
    expat.does_not_see("A court asks for it", "days after sending.")
