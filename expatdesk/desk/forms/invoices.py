"""The form that takes back an invoice."""

from wtforms import RadioField
from wtforms.validators import InputRequired
from wtforms.widgets import TextArea

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, options
from expatdesk.shared.i18n import lazy_gettext as _l

AGAIN = "again"


class CreditForm(PageForm):
    """Why it was wrong, and what becomes of its visits."""

    reason = LineField(_l("Why it is taken back"), [Needed(_l("Write down why.")), Plain(500)], widget=TextArea())
    visits = RadioField(
        _l("What becomes of its visits?"),
        [InputRequired(_l("Choose what becomes of its visits."))],
        choices=options(
            [
                (AGAIN, _l("They come on a new invoice, the next time that you draw up this quarter")),
                ("never", _l("Nobody is asked to pay for them again")),
            ]
        ),
    )

    @property
    def is_charged_again(self) -> bool:
        """Whether the visits are to be paid all the same."""
        return bool(self.visits.data == AGAIN)
