"""A home as a system hands it over: JSON becomes what would be typed, and meets the rules of the same form."""

from collections.abc import Iterator

from werkzeug.datastructures import MultiDict

from expatdesk.api.home_types import NewHome
from expatdesk.housing.homes import HomeSaid
from expatdesk.partner.forms.homes import HomeForm
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.problems import Fault, Refused

MONEY, DAYS, TICKS = ("rent", "service_costs", "deposit"), ("starts", "ends"), ("step_free", "pets")
SAME = (
    "reference", "street", "postcode", "town", "dwelling", "rooms", "area", "furnishing", "points", "energy_label",
    "most_people", "most_registered", "contract", "text_nl", "text_en",
)  # fmt: skip


def home_from(sent: NewHome) -> HomeSaid:
    """The home, by the rules of the form. Raises Refused with all that is wrong."""
    form = HomeForm(formdata=MultiDict(_typed(sent)), meta={"csrf": False})
    form.validate()
    faults = [Fault(name, str(errors[0])) for name, errors in form.errors.items() if name]
    if not form.reference.data:
        # Spaces alone are none: without a reference a home would come twice.
        faults.append(Fault("reference", _("Fill in a reference of your own: by this we know the home again.")))
    if faults:
        raise Refused(422, faults=faults)
    return form.said


def _typed(sent: NewHome) -> Iterator[tuple[str, str]]:
    """What somebody would type into the form."""
    told = ((name, getattr(sent, name)) for name in SAME)
    yield from ((name, str(value)) for name, value in told if value is not None)
    yield from ((name, "y") for name in TICKS if getattr(sent, name))
    yield "agency_fee", "yes" if sent.agency_fee else "no"
    for name in MONEY:
        euros, cents = divmod(getattr(sent, name), 100)
        yield name, f"{euros},{cents:02}"
    for name in DAYS:
        if (day := getattr(sent, name)) is not None:
            yield from ((f"{name}-day", f"{day.day}"), (f"{name}-month", f"{day.month}"))
            yield f"{name}-year", f"{day.year:04}"
