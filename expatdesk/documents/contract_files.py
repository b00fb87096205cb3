"""The pages of a rental contract that is to be read before anybody signs it. Nothing here commits.

They are made safe and stored first, in `taking_in.py`; the contract itself is of `housing`.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.documents.attachments import keep_files
from expatdesk.documents.models import Attachment
from expatdesk.documents.taking_in import NewPage
from expatdesk.shared.db import session


def files_of_contract(case_id: uuid.UUID, contract_id: uuid.UUID) -> list[Attachment]:
    """The files of this contract of this very case (security T04), the first one first."""
    wanted = select(Attachment).where(Attachment.case_id == case_id, Attachment.contract_check_id == contract_id)
    return list(session.scalars(wanted.order_by(Attachment.position, Attachment.added_at)))


def contract_file(case_id: uuid.UUID, contract_id: uuid.UUID, file_id: uuid.UUID) -> Attachment | None:
    """The file with this id, where it is of this contract of this very case (security T04)."""
    return next((file for file in files_of_contract(case_id, contract_id) if file.id == file_id), None)


def add_to_contract(case: Case, contract_id: uuid.UUID, pages: Sequence[NewPage]) -> list[Attachment]:
    """Put files to a contract beside those that it has, each once; answers all of them.

    Raises MessageFull and HouseholdFull, as for a message.
    """
    before = files_of_contract(case.id, contract_id)
    files = keep_files(case, pages, kept_by=case.id, beside=before)
    for file in files:
        file.contract_check_id = contract_id
    session.flush()
    return files
