"""The facts file of the process sheet, and changes to it by path."""

import json
from copy import deepcopy
from typing import Any

EXAMPLE: dict[str, Any] = {
    "category": "highly_skilled_migrant",
    "arrival": "2027-01-04",
    "stay_months": 24,
    "first_working_day": "2027-01-11",
    "submitted": "2026-11-23",
    "earlier": {"has_bsn": False, "lived_in_nl": False},
    "home": {"postcode": "2312 AB", "kind": "rent", "from": "2027-01-01", "registration_allowed": True},
    "employer": {"postcode": "2333 ZA", "recognised_sponsor": True, "address_form_signed": False},
    "wants": {"housing_help": True, "social": True, "buddy": True, "language_course": True},
    "people": [
        {
            "role": "principal",
            "born": "1990-05-01",
            "nationalities": ["IN"],
            "comes_from": "IN",
            "birth_certificate": {"country": "IN", "language": "en"},
            "marital_status": "married",
            "driving_licence": "IN",
        },
        {"role": "partner", "born": "1991-02-00", "nationalities": ["FR"], "comes_from": "IN"},
    ],
    "appointment": None,
    "completed": {"papers_handed_in": "2026-12-20"},
}

MISSING = object()


def file_with(path: str = "", value: object = None) -> str:
    """The example as JSON, with the value at a path such as `people.0.born` set, or taken away."""
    data = deepcopy(EXAMPLE)
    *way, last = path.split(".") if path else [""]
    place: Any = data
    for name in way:
        place = place[int(name) if name.isdigit() else name]
    key: int | str = int(last) if last.isdigit() else last
    if value is MISSING:
        del place[key]
    elif path:
        place[key] = value
    return json.dumps(data)
