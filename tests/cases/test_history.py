"""The history: every line that anything writes can be read aloud, in both languages."""

import ast
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from expatdesk.access.routes import ROUTES
from expatdesk.cases.actions import ONLY_NAMED, change_facts, change_person
from expatdesk.cases.history import SENTENCES, sentence
from expatdesk.cases.labels import FACTS
from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record, record_reading
from expatdesk.logbook.models import SYSTEM, Actor, LogLine
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.people.models import Person
from expatdesk.shared.i18n import speaking
from tests.codebase.source import PRODUCT
from tests.factories import a_case
from tests.factories.cases import REGION

pytestmark = pytest.mark.usefixtures("app")

WRITERS = ("record", "record_for_all", "record_reading", "record_readings")
# What an officer may change of a case is told by name; the rest is the desk's own administration.
ADMINISTRATION = frozenset(
    {"code", "secret_hash", "version", "state", "opened_at", "as_submitted", "submitted_on", "reference"}
)


def verbs_written() -> Iterator[str]:
    """Every verb that a line of the product writes about a case, or its table of routes says of a reading."""
    yield from (rule.reads for rule in ROUTES.values() if rule.reads)
    for source in PRODUCT:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS and _is_of_a_case(node):
                yield from _verbs_of(node.args[0])


def _is_of_a_case(call: ast.Call) -> bool:
    return any(keyword.arg in ("case_id", "case_ids") for keyword in call.keywords)


def _verbs_of(verb: ast.expr) -> Iterator[str]:
    """The verb, or both of a choice; a name stands for what the function gave it."""
    match verb:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp():
            yield from [*_verbs_of(verb.body), *_verbs_of(verb.orelse)]
        case ast.Name():
            yield from VERBS_BY_NAME


# `verb` in appointments/actions.py.
VERBS_BY_NAME = ("visit_booked", "visit_moved")
DETAILS: dict[str, object] = {
    "employer": "Naturalis", "officer": "Noor Haddad", "people": 3, "person": "Luc Moreau", "in_hand": 2, "of": 5,
    "fields": ["arrival", "home_kind"], "step": "digid:1", "on": "2026-12-11", "paper": "lease",
    "visit": "2026-12-16T09:30:00+00:00", "bsn": "by_post", "reason": "not_wanted", "language": "nl",
    "other": "LE-7KQA-24", "town": "Leiden", "from_town": "Katwijk", "grounds": "a visit", "partner": "ANWB",
    "papers": [["lease", "Luc Moreau"], ["birth_certificate", "Zoé Moreau"]],
    "kind": "papers", "letter": "Bring your originals", "until": "2026-12-16T10:15:00+00:00",
}  # fmt: skip


def test_every_verb_has_a_sentence() -> None:
    written = set(verbs_written())
    assert len(written) > 15, "the test does not find the verbs any more"
    assert written - set(SENTENCES) == set()


def test_no_sentence_is_left_over() -> None:
    assert set(SENTENCES) - set(verbs_written()) == set()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("verb", SENTENCES)
def test_it_reads_as_one_sentence(verb: str, language: str) -> None:
    line = LogLine(verb=verb, details=DETAILS, actor_name="Ada Blom", actor_role="officer")
    with speaking(language):
        said = sentence(line)
    assert said.startswith("Ada Blom ")
    assert said.endswith(".")
    assert "%(" not in said
    assert "  " not in said
    assert (said == _in_english(line)) is (language == "en")


def _in_english(line: LogLine) -> str:
    with speaking("en"):
        return sentence(line)


@pytest.mark.parametrize("verb", SENTENCES)
def test_it_reads_well_with_next_to_nothing_known(verb: str) -> None:
    """Lines are kept for two years: an older one may tell less than the newest code writes."""
    needed = {
        "people",
        "in_hand",
        "of",
        "step",
        "reason",
        "person",
        "paper",
        "on",
        "visit",
        "fields",
        "officer",
        "employer",
    }
    few = {name: value for name, value in DETAILS.items() if name in needed - {"officer", "employer"}}
    line = LogLine(verb=verb, details=few, actor_name="Ada Blom", actor_role="officer")
    assert sentence(line).startswith("Ada Blom ")


@pytest.mark.parametrize("table", [Case, Person])
def test_every_fact_that_can_change_has_a_name(table: type[Case | Person]) -> None:
    projection = {"title", "name_search", "route_to", "route_reason", "municipality", "projected_on", "turns"}
    kept = {"closed_on", "erase_on", "erase_mails", "hold_reason"}
    # What the desk agreed, and what follows from a move; neither is corrected by itself.
    kept |= {"left_street", "left_postcode", "address_until", "address_reason", "address_extended_by"}
    kept |= {"address_extended_on", "temporary_until", "temporary_at", "temporary_kind", "temporary_people"}
    plain = (
        {
            column.name
            for column in table.__table__.columns
            if not column.name.endswith(
                ("_id", "_due", "_step", "_party", "_kind", "_done", "_total", "_at", "_name")
            )
        }
        - projection
        - kept
    )
    told = (
        plain
        - ADMINISTRATION
        - {
            "id",
            "role",
            "position",
            "employer_acts",
            "employer_pays",
            "signed_up",
            "hire_print",
            "intake_reached",
            "interests_told_on",
            "people_expected",
            "name_key",
        }
    )
    assert told - set(FACTS) == set()


def test_who_acted_for_an_organisation_is_named_with_it() -> None:
    case = a_case()
    record("case_closed", by=Actor("employer", "Ada Blom", organisation="Naturalis"), case_id=case.id)
    assert sentence(history_of(case.id)[0]) == "Ada Blom (Naturalis) closed the case."


def test_changes_and_readings_stand_apart() -> None:
    case = a_case()
    record_reading("case_read", by=SYSTEM, case_id=case.id)
    assert [line.verb for line in readings_of(case.id)] == ["case_read"]
    assert "case_read" not in [line.verb for line in history_of(case.id)]


def test_the_times_are_those_of_the_wall_clock() -> None:
    line = LogLine(verb="visit_booked", details={"visit": "2027-06-01T08:30:00+00:00"}, actor_name="Ada Blom")
    with speaking("nl"):
        assert sentence(line) == "Ada Blom sprak het bezoek af: dinsdag 1 juni 2027, 10:30."


@pytest.mark.parametrize(
    ("organisation", "employer", "said"),
    [
        ("Naturalis B.V.", "Naturalis B.V.", "Ada Blom (Naturalis B.V.) submitted the hire."),
        (None, "Naturalis B.V.", "Ada Blom submitted the hire for Naturalis B.V."),
        (None, None, "Ada Blom opened the case."),
    ],
)
def test_an_employer_is_named_once(organisation: str | None, employer: str | None, said: str) -> None:
    details = {"employer": employer}
    line = LogLine(verb="case_opened", details=details, actor_name="Ada Blom", actor_organisation=organisation)
    assert sentence(line) == said


HOW: dict[str, Any] = {"by": Actor("officer", "Ada Blom"), "region": REGION, "today": date(2026, 12, 14)}
NO_TO_YES = "from “No” to “Yes”"
NINTH, SIXTEENTH = date(2026, 12, 9), date(2026, 12, 16)


@pytest.mark.parametrize(
    ("stored", "changes", "said"),
    [
        (
            {"arrival": NINTH},
            {"arrival": SIXTEENTH},
            "day of arrival from “9 December 2026” to “16 December 2026”",
        ),
        ({}, {"has_bsn": True, "lived_in_nl": True}, f"BSN from before {NO_TO_YES} and earlier stay {NO_TO_YES}"),
        ({}, {"stay_months": 35}, "length of the stay from “2 years” to “35 months”"),
        ({"home_kind": "rent"}, {"home_kind": None}, "kind of home, which was “Rented home”"),
        ({"home_kind": None}, {"home_kind": "hotel"}, "kind of home to “Hotel or Airbnb”"),
        (
            {"category": "student"},
            {"category": "researcher"},
            "purpose of the stay from “Student” to “Researcher”",
        ),
        ({"language": "en"}, {"language": "nl"}, "language from “English” to “Dutch”"),
    ],
)
def test_changed_facts_are_told_from_what_to_what(
    stored: dict[str, Any], changes: dict[str, object], said: str
) -> None:
    case = a_case(**stored)
    change_facts(case, changes, version=case.version, **HOW)
    line = next(line for line in history_of(case.id) if line.verb == "facts_changed")
    assert sentence(line) == f"Ada Blom changed facts: {said}."


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("email", "elders@example.org"), ("home_street", "Breestraat 12"), ("home_postcode", "2311CS"),
        ("work_street", "Rapenburg 70"), ("work_postcode", "2311EZ"), ("interests", "Chess"),
        ("home_wishes", "Three rooms"), ("wants_housing_help", True), ("wants_social", False),
        ("wants_buddy", True), ("wants_language_course", True),
    ],
)  # fmt: skip
def test_what_is_not_for_every_reader_of_the_log_is_named_alone(column: str, value: object) -> None:
    assert column in ONLY_NAMED
    case = a_case()
    change_facts(case, {column: value}, version=case.version, **HOW)
    line = next(line for line in history_of(case.id) if line.verb == "facts_changed")
    assert sentence(line) == f"Ada Blom changed facts: {FACTS[column]}."
    assert line.details["values"] == {}


def test_of_a_person_the_log_keeps_which_facts_and_not_what_they_say() -> None:
    case = a_case()
    change_person(case, case.principal, {"born": "1990-03-07"}, version=case.version, **HOW)
    line = next(line for line in history_of(case.id) if line.verb == "facts_changed")
    assert "1990" not in str(line.details)
    assert sentence(line) == f"Ada Blom changed facts of {case.principal.full_name}: date of birth."
