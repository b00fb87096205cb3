"""Keys of systems, at both doors where they are made: an employer's for its hires, a partner's for its homes."""

from collections.abc import Iterable

from werkzeug.exceptions import Conflict

from expatdesk.access.key_forms import KeyForm
from expatdesk.access.visitor import current_visitor
from expatdesk.organisations.models import Employer, Partner
from expatdesk.people.colleagues import NotAdminAnyMore
from expatdesk.shared.clock import now
from expatdesk.shared.i18n import gettext as _
from expatdesk.systems import keys as systems
from expatdesk.systems.models import ApiKey, Scope


def make_key(form: KeyForm, scopes: Iterable[Scope], owner: Employer | Partner) -> tuple[ApiKey, str] | None:
    """Make a key, and tell all who could have made it; None with the error at its field."""
    try:
        key, token = systems.make_key(
            form.name.data or "", scopes, lasts=form.lasts, networks=form.allowed_networks, owner=owner,
            by=current_visitor().actor,
        )  # fmt: skip
    except systems.NameTaken:
        form.name.errors = [_("A key that works is called so. Give this one another name, or take that one back.")]
        return None
    except systems.TooManyKeys:
        form.name.errors = [_("You have %(num)d keys that work. Take one back first.", num=systems.MOST_KEYS)]
        return None
    except NotAdminAnyMore as refusal:
        raise Conflict from refusal
    systems.tell_admins(key)
    return key, token


def standing(key: ApiKey) -> str:
    """How a key stands, as the list tells it."""
    if key.revoked_at is not None:
        return "revoked"
    if key.expires_at <= now():
        return "expired"
    return "works" if systems.works(key) else "orphaned"
