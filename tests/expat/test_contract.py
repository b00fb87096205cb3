"""A household shows its rental contract before it signs: question by question, and sees at once what we see."""

import pytest
from flask import Flask
from page import ValidationProfile, validate_pdf_bytes

from expatdesk.access.contract_form import PAGES
from expatdesk.cases.closing import close_as_it_is
from expatdesk.cases.models import Case
from expatdesk.housing.contract_models import ContractState, Judgement
from expatdesk.housing.contract_queries import newest_contract
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import Role
from expatdesk.rules.contract_facts import ContractFacts, Lets
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.documents.hostile import picture
from tests.factories import a_case, a_representative, a_user
from tests.factories.contracts import a_contract, a_judged_contract, a_searching_case, a_sent_contract
from tests.factories.temporary import at_work
from tests.sending_files import sent
from tests.visitor import Visitor
from tests.welcome_pack.tagged import TaggedPdf


@pytest.fixture
def case(app: Flask) -> Case:
    """A household that looks for a home."""
    return a_searching_case()


def test_from_the_plan_to_the_desk(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.status").follows("Show us your contract").presses("Begin")
    expat.presses("Go on", street="Maresingel 5", postcode="2316ha", lets="whole_home")
    expat.presses("Go on", registration_allowed="yes", most_registered="2", others="0")
    expat.presses("Go on", is_sublet="no")
    expat.sees("Haagweg-Noord").presses("Go on", in_permit_district="no")
    expat.presses("Go on", has_end="no", may_leave_early="unknown")
    expat.presses("Go on", rent="1.250,50", deposit="3000", asks_agency_fee="yes")
    expat.presses("Go on", is_written="yes", is_informed="yes", points="150")
    expat.presses("Go on", pay_before_viewing="no", landlord_abroad="no", price_too_low="no")
    expat.presses("Hand in", files=sent(("lease.jpg", picture()))).sees("lease.jpg")
    expat.follows("Look at everything, and send").sees("€3,000.00", "You are asked to pay a fee", "Not known")
    expat.presses("Send to the desk").sees("The desk reads it", "What we see already")
    contract = newest_contract(case.id)
    assert contract is not None
    assert (contract.state, contract.street, contract.facts.rent) == (
        ContractState.WITH_DESK, "Maresingel 5", 125_050,
    )  # fmt: skip
    assert (contract.facts.lets, contract.facts.may_leave_early) == (Lets.WHOLE_HOME, None)
    expat.opens("expat.status").sees("The desk reads it")


def test_where_no_district_is_known_permits_are_not_asked_about(visit: Visit, case: Case) -> None:
    expat = visit(case)
    a_contract(case, postcode="2351 CD")
    expat.opens("expat.contract_question", slug="landlord").presses("Go on", is_sublet="no")
    assert expat.asks_for("expat.contract_question", slug="permit").status_code == 404


def test_before_signing_it_reads_what_changes_in_another_municipality(visit: Visit) -> None:
    case = at_work()
    a_contract(case, postcode="2225 LM", starts="2027-02-01")
    expat = visit(case).opens("expat.contract_summary")
    expat.follows("See what changes if you move there, and where you report it")
    expat.sees("This home is in Katwijk", "from Monday 4 January 2027 until Monday 8 February 2027")


def test_what_follows_from_another_answer_goes_with_it(visit: Visit, case: Case) -> None:
    a_contract(case, is_sublet=True, owner_consents=True)
    visit(case).opens("expat.contract_question", slug="landlord").presses("Go on", is_sublet="no")
    contract = newest_contract(case.id)
    assert contract is not None
    assert (contract.facts.is_sublet, contract.facts.owner_consents) == (False, None)


@pytest.mark.parametrize(
    ("slug", "typed", "words"),
    [
        ("home", {"street": "", "postcode": "2316"}, "This is no Dutch postcode"),
        ("home", {"street": "number 123456782", "lets": "room"}, "This looks like a BSN"),
        ("landlord", {}, "Choose one of these"),
        ("money", {"rent": "a lot", "asks_agency_fee": "no"}, "Type an amount in euros"),
        ("money", {"rent": "12345678901234567890", "asks_agency_fee": "no"}, "Check this amount"),
        (
            "term",
            {
                "starts-day": "2", "starts-month": "1", "starts-year": "2027", "ends-day": "1", "ends-month": "1",
                "ends-year": "2027", "has_end": "yes", "may_leave_early": "no",
            },
            "This is before the first day",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_kept(
    visit: Visit, case: Case, slug: str, typed: dict[str, str], words: str
) -> None:
    expat = visit(case).opens("expat.contract").presses("Begin")
    expat.opens("expat.contract_question", slug=slug).presses("Go on", refused=422, **typed).sees(words)
    contract = newest_contract(case.id)
    assert contract is not None
    assert contract.pages == []


def test_without_its_pages_it_is_not_sent(visit: Visit, case: Case) -> None:
    expat = visit(case)
    a_contract(case, pages=0)
    expat.opens("expat.contract_summary").presses("Send to the desk", refused=422)
    expat.sees("We need the contract itself")


def test_a_file_is_taken_back_as_long_as_it_is_not_sent(visit: Visit, case: Case) -> None:
    expat = visit(case)
    a_contract(case)
    expat.opens("expat.contract_pages").presses("Remove contract-0.jpg").does_not_see("contract-0.jpg")
    expat.presses("Hand in", refused=422).sees("Choose a file first")
    expat.presses("Hand in", files=sent(("a.exe", b"MZ")), refused=422).sees("is not kept")


def test_it_reads_the_judgement_and_its_letter(visit: Visit, case: Case) -> None:
    contract = a_judged_contract(case, Judgement.MEND, deposit=400_000)
    expat = visit(case).opens("expat.status").sees("Do not sign yet", "Show us your contract")
    expat.opens("expat.contract").sees(
        "Ask for a receipt.", "Call us when you sign.", "Show us the mended contract"
    )
    answer = expat.asks_for("expat.contract_letter", contract_id=contract.id)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "contract_letter_made" in [line.verb for line in readings_of(case.id)]
    expat.presses("Show us the mended contract")
    again = newest_contract(case.id)
    assert again is not None
    assert (again.id != contract.id, again.facts.deposit) == (True, 400_000)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_letter_is_in_both_languages_for_whoever_reads_it_aloud(visit: Visit, language: str) -> None:
    case = a_searching_case(language=language)
    contract = a_judged_contract(case, Judgement.MEND, deposit=400_000, starts="2024-09-01")
    answer = visit(case, language=language).asks_for("expat.contract_letter", contract_id=contract.id)
    assert validate_pdf_bytes(answer.data, profile=ValidationProfile.PDF_UA_1).failures == []
    letter = TaggedPdf(answer.data)
    for words in (
        "The deposit is €4,000.00", "De waarborgsom is € 4.000,00", "Do not sign yet", "Teken nog niet",
        "Hooigracht 12", "Ananya Krishnan", "Call us when you sign.", "Wet goed verhuurderschap",
    ):  # fmt: skip
        assert words in letter.text.replace("\u00a0", " "), words
    other = "en" if language == "nl" else "nl"
    assert {str(passage.node.Lang) for passage in letter.passages} == {other}
    # The other half, and nothing of the first one.
    told = "The deposit is" if other == "en" else "De waarborgsom is"
    assert any(told in passage.text for passage in letter.passages)
    assert not any("Ask for a receipt." in passage.text for passage in letter.passages)


def test_after_closing_it_is_read_and_nothing_is_begun(visit: Visit, case: Case) -> None:
    contract = a_judged_contract(case)
    close_as_it_is(case, version=case.version, today=today())
    expat = visit(case).opens("expat.contract").sees("You can sign this contract")
    expat.does_not_see("Show us another contract")
    assert expat.asks_for("expat.contract_letter", contract_id=contract.id).status_code == 200
    assert expat.posts("expat.begin_own_contract").status_code == 409


def test_who_looks_for_no_home_is_led_back(visit: Visit) -> None:
    expat = visit(a_case())
    assert expat.asks_for("expat.contract").headers["Location"] == "/my/"
    expat.opens("expat.status").sees("The desk reads no contract for you now")


def test_nobody_else_of_the_household_sees_it(visit: Visit, case: Case, registrar: Visitor) -> None:
    contract = a_sent_contract(case)
    for stranger in (a_representative(case, may_act=True), a_user(Role.EMPLOYER, employer=case.employer)):
        visitor = visit(stranger)
        assert visitor.asks_for("expat.contract").status_code in (302, 303, 403, 404)
    registrar.cannot_open("desk.contract", case_id=case.id, contract_id=contract.id)
    other = visit(a_searching_case(email="other@mail.example"))
    assert other.asks_for("expat.contract_letter", contract_id=contract.id).status_code == 404


def test_every_fact_is_asked_on_one_page() -> None:
    asked = [name for page in PAGES for name in ContractFacts.__dataclass_fields__ if hasattr(page.form, name)]
    assert sorted(asked) == sorted(ContractFacts.__dataclass_fields__)
