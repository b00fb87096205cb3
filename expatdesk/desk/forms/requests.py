"""The answer of the desk to what a household asks with its data."""

from typing import Self

from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import TextArea

from expatdesk.rights.models import DataRequest, RequestKind
from expatdesk.rights.requests import REASONS
from expatdesk.shared.forms import LineField, PageForm, Plain
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

YES, NO = "yes", "no"


class AnswerForm(PageForm):
    """Yes, or no with a reason; a note goes with it as it is typed."""

    kind: RequestKind

    answer = RadioField(_l("Answer"), [InputRequired(_l("Choose an answer."))])
    reason = RadioField(_l("Why not"), validate_choice=False)
    note = LineField(_l("What else the household reads"), [Optional(), Plain(1000)], widget=TextArea())

    @classmethod
    def of(cls, request: DataRequest) -> Self:
        """The form for this request."""
        form = cls()
        form.kind = RequestKind(request.kind)
        yes = (
            _("Erase the whole case now") if form.kind is RequestKind.ERASURE else _("It is corrected in the file")
        )
        form.answer.choices = [(YES, yes), (NO, _("Refuse"))]
        form.reason.choices = [(key, str(words)) for key, words in REASONS[form.kind].items()]
        return form

    def validate_reason(self, field: RadioField) -> None:
        """A no needs its reason."""
        if self.answer.data == NO and field.data not in REASONS[self.kind]:
            raise ValidationError(_l("Choose a reason."))
