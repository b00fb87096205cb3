"""The form by which a key is made for a system of an employer or of a partner; what both doors do with it."""

from datetime import timedelta

from wtforms import Field, RadioField, ValidationError

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, TicksField, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.systems.keys import network
from expatdesk.systems.models import LONGEST_NAME, OF_EMPLOYERS, Scope

SCOPES: dict[Scope, LazyString] = {
    Scope.READ: _l("Read how far your hires are"),
    Scope.SUBMIT: _l("Submit hires"),
    Scope.PAPERS: _l("Hand in your own papers"),
    Scope.BOOK: _l("Book visits that the household lets you book"),
    Scope.HOMES: _l("Read, enter and change your homes"),
}
OF_HIRES = {scope: words for scope, words in SCOPES.items() if scope in OF_EMPLOYERS}
LASTS: dict[str, LazyString] = {"30": _l("30 days"), "90": _l("90 days"), "365": _l("A year")}
MOST_NETWORKS = 20


class KeyForm(PageForm):
    """What the key is for, what it may do, from where, and for how long. That of a partner is asked no scopes."""

    name = LineField(_l("What is the key for?"), [Needed(_l("Give the key a name.")), Plain(LONGEST_NAME)])
    scopes = TicksField(_l("What may it do?"), choices=options(OF_HIRES.items()))
    days = RadioField(_l("How long does it work?"), choices=options(LASTS.items()), default="365")
    networks = LineField(_l("Only from these addresses"), [Plain(1000)])

    def validate_scopes(self, field: Field) -> None:
        """Raise ValidationError where the key is good for nothing."""
        if not field.data:
            raise ValidationError(_l("Tick what the key may do."))

    def validate_networks(self, field: Field) -> None:
        """Raise ValidationError where something typed is no address, and no range of them."""
        try:
            found = [network(typed) for typed in (field.data or "").replace(",", " ").split()]
        except ValueError:
            raise ValidationError(
                _l("This is no internet address. Type it as 203.0.113.7 or 203.0.113.0/24.")
            ) from None
        if len(found) > MOST_NETWORKS:
            raise ValidationError(_l("Type 20 addresses at most, or ranges of them."))

    @property
    def granted(self) -> list[Scope]:
        """What was ticked."""
        return [Scope(scope) for scope in self.scopes.data or ()]

    @property
    def lasts(self) -> timedelta:
        """For how long."""
        return timedelta(days=int(self.days.data))

    @property
    def allowed_networks(self) -> list[str]:
        """From where; empty for anywhere."""
        return [network(typed) for typed in (self.networks.data or "").replace(",", " ").split()]
