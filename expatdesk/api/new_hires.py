"""A hire as a system hands it over: JSON becomes what HR would type, and meets the rules of the same form."""

from collections.abc import Iterator
from datetime import date

from werkzeug.datastructures import MultiDict

from expatdesk.api.types import NewHire
from expatdesk.cases.actions import Hire
from expatdesk.cases.departments import no_such_department
from expatdesk.employer.forms.hires import HireForm, department_choices
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.problems import Fault, Refused
from expatdesk.shared.text import is_plain, tidy

DATES = ("first_working_day", "arrival", "home_from", "home_until")
TICKS = ("only_one_name", "address_form_signed")
SAME = (
    "given_names", "particle", "family_name", "nationality", "email", "mail_language", "category", "stay_months",
    "people_along", "earlier", "home_kind", "home_street", "home_postcode", "work_street", "work_postcode",
)  # fmt: skip
# What the form says of these is for somebody who sees a list to choose from.
TOLD: dict[str, LazyString] = {
    "nationality": _l("Write two letters of ISO 3166 that we know, such as IN, or “none”."),
}


def hire_from(sent: NewHire) -> Hire:
    """The hire, by the rules of the form. Raises Refused with all that is wrong."""
    form = HireForm(MultiDict(_typed(sent)), meta={"csrf": False})
    form.validate()
    faults = [Fault(name, str(TOLD.get(name, errors[0]))) for name, errors in form.errors.items() if name]
    faults = [fault for fault in faults if fault.name != "department"]
    known = [choice.value for choice in department_choices() if choice.value]
    if sent.department and sent.department not in known:
        faults.append(Fault("department", str(no_such_department(sent.department, known))))
    reference = reference_of(sent)
    if reference is not None and (not reference or not is_plain(reference) or holds_bsn(reference)):
        faults.append(Fault("reference", _("Use a number of your own, and never a BSN.")))
    if faults:
        raise Refused(422, faults=faults)
    return form.hire()


def reference_of(sent: NewHire) -> str | None:
    """The employer's own number, tidied as in a sheet: by it a hire is known, whichever way it came."""
    return None if sent.reference is None else tidy(sent.reference)


def _typed(sent: NewHire) -> Iterator[tuple[str, str]]:
    """What HR would type into the form."""
    yield from ((name, str(getattr(sent, name))) for name in SAME)
    yield from ((name, "y") for name in TICKS if getattr(sent, name))
    yield "department", sent.department or ""
    yield "home_registration_allowed", "yes" if sent.home_registration_allowed else "no"
    yield "work_at", "elsewhere" if sent.work_street or sent.work_postcode else "own"
    for name in DATES:
        day: date | None = getattr(sent, name)
        if day is not None:
            yield from ((f"{name}-day", f"{day.day}"), (f"{name}-month", f"{day.month}"))
            yield f"{name}-year", f"{day.year:04}"
