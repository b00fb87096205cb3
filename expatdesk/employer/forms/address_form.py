"""The signature under the form for the employer's address: a name, and a yes."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST_NAME = 100


class SignatureForm(PageForm):
    """Who signs."""

    name = LineField(_l("Your own name"), [Needed(_l("Type your own name.")), Plain(LONGEST_NAME)])
    may_sign = BooleanField(
        _l("I may sign for my employer, and promise what stands above."),
        [InputRequired(_l("Tick this box to sign."))],
    )
