"""Forms of an employer that asks to be let in."""

from expatdesk.people.applications import Asked
from expatdesk.shared.forms import KvkField, LineField, Needed, PageForm, Plain, PlainName, PostcodeField
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.signin.forms.start import AddressField


class RegistrationForm(PageForm):
    """Which organisation it is, and who asks."""

    name = LineField(_l("Name of the organisation"), [Needed(_l("Fill in the name.")), Plain(200)])
    kvk_number = KvkField(_l("KvK number"), [Needed(_l("Fill in the KvK number."))])
    street = LineField(_l("Street and house number"), [Needed(_l("Fill in the street.")), Plain(200)])
    postcode = PostcodeField(_l("Postcode"), [Needed(_l("Fill in the postcode."))])
    town = LineField(_l("Town"), [Needed(_l("Fill in the town.")), Plain(100)])
    applicant = LineField(_l("Your first and last name"), [Needed(_l("Fill in your name.")), PlainName(200)])
    email = AddressField(
        _l("Your e-mail address at work"), [Needed(_l("Fill in your e-mail address.")), Plain(254)]
    )

    @property
    def asked(self) -> Asked:
        """What was typed; call when the form is valid."""
        return Asked(**{name: self[name].data for name in Asked.__slots__})


class ConfirmForm(PageForm):
    """A button."""
