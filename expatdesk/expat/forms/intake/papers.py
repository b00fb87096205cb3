"""The last question: which of the papers that the rules ask for the household has in hand."""

from typing import Any

from wtforms import BooleanField, Field

from expatdesk.documents.models import Has
from expatdesk.expat.papers import PaperGroup, PaperLine, groups_of
from expatdesk.shared.i18n import lazy_gettext as _l

from .base import Answers, Asked, IntakeForm


class PapersForm(IntakeForm):
    """One tick per paper."""

    @classmethod
    def more_fields(cls, asked: Asked) -> dict[str, Field]:
        return {line.field: BooleanField(_l("I have it")) for line in _lines(asked)}

    @classmethod
    def stored(cls, asked: Asked) -> dict[str, Any]:
        return {line.field: line.in_hand is True for line in _lines(asked)}

    @property
    def groups(self) -> list[PaperGroup]:
        """The papers, person by person."""
        return groups_of(self.asked.case, self.asked.plan)

    def answers(self) -> Answers:
        has = {line: Has.YES if self[line.field].data else Has.NOT_YET for line in _lines(self.asked)}
        return Answers(papers={(person, line.key): said for line, said in has.items() for person in line.people})


def _lines(asked: Asked) -> list[PaperLine]:
    return [line for group in groups_of(asked.case, asked.plan) for line in group.lines]
