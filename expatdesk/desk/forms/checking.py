"""Forms of the page on which a paper is checked: what it says, and what becomes of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import (
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from expatdesk.cases.labels import PAPER_CHECKS, READ_ON_PAPER
from expatdesk.cases.models import Case
from expatdesk.cases.reasons import REOPEN_REASONS, RETURN_REASONS
from expatdesk.desk.forms.version import VersionField
from expatdesk.documents.checks import reasons_for, says
from expatdesk.documents.models import Document, DocumentState
from expatdesk.rules.acceptance import PaperSays, fields_to_read
from expatdesk.rules.plan import Paper, PaperCheck, PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.forms import DayField, PageForm, PlainText, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.person_fields import languages

LONGEST_NOTE = 500
ACCEPT, RETURN, LOOK_AGAIN = "accept", "return", "look"


def not_ahead(_form: PageForm, field: Field) -> None:
    """Refuse a day to come: nobody can have read it on a paper."""
    if isinstance(field.data, date) and field.data > today():
        raise ValidationError(_l("This day is still to come. Check what the paper says."))


class JudgeForm(PageForm):
    """What the paper says, which doubts are none, and accept or return."""

    version = VersionField()
    decision = StringField()
    issued_on = DayField(READ_ON_PAPER["issued_on"], [not_ahead])
    language = SelectField(
        READ_ON_PAPER["language"], choices=lambda: options([("", _("Not read yet")), *languages()])
    )
    legalised_on = DayField(READ_ON_PAPER["legalised_on"], [not_ahead])
    translated_on = DayField(READ_ON_PAPER["translated_on"], [not_ahead])
    valid_until = DayField(READ_ON_PAPER["valid_until"])
    starts_on = DayField(READ_ON_PAPER["starts_on"])
    settled = SelectMultipleField(
        _l("In order all the same"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    reason = RadioField(_l("Why does it go back?"), [Optional()])
    note = TextAreaField(_l("A note to the household"), [Optional(), PlainText(LONGEST_NOTE)])

    def __init__(self, case: Case, document: Document, paper: Paper) -> None:
        known = says(document)
        read = {name: getattr(known, name) for name in PaperSays.__dataclass_fields__}
        is_birth = paper.key is PaperKey.BIRTH_CERTIFICATE
        told = case.people[paper.person].birth_certificate_language if is_birth else None
        super().__init__(data={"version": document.version, **read, "language": known.language or told or ""})
        self.known = known
        # Of pages that are erased nobody reads anything: what was read before they went stays.
        self.names_read = () if document.state == DocumentState.ERASED else fields_to_read(paper)
        for name in read.keys() - set(self.names_read):
            del self[name]
        self.settled.choices = options((check, PAPER_CHECKS[check]) for check in paper.checks)
        self.reason.choices = options((key, RETURN_REASONS[key]) for key in reasons_for(paper))

    @property
    def to_read(self) -> list[Field]:
        """The fields for what this paper says."""
        return [self[name] for name in self.names_read]

    @property
    def read(self) -> PaperSays:
        """What the paper says, as typed; what was no date stays as it was."""
        return replace(self.known, **{name: self[name].data or None for name in self.names_read})

    @property
    def doubts_settled(self) -> set[PaperCheck]:
        """The doubts that the officer says are none."""
        return {PaperCheck(key) for key in self.settled.data or ()}

    def validate(self, extra_validators: Any = None) -> bool:
        """A paper that goes back needs its reason."""
        right = bool(super().validate(extra_validators))
        if self.decision.data == RETURN and not self.reason.data:
            self.reason.errors = [_l("Choose a reason: the household reads it.")]
            return False
        return right


class ReopenForm(PageForm):
    """Put an accepted paper back to be checked."""

    version = VersionField()
    reason = RadioField(
        _l("Why look again?"),
        [InputRequired(_l("Choose a reason."))],
        choices=lambda: options(REOPEN_REASONS.items()),
    )
