"""What a route means, and where to go instead when it is not the desk."""

from dataclasses import dataclass

from expatdesk.rules.plan import Destination, Route, RouteReason
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, gettext
from expatdesk.shared.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class RouteLabel:
    """A route's reason in a few words, and in a sentence that may name a municipality."""

    short: LazyString
    meaning: LazyString


DESTINATIONS: dict[Destination, LazyString] = {
    Destination.DESK: _l("This desk"),
    Destination.RNI: _l("RNI desk"),
    Destination.MUNICIPALITY: _l("Town hall"),
    Destination.HOUSING_FIRST: _l("First a home"),
}

ROUTES: dict[RouteReason, RouteLabel] = {
    RouteReason.SHORT_STAY: RouteLabel(
        _l("Stays for less than four months"),
        _l("People who stay for less than four months register as non-residents (RNI), not at this desk."),
    ),
    RouteReason.STUDENT: RouteLabel(
        _l("Student"),
        _l("Students register with their municipality, often in a session at their university or college."),
    ),
    RouteReason.TEMPORARY_PROTECTION: RouteLabel(
        _l("Temporary protection"),
        _l(
            "People from Ukraine under temporary protection register with their municipality, "
            "by a procedure of its own."
        ),
    ),
    RouteReason.LIVED_IN_NL: RouteLabel(
        _l("Lived in the Netherlands before"),
        _l(
            "People who lived in the Netherlands before are registered again by their municipality, "
            "which still has the earlier record."
        ),
    ),
    RouteReason.HAS_BSN: RouteLabel(
        _l("Already has a BSN"),
        _l("People who already have a BSN are registered by their municipality itself."),
    ),
    RouteReason.HOME_NOT_COVERED: RouteLabel(
        _l("Home in a municipality that the desk does not serve"),
        _l(
            "This home lies in %(municipality)s. That municipality registers its residents itself; "
            "this desk may not."
        ),
    ),
    RouteReason.COVERED_HOME: RouteLabel(
        _l("Home in a municipality that the desk serves"),
        _l("This home lies in %(municipality)s, and the desk registers newcomers there."),
    ),
    RouteReason.EMPLOYER_ADDRESS: RouteLabel(
        _l("At the employer’s address, three months at most"),
        _l(
            "There is no home to register at yet. The employer’s address in %(municipality)s can serve, "
            "for three months at most."
        ),
    ),
    RouteReason.EMPLOYER_FORM_MISSING: RouteLabel(
        _l("Employer’s address form not signed yet"),
        _l(
            "There is no home to register at yet. The employer’s address can serve for three months, "
            "as soon as the employer signs the form for it."
        ),
    ),
    RouteReason.EMPLOYER_NOT_SPONSOR: RouteLabel(
        _l("No home, and the employer is not a recognised sponsor"),
        _l(
            "There is no home to register at yet. The employer is not a recognised sponsor with the IND, "
            "so its address cannot serve."
        ),
    ),
    RouteReason.EMPLOYER_NOT_COVERED: RouteLabel(
        _l("No home, and the employer’s municipality is not served"),
        _l(
            "There is no home to register at yet. The desk may not use addresses of employers in this "
            "municipality, so the employer’s address cannot serve."
        ),
    ),
    RouteReason.NO_ADDRESS: RouteLabel(
        _l("No home to register at yet"),
        _l("There is no home to register at yet, and no employer whose address can serve."),
    ),
}


PLACES: dict[Destination, LazyString] = {
    Destination.DESK: _l("You come to this desk, all members of the household together."),
    Destination.RNI: _l(
        "Make an appointment at any RNI desk; the one of this region is in Leiden, telephone %(phone)s."
    ),
    Destination.MUNICIPALITY: _l("Make an appointment at the town hall of the municipality where you live."),
    Destination.HOUSING_FIRST: _l("First find a home where you may register. The desk helps you look."),
}

TOWN_HALL_OF = _l("Make an appointment at the town hall of %(municipality)s: %(website)s.")


def what_it_means(route: Route, region: Region) -> str:
    """The reason of a route in a sentence, in the reader's language."""
    name = str(gettext("another municipality"))
    if route.municipality is not None:
        name = region.municipality(route.municipality).name
    return str(ROUTES[route.reason].meaning) % {"municipality": name}


def where_to_go(route: Route, region: Region) -> str:
    """Where to go and what to do there, in a sentence, in the reader's language."""
    if route.to is Destination.MUNICIPALITY and route.municipality is not None:
        municipality = region.municipality(route.municipality)
        site = {"municipality": municipality.name, "website": municipality.contact.website}
        return str(TOWN_HALL_OF) % site
    return str(PLACES[route.to]) % {"phone": region.contacts["rni"].phone_from_abroad}
