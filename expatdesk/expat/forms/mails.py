"""The form with which a household chooses its mails."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from expatdesk.messages.kinds import Choice
from expatdesk.shared.forms import PageForm, TicksField, options
from expatdesk.shared.i18n import lazy_gettext as _l

WORDS = {
    Choice.REMINDERS: _l("Reminders of what you do by a day"),
    Choice.NEWS: _l("News of what you handed in or did"),
}
HINTS = {
    Choice.REMINDERS: _l("14, 7 and 1 days before, and the day after. They stop once it is done."),
    Choice.NEWS: _l("For example when a paper comes back to you. Your page says it in any case."),
}


class MailsForm(PageForm):
    """Which, and in which language."""

    wanted = TicksField(_l("Which mails do you want?"), choices=options(WORDS.items()))
    language = RadioField(
        _l("In which language do we write to you?"),
        choices=options([("nl", _l("Dutch")), ("en", _l("English"))]),
        validators=[InputRequired(_l("Choose a language."))],
    )
