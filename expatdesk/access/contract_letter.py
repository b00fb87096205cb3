"""The desk's letter about a rental contract as a file, for both doors."""

from flask import Response

from expatdesk.access.acting import the_region
from expatdesk.cases.models import Case
from expatdesk.housing.contract_letter import make_letter
from expatdesk.housing.contract_models import ContractCheck
from expatdesk.shared.files import user_file


def letter_file(case: Case, contract: ContractCheck) -> Response:
    """The letter as a PDF, made anew from what was kept when the contract was judged."""
    document = make_letter(case, contract, the_region())
    return user_file(document, media_type="application/pdf", name=f"contract-{case.code}.pdf")
