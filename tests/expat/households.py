"""Three households and their answers: a single with one name, a couple of two countries, a family of five."""

from typing import Any

from tests.expat.answering import SINGLE, Answers

NO_HOME: dict[str, Any] = dict.fromkeys(
    ("home_kind", "home_street", "home_postcode", "home_from", "home_registration_allowed")
)

MONONYM: Answers = {
    **SINGLE,
    "birth": {"born-year": "1994", "born_in_part": True},
    "origin": {"comes_from": "ID"},
    "certificates-0": {"written_in": "id"},
    "wishes": {"wants_social": False, "wants_buddy": True},
    "papers": {"paper_0_identity": True},
}

COUPLE: Answers = {
    "known": {},
    "birth": {"born-day": "1", "born-month": "5", "born-year": "1990"},
    "origin": {"comes_from": "IN"},
    "household": {"partner": "yes", "children": "0"},
    "member-1": {
        "given_names": "Luc",
        "family_name": "Moreau",
        "born-month": "2",
        "born-year": "1991",
        "born_in_part": True,
        "nationality": "FR",
        "comes_from": "IN",
    },
    "couple": {"joined": "married"},
    "certificates-0": {"issued_in": "IN", "written_in": "en"},
    "certificates-1": {"issued_in": "FR", "written_in": "fr"},
    "earlier": {"lived_in_nl": "no", "has_bsn": "no"},
    "home": {"home_kind": "rent"},
    "address": {
        "home_postcode": "2312ab",
        "home_from-day": "1",
        "home_from-month": "1",
        "home_from-year": "2027",
        "home_registration_allowed": "yes",
    },
    "licence": {"licence_0": "IN"},
    "wishes": dict.fromkeys(("wants_housing_help", "wants_social", "wants_buddy", "wants_language_course"), True),
    "papers": {"paper_0_marriage_certificate": True},
}


def _child(name: str, year: str) -> dict[str, str]:
    born = {"born-day": "3", "born-month": "4", "born-year": year}
    return {"given_names": name, "family_name": "Okafor", "nationality": "NG", **born}


FAMILY: Answers = {
    **SINGLE,
    "origin": {"nationality": "NG", "comes_from": "NG"},
    "household": {"partner": "yes", "children": "3"},
    "member-1": {**_child("Adaeze", "1988"), "second_nationality": "GB"},
    "member-2": _child("Chidi", "2012"),
    "member-3": _child("Ngozi", "2015"),
    "member-4": _child("Uche", "2021"),
    "couple": {"joined": "neither"},
    "status": {"status_0": "divorced", "status_1": "single"},
    **{f"certificates-{person}": {"issued_in": "NG"} for person in range(5)},
    "arrival": {"arrival-day": "4", "arrival-month": "1", "arrival-year": "2027", "stay_months": "36"},
    "home": {"home_kind": "none"},
    "licence": {"licence_1": "GB"},
}
