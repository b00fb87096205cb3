"""The form with which HR withdraws a hire."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from expatdesk.cases.reasons import WITHDRAW_REASONS
from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import lazy_gettext as _l


class WithdrawForm(PageForm):
    """Why."""

    reason = RadioField(
        _l("Why do you withdraw this hire?"),
        choices=options(WITHDRAW_REASONS.items()),
        validators=[InputRequired(_l("Choose a reason."))],
    )
