"""Finding cases by any part of what somebody remembers, on both databases, within what they may see."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, false, func, select, text, true

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.search import NEWEST_CASES, CaseWords, among, found, kept_words
from expatdesk.cases.worklist import Filters, counts_beside, looked_up, page_of_cases
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import LEIDEN, LEIDERDORP, a_case, an_employer, with_family

pytestmark = pytest.mark.usefixtures("app")

SOME = 120


@pytest.fixture
def household(region: Region) -> Case:
    """A household with names of all kinds, and another one that must not be found instead."""
    other = a_case(given_names="Bram", family_name="Quist", email="bram.quist@mail.example")
    case = with_family(
        a_case(
            given_names="Şebnem", particle="van der", family_name="O’Møller-Łuksza",
            employer=an_employer("Zoë Optiek B.V."), email="s.moller@mail.example", home_postcode="2333 CR",
        )
    )  # fmt: skip
    case.people[1].given_names, case.people[1].family_name = "Юлія", "Шевчук"
    # A code drawn by lot may begin with what is looked for.
    other.code, case.code = "LE-7KQ2-24", "LE-9HXR-58"
    for changed in (other, case):
        refresh(changed, region, today())
    return case


def hits(typed: str) -> list[str]:
    """The codes of what is found."""
    return [row.code for row in page_of_cases(true(), Filters(state=None, search=typed)).rows]


@pytest.mark.parametrize(
    "typed",
    [
        "Şebnem", "sebnem", "SEBNEM", "ebne", "se", "van der", "v.d. Møller", "vd moller", "moeller", "omoller",
        "o'moller", "luksza", "moller-luksza", "luksza, sebnem", "Шевчук", "shevchuk", "Юлія", "shev",
        "s.moller@mail.example", "s.moller@", "S.Moller@MAIL", "zoe", "optiek b.v.", "2333 CR", "2333cr", "2333",
        "sebnem 2333", "z", "vandero",
    ],
)  # fmt: skip
def test_it_is_found_by(typed: str, household: Case) -> None:
    assert hits(typed) == [household.code]


@pytest.mark.parametrize(
    "typed",
    ["sebnam", "ebn quist", "er", "2334", "t.moller@mail.example", "s.moller@mail.test", "xq", "%", "_", '"',
     "'", "-", "OR", "NOT quist", "a*b", "\\", "😀"],
)  # fmt: skip
def test_it_is_not_found_by(typed: str, household: Case) -> None:
    assert hits(typed) == []


def test_what_only_begins_and_ends_alike_is_not_found() -> None:
    """The index is asked for some groups of letters of a word; whether all of it is there is read."""
    a_case(family_name="Silveirall")
    case = a_case(family_name="Silveivall")
    assert hits("silveivall") == [case.code]


def test_it_is_found_by_its_code(household: Case) -> None:
    code = household.code
    for typed in (code, code.lower(), code.replace("-", ""), code[3:7]):
        assert hits(typed) == [code]


def test_what_changed_is_found_anew_and_not_as_before(household: Case, region: Region) -> None:
    change_facts(
        household, {"home_postcode": "2312 AB"}, version=household.version, by=SYSTEM, region=region, today=today()
    )
    assert hits("2312ab") == [household.code]
    assert hits("2333cr") == []


def test_what_is_gone_is_not_found(household: Case) -> None:
    session.execute(delete(Case).where(Case.id == household.id))
    assert hits("sebnem") == []
    assert session.scalar(select(func.count()).select_from(CaseWords)) == 1
    assert len(hits("quist")) == 1


def test_the_newest_stand_first_and_no_more_than_asked(household: Case) -> None:
    cases = [a_case(family_name="Verhulst") for _ in range(4)]
    numbers = found(true(), "verhulst", 3)
    assert len(numbers) == 3
    found_cases = session.query(Case.code).where(among(numbers))
    if session.get_bind().dialect.name == "sqlite":
        assert numbers == sorted(numbers, reverse=True)
        assert {code for (code,) in found_cases} == {case.code for case in cases[1:]}


def test_what_somebody_may_not_see_takes_no_place_among_the_hits(household: Case) -> None:
    leiden = a_case(family_name="Verhulst")
    for _ in range(3):
        a_case(family_name="Verhulst", home_postcode="2221 AA")
    assert leiden.municipality == LEIDEN
    (number,) = found(Case.municipality == LEIDEN, "verhulst", 1)
    assert session.get_one(CaseWords, number).case_id == leiden.id
    assert found(false(), "verhulst", 10) == []


def test_what_is_frequent_and_what_is_rare_among_thousands(household: Case) -> None:
    """Enough cases for both ways in which PostgreSQL is asked, and for an order that a sort must make."""
    fillers = [
        {"case_id": _copy_of(household, number), "words": f"  filler  number{number}  frequent"}
        for number in range(SOME)
    ]
    session.execute(CaseWords.__table__.insert(), fillers)  # type: ignore[attr-defined]
    assert len(found(true(), "frequent", 50)) == 50
    assert len(found(true(), "frequent", SOME - 10)) == SOME - 10
    assert len(found(true(), "frequent", NEWEST_CASES)) == SOME
    assert len(found(true(), "number7", 50)) == len([n for n in range(SOME) if str(n).startswith("7")])
    assert found(true(), "frequent nothing", 50) == []


def test_what_is_rare_is_looked_up_in_the_index(household: Case) -> None:
    """Left alone, PostgreSQL reads a whole table for a name that nobody has."""
    asked: list[str] = []

    def explain(_c: object, _cursor: object, statement: str, values: Any, *_more: object) -> tuple[str, Any]:
        if "LIKE" in statement or "MATCH" in statement:
            asked.append(statement)
        explains = "LIKE" in statement and engine.dialect.name == "postgresql"
        return f"EXPLAIN (COSTS OFF) {statement}" if explains else statement, values

    engine = session.get_bind().engine
    if engine.dialect.name == "postgresql":
        # So few cases it would rather read one by one.
        session.execute(text("SET LOCAL enable_seqscan = off"))
        session.execute(text("SET LOCAL enable_indexscan = off"))
    event.listen(engine, "before_cursor_execute", explain, retval=True)
    try:
        plan = found(true(), "moller luksza", 50)
    finally:
        event.remove(engine, "before_cursor_execute", explain)
    assert len(asked) == 1
    if engine.dialect.name == "postgresql":
        # Within the limit, reading on until enough are found would seem quicker.
        assert "AS MATERIALIZED" in asked[0]
        assert any("Bitmap Index Scan on ix_case_words_trigrams" in str(line) for line in plan)


@pytest.mark.parametrize(
    ("typed", "town", "by_index"),
    [
        ("elsewhere", LEIDERDORP, False),  # Many have it, and few cases are of that town.
        ("elsewhere rest", LEIDERDORP, False),
        ("elsewhere", LEIDEN, True),  # As many have it as are of that town.
        ("lindqvist", LEIDERDORP, True),
        ("lindqvist", "0626", True),  # Few have it, though none is of that town.
        ("elsewhere", None, True),  # Who sees everything.
    ],
)
def test_the_few_that_are_visible_are_read_for_what_many_have(
    typed: str, town: str | None, by_index: bool, household: Case
) -> None:
    """On PostgreSQL; on SQLite there is one way only, and the same is found."""
    a_case(family_name="Lindqvist", home_postcode="2353 GA")
    fillers = [{"case_id": _copy_of(household, number), "words": "  elsewhere  rest"} for number in range(SOME)]
    session.execute(CaseWords.__table__.insert(), fillers)  # type: ignore[attr-defined]
    visible = Case.municipality == town if town else true()
    asked: list[str] = []
    note = lambda _c, _cursor, statement, *_more: asked.append(statement)  # noqa: E731
    engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        numbers = found(visible, typed, NEWEST_CASES)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    expected = {LEIDERDORP: int(typed == "lindqvist"), "0626": 0, LEIDEN: SOME, None: SOME}
    assert len(numbers) == expected[town]
    if engine.dialect.name == "postgresql":
        assert ("LIKE" in asked[-1]) == by_index
        assert town or len(asked) == 2


def _copy_of(case: Case, number: int) -> uuid.UUID:
    """One more row of the table of cases; only its id and code are its own."""
    columns = [column.name for column in Case.__table__.columns]
    values = {name: case.__dict__.get(name) for name in columns}
    new = uuid.uuid4()
    session.execute(Case.__table__.insert(), {**values, "id": new, "code": f"LE-{number:07}"})  # type: ignore[attr-defined]
    return new


def test_it_is_looked_up_once_for_all_questions_of_a_page(household: Case) -> None:
    filters = looked_up(true(), Filters(state=None, search="sebnem"))
    assert filters.found is not None
    session.execute(delete(CaseWords))
    assert looked_up(true(), filters) is filters
    assert looked_up(true(), Filters()).found is None


def test_facets_count_what_the_search_found(household: Case) -> None:
    counts = {
        f.value: f.households for f in counts_beside(true(), Filters(state=None, search="sebnem"), today())[0]
    }
    assert counts[household.municipality or ""] == 1


def test_the_words_are_each_kept_once(household: Case) -> None:
    words = (kept_words(household) or "").split()
    assert len(words) == len(set(words))
    assert {"sebnem", "vanderomollerluksza", "shevchuk", "2333cr", "zoe"} <= set(words)


def test_a_date_that_passes_changes_no_words(household: Case, region: Region) -> None:
    before = session.scalars(text("SELECT number FROM case_words ORDER BY number")).all()
    refresh(household, region, today() + timedelta(days=1))
    assert session.scalars(text("SELECT number FROM case_words ORDER BY number")).all() == before
