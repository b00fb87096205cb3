"""A visit that cannot be as it is booked: why, and what another time costs."""

from expatdesk.appointments.charges import cost_of_misfit
from expatdesk.appointments.models import Appointment, Misfit
from expatdesk.expat.overview.situation import Situation
from expatdesk.shared.i18n import LazyString, long_date, money
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

MISFITS: dict[Misfit, LazyString] = {
    Misfit.TOO_SHORT: _l(
        "You are with more people than when you booked, so your visit is too short for all of you."
    ),
    Misfit.NOT_SERVED: _l(
        "Another municipality registers you now, and that cannot be done at the counter that you booked."
    ),
    Misfit.BEFORE_ARRIVAL: _l("Your visit is before the day on which you arrive."),
}
CLOSED_THEN = _l("The counter is not open for your visit any more at the time that you booked.")


def what_is_wrong(visit: Appointment) -> LazyString:
    """Why a visit cannot be kept as it is: it does not fit, or else its counter is closed."""
    return MISFITS[Misfit(visit.misfit)] if visit.misfit else CLOSED_THEN


def what_that_costs(visit: Appointment, situation: Situation) -> str:
    """What another time costs the household, or its employer that pays."""
    cost = cost_of_misfit(visit, situation.plan, situation.region, situation.today)
    if cost is None:
        return _("It costs nothing, and you keep the present time until then.")
    if not cost.is_late:
        day = long_date(cost.free_until)
        return _("It is free of charge until %(day)s. You keep the present time until you choose.", day=day)
    fee = money(cost.withheld_cents)
    if situation.case.employer_pays:
        return _(
            "So near to the visit your employer pays its fee of %(fee)s all the same. You keep the present time "
            "until you choose.",
            fee=fee,
        )
    return _(
        "So near to the visit its fee of %(fee)s must be paid all the same. "
        "You keep the present time until you choose.",
        fee=fee,
    )
