"""Further addresses of an employer, at every door where somebody sees to them: its admin's, the coordinator's."""

import uuid

from flask import abort, flash
from wtforms import RadioField
from wtforms.validators import InputRequired, Optional

from expatdesk.access.visitor import current_visitor
from expatdesk.organisations.addresses import (
    AddressKnown,
    InvoiceAddressTaken,
    TooManyAddresses,
    add_address,
    drop_address,
    find_address,
)
from expatdesk.organisations.models import AddressKind, Employer, EmployerAddress
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, PostcodeField, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

KINDS: dict[str, LazyString] = {
    AddressKind.OFFICE: _l("Another office"),
    AddressKind.INVOICE: _l("For invoices"),
    AddressKind.HOUSING: _l("Housing for hires"),
}
FIELDS = ("kind", "label", "street", "postcode", "town")


class EmployerAddressForm(PageForm):
    """A further address of an employer."""

    kind = RadioField(
        _l("What is this address for?"),
        [InputRequired(_l("Choose what it is for."))],
        choices=options(KINDS.items()),
    )
    label = LineField(_l("Name of the building or department"), [Optional(strip_whitespace=True), Plain(100)])
    street = LineField(_l("Street and house number"), [Needed(_l("Fill in the street.")), Plain(200)])
    postcode = PostcodeField(_l("Postcode"), [Needed(_l("Fill in the postcode."))])
    town = LineField(_l("Town"), [Needed(_l("Fill in the town.")), Plain(100)])


def added(form: EmployerAddressForm, employer: Employer) -> bool:
    """Keep the address that was typed; False with the error in the form."""
    address = EmployerAddress(**{name: form[name].data or None for name in FIELDS})
    try:
        add_address(employer, address, by=current_visitor().actor)
    except AddressKnown:
        form.street.errors = [_("This address is in the list already.")]
        return False
    except InvoiceAddressTaken:
        form.kind.errors = [_("There is an address for invoices already. Remove that one first.")]
        return False
    except TooManyAddresses:
        form.form_errors.append(_("There are as many addresses as a page can list. Remove one first."))
        return False
    flash(_("The address is added."), "ok")
    return True


def drop(employer: Employer, address_id: uuid.UUID) -> None:
    """Remove one of an employer's addresses; both are looked up together (security T04)."""
    drop_address(find_address(employer.id, address_id) or abort(404), employer, by=current_visitor().actor)
    flash(_("The address is removed."), "ok")
