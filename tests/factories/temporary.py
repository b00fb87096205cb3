"""Households that live somewhere for a time only."""

from typing import Any

from expatdesk.cases.models import Case
from expatdesk.organisations.models import Employer
from tests.factories.cases import a_case, registered

NO_HOME: dict[str, Any] = {
    "home_kind": None, "home_street": None, "home_postcode": None, "home_from": None,
    "home_registration_allowed": None, "address_form_signed": True,
}  # fmt: skip


def at_work(employer: Employer | None = None) -> Case:
    """Somebody registered at the employer's address today."""
    return registered(a_case(employer=employer, **NO_HOME))
