"""What HR types in these tests."""

from typing import Any

from tests.visitor import Visitor

# Names of fields and what is typed in them.
Typed = dict[str, Any]

SEE = "See what will follow"

# A researcher from India who has no home yet; the employer signs its form.
MEERA: Typed = {
    "given_names": "Meera", "family_name": "Raghunathan", "email": "meera@mail.example", "nationality": "IN",
    "category": "researcher", "stay_months": 24, "people_along": 1,
    "mail_language": "en", "earlier": "no", "home_kind": "none", "home_registration_allowed": "yes",
    "work_at": "own", "address_form_signed": "y",
    "arrival-day": 4, "arrival-month": 1, "arrival-year": 2027,
    "first_working_day-day": 11, "first_working_day-month": 1, "first_working_day-year": 2027,
}  # fmt: skip
HOME: Typed = {"home_kind": "rent", "home_postcode": "2312 KS", "home_registration_allowed": "yes"}


def types(hr: Visitor, *, refused: int = 0, **typed: Any) -> Visitor:
    """Fill in the form of a new hire with Meera's data and these."""
    return hr.opens("employer.new_hire").presses(SEE, refused=refused, **{**MEERA, **typed})
