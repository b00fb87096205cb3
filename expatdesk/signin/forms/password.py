"""Forms for passwords. They check shape; whether a password is good enough stands in people/passwords.py."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from expatdesk.people.passwords import LONGEST, SHORTEST, Weakness
from expatdesk.shared.forms import LineField, PageForm, Plain
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.signin.forms.start import AddressField

WHAT_IS_WRONG = {
    Weakness.TOO_SHORT: _l("This password is too short. Take at least %(count)d characters.", count=SHORTEST),
    Weakness.TOO_LONG: _l("This password is too long. Take at most %(count)d characters.", count=LONGEST),
    Weakness.EASILY_GUESSED: _l(
        "This password is easy to guess. Take four words that have nothing to do with you or with each other."
    ),
}


def _address() -> AddressField:
    return AddressField(_l("Your e-mail address"), [InputRequired(_l("Fill in your e-mail address.")), Plain(254)])


class PasswordForm(PageForm):
    """Sign in."""

    email = _address()
    password = PasswordField(_l("Password"), [InputRequired(_l("Fill in your password."))])
    next = HiddenField()


class ForgottenForm(PageForm):
    """Ask for a link to choose a new password."""

    email = _address()


class NewPasswordForm(PageForm):
    """Choose a password. Typed once: whoever wants to see it has the browser show it."""

    password = PasswordField(_l("New password"), [InputRequired(_l("Fill in a new password."))])

    def refuse(self, weakness: Weakness) -> None:
        """Say on the field why this password will not do."""
        self.password.errors = [WHAT_IS_WRONG[weakness]]


class ConfirmForm(PageForm):
    """Say once more who one is: with the password, or with the secret of the case."""

    present = PasswordField(_l("Password"), [InputRequired(_l("Fill in your password."))])
    secret = LineField(_l("Secret"), [InputRequired(_l("Fill in your secret.")), Plain(60)])
    next = HiddenField()


class ChangeForm(NewPasswordForm):
    """Change one's password."""

    present = PasswordField(_l("Present password"), [InputRequired(_l("Fill in your present password."))])
