"""A rental contract that a household shows before it signs, and what the desk says of it."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.rules.contract_facts import ContractFacts
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_STREET = 200
LONGEST_REMARK = 600


class ContractState(StrEnum):
    """How far a contract is."""

    # The household still answers.
    ASKED = "asked"
    WITH_DESK = "with_desk"
    JUDGED = "judged"


class Judgement(StrEnum):
    """What the desk says of it."""

    SIGN = "sign"
    MEND = "mend"
    DO_NOT_SIGN = "do_not_sign"


class ContractCheck(HasId, Model):
    """One contract: what the household answered, what the desk corrected, and what it judged.

    What is found in it is computed from these, until the desk judges: what the letter says then stays as it was.
    """

    __tablename__ = "contract_check"
    # What waits for the desk, the oldest first.
    __table_args__ = (Index("ix_contract_check_state_sent_on", "state", "sent_on"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=ContractState.ASKED)
    version: Mapped[int] = mapped_column(default=1)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    street: Mapped[str] = mapped_column(String(LONGEST_STREET), default="")
    # Fields of ContractFacts that were answered, and the pages on which the household did so.
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    pages: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Fields that the desk read otherwise; null in it is "not known after all".
    corrections: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sent_on: Mapped[date | None]
    judgement: Mapped[str | None] = mapped_column(String(15))
    judged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    judged_by: Mapped[str | None] = mapped_column(String(200))
    remark: Mapped[str | None] = mapped_column(Text)
    # The findings as they were judged, each with the desk's remark: the letter is made of these.
    letter: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))

    @property
    def facts(self) -> ContractFacts:
        """What is known of the contract, with what the desk corrected."""
        return ContractFacts.from_json({**self.answers, **self.corrections})

    @property
    def told(self) -> ContractFacts:
        """What the household itself answered."""
        return ContractFacts.from_json(self.answers)
