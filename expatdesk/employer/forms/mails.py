"""The form with which HR chooses how often it gets a mail."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.worklists.digests import Rhythm


class MailsForm(PageForm):
    """How often."""

    rhythm = RadioField(
        _l("How often do you want a mail about your hires?"),
        choices=options(
            [
                (Rhythm.NEVER, _l("Never: I look at the list myself")),
                (Rhythm.DAILY, _l("Each working day, if there is anything to tell")),
                (Rhythm.WEEKLY, _l("On Mondays, if there is anything to tell")),
            ]
        ),
        validators=[InputRequired(_l("Choose how often."))],
    )
