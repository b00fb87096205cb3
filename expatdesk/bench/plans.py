"""How long the plan of a household of four takes: it is made anew on each page and at each change."""

import json
import statistics
import time
from dataclasses import dataclass
from datetime import date

from expatdesk.bench.server import p95
from expatdesk.cases.fact_file import facts_from_json
from expatdesk.rules.plan import plan_for
from expatdesk.rules.region import Region

WARM = 20
FAMILY = {
    "category": "highly_skilled_migrant", "arrival": "2027-01-04", "stay_months": 24,
    "first_working_day": "2027-01-11", "submitted": "2026-11-23",
    "earlier": {"has_bsn": False, "lived_in_nl": False}, "appointment": None,
    "home": {"postcode": "2312 AB", "kind": "rent", "from": "2027-01-01", "registration_allowed": True},
    "employer": {"postcode": "2333 ZA", "recognised_sponsor": True, "address_form_signed": False},
    "wants": {"housing_help": True, "social": True, "buddy": True, "language_course": True},
    "people": [
        {
            "role": role, "born": born, "nationalities": ["IN"], "comes_from": "IN", "driving_licence": "IN",
            "birth_certificate": {"country": "IN", "language": "hi"}, "marital_status": status,
        }
        for role, born, status in (
            ("principal", "1990-05-01", "married"), ("partner", "1991-02-00", "married"),
            ("child", "2018-03-09", "single"), ("child", "2021-00-00", "single"),
        )
    ],
    "completed": {"intake": "2026-11-25", "papers_handed_in": "2026-12-20"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What was measured, in milliseconds."""

    count: int
    median: float
    p95: float


def measure_plans(count: int, region: Region, today: date) -> PlanFigures:
    """Make the plan of a family of four this many times, with the steps, papers and fee that belong to it."""
    facts = facts_from_json(json.dumps(FAMILY))
    taken = []
    for number in range(WARM + count):
        start = time.perf_counter()
        plan_for(facts, region, today)
        if number >= WARM:
            taken.append((time.perf_counter() - start) * 1000)
    return PlanFigures(count, statistics.median(taken), p95(taken))
