"""The form by which an employer's admin makes a webhook."""

from wtforms import Field, HiddenField, ValidationError

from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import ChangeKind
from expatdesk.people.throttle import NAMES_LOOKED_UP, may_try
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, TicksField, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.outgoing import LONGEST_URL, AddressRefused, Busy, check_address
from expatdesk.systems.models import LONGEST_NAME

KINDS: dict[ChangeKind, LazyString] = {
    ChangeKind.SUBMITTED: _l("A hire was submitted"),
    ChangeKind.CHANGED: _l("A hire changed, as far as you see it"),
    ChangeKind.CLOSED: _l("A hire was closed"),
}


class SecretForm(PageForm):
    """Which secret the page was about, without telling it."""

    seen = HiddenField()


class HookForm(PageForm):
    """What the webhook is called, where it is, and of what it is told."""

    name = LineField(_l("What is the webhook for?"), [Needed(_l("Give the webhook a name.")), Plain(LONGEST_NAME)])
    url = LineField(_l("Address"), [Needed(_l("Type the address.")), Plain(LONGEST_URL)])
    kinds = TicksField(_l("What do we tell it?"), choices=options(KINDS.items()), default=list(KINDS))

    def validate_url(self, field: Field) -> None:
        """Raise ValidationError where nothing may be sent to; what exactly is wrong would tell of our network."""
        if not may_try((NAMES_LOOKED_UP, str(current_visitor().employer_id))):
            raise ValidationError(_l("Too many addresses were tried in a short time. Try again in an hour."))
        try:
            check_address(field.data or "")
        except Busy:
            raise ValidationError(_l("We look at other addresses just now. Send this once more.")) from None
        except AddressRefused:
            raise ValidationError(
                _l(
                    "We cannot send anything there. The address begins with https://, has no port or port 443 or "
                    "8443, and its name can be found from the public internet. Look for typing errors, or ask "
                    "whoever runs your system."
                )
            ) from None

    def validate_kinds(self, field: Field) -> None:
        """Raise ValidationError where it is told nothing."""
        if not field.data:
            raise ValidationError(_l("Tick what we tell it."))

    @property
    def wanted(self) -> list[ChangeKind]:
        """What was ticked."""
        return [ChangeKind(kind) for kind in self.kinds.data or ()]
