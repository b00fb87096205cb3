"""Forms in which a household asks the desk to correct or to erase what is kept of it."""

from wtforms import BooleanField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import TextArea

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import lazy_gettext as _l


class CorrectionForm(PageForm):
    """What is wrong, and how it should be."""

    text = LineField(
        _l("What is wrong, and how should it be?"),
        [Needed(_l("Write down what is wrong.")), Plain(1000)],
        widget=TextArea(),
    )


class ErasureForm(PageForm):
    """Ask for it, knowing what it means."""

    text = LineField(_l("What should we know?"), [Optional(), Plain(1000)], widget=TextArea())
    understood = BooleanField(
        _l("I understand that the desk cannot help me any more after that."),
        [InputRequired(_l("Tick that you understand it."))],
    )
