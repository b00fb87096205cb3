"""Who acts, for which region, on which day: what every door tells the actions of the domain."""

from datetime import date
from typing import TypedDict

from flask import abort, current_app

from expatdesk.access.visitor import current_visitor
from expatdesk.logbook.models import Actor
from expatdesk.organisations import queries as organisations
from expatdesk.organisations.models import Employer
from expatdesk.region import load_region
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today


class Acting(TypedDict):
    """The arguments of an action that change with the request alone."""

    by: Actor
    region: Region
    today: date


def acting() -> Acting:
    """These arguments for the present request."""
    return {"by": current_visitor().actor, "region": the_region(), "today": today()}


def the_region() -> Region:
    """The region that this installation serves."""
    return load_region(current_app.config["REGION"])


def the_employer() -> Employer:
    """The employer for which somebody is here; 404 for whoever is here for none."""
    return organisations.employer(current_visitor().employer_id or abort(404))
