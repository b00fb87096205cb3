"""Finding cases by what somebody types: any part of names, e-mail address, case code, employer or postcode.

Both databases look groups of three letters up in an index: SQLite in an FTS5 table with the trigram tokenizer that
triggers keep in step with `case_words`, PostgreSQL with pg_trgm. A piece shorter than three letters must begin a
word: with the space before it, it has three letters again.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Integer,
    Select,
    String,
    Text,
    and_,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)  # fmt: skip
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import True_

from expatdesk.cases.models import Case
from expatdesk.people.names import pieces_of, words_for_search
from expatdesk.shared.db import Model, session

# Two spaces between words, so that a single letter that begins a word is a group of three as well.
GAP = "  "
TRIGRAM_LENGTH = 3
# PostgreSQL looks through so many of the newest cases before it asks its index: what many have is found there.
NEWEST_CASES = 2000
# When so many of those have it, reading on from the newest is quicker than the index.
FREQUENT = NEWEST_CASES // 20
TRIGRAMS = table("case_trigrams", column("rowid", Integer), column("case_trigrams", String))


class CaseWords(Model):
    """The words under which one case is found. Numbers rise with time: the newest case has the highest."""

    __tablename__ = "case_words"

    number: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), unique=True)
    words: Mapped[str] = mapped_column(Text)


def words_of(case: Case) -> str:
    """What `case_words` holds for this case."""
    people = [person.full_name for person in case.people]
    # 'Van der Meer' is typed in one word as well.
    joined = [(person.particle + person.family_name).replace(" ", "") for person in case.people if person.particle]
    where = case.home_postcode or ""
    employer = case.employer.name if case.employer else ""
    texts = [case.code, *people, *joined, case.email, employer, where, where.replace(" ", "")]
    return "".join(GAP + word for word in words_for_search(texts))


def keep_words(case: Case) -> None:
    """Write down under which words this case is found; it must be stored already."""
    words = words_of(case)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(CaseWords).values(case_id=case.id, words=words)
    changed = CaseWords.words != insert.excluded.words
    session.execute(insert.on_conflict_do_update(index_elements=["case_id"], set_={"words": words}, where=changed))


def kept_words(case: Case) -> str | None:
    """What is written down for this case."""
    return session.scalar(select(CaseWords.words).where(CaseWords.case_id == case.id))


def found(visible: ColumnElement[bool], typed: str, limit: int) -> list[int]:
    """The numbers of at most `limit` visible cases that have all that was typed: the newest, newest first.

    On PostgreSQL any, where more than these have it and it is rare among the newest ones.
    """
    pieces = pieces_of(typed)
    if not pieces:
        return []
    if session.get_bind().dialect.name == "postgresql":
        return _found_on_postgresql(visible, pieces, limit)
    return list(session.scalars(_on_sqlite(visible, pieces).limit(limit)))


def among(numbers: Sequence[int]) -> ColumnElement[bool]:
    """The condition that a case is one of these; one parameter, however many there are."""
    if session.get_bind().dialect.name == "postgresql":
        one_of = CaseWords.number == func.any(cast(list(numbers), postgresql.ARRAY(Integer)))
    else:
        one_of = CaseWords.number.in_(select(func.json_each(str(list(numbers))).table_valued("value").c.value))
    return Case.id.in_(select(CaseWords.case_id).where(one_of))


def _on_sqlite(visible: ColumnElement[bool], pieces: list[str]) -> Select[int]:
    phrases = " AND ".join('"' + _pattern(piece).replace('"', '""') + '"' for piece in pieces)
    matches = TRIGRAMS.c.case_trigrams.op("MATCH")(phrases)
    whole = [func.instr(CaseWords.words, piece) > 0 for piece in pieces if "@" in piece]
    wanted = select(TRIGRAMS.c.rowid).where(matches, *whole).order_by(TRIGRAMS.c.rowid.desc())
    if whole or not isinstance(visible, True_):
        wanted = wanted.join(CaseWords, CaseWords.number == TRIGRAMS.c.rowid)
    return _visible(wanted, visible)


def _found_on_postgresql(visible: ColumnElement[bool], pieces: list[str], limit: int) -> list[int]:
    """Two questions, as no plan of one serves both what every second case has and what none has.

    The planner does not know how rare a pattern is. So it must not choose: what is frequent is among the newest
    cases, what is not is quickly found with the index.
    """
    has_all = and_(*_has(pieces))
    first = select(func.max(CaseWords.number) - NEWEST_CASES).scalar_subquery()
    wanted = _visible(select(CaseWords.number).where(has_all), visible)
    ordered = wanted.order_by(CaseWords.number.desc()).limit(limit)
    newest = list(session.scalars(ordered.where(CaseWords.number > first)))
    if len(newest) >= min(limit, FREQUENT):
        return newest if len(newest) >= limit else _read(ordered, "bitmapscan")
    return sorted(_read(wanted.limit(limit), "indexscan"), reverse=True)


def _read(wanted: Select[int], without: str) -> list[int]:
    switches = ("enable_seqscan", f"enable_{without}")
    session.execute(select(*[func.set_config(switch, "off", literal_column("true")) for switch in switches]))
    numbers = list(session.scalars(wanted))
    session.execute(select(*[func.set_config(switch, "on", literal_column("true")) for switch in switches]))
    return numbers


def _has(pieces: list[str]) -> list[ColumnElement[bool]]:
    patterns = [CaseWords.words.contains(_pattern(piece), autoescape=True) for piece in pieces]
    whole = [func.strpos(CaseWords.words, piece) > 0 for piece in pieces if "@" in piece]
    return [*patterns, *whole]


def _visible(wanted: Select[int], visible: ColumnElement[bool]) -> Select[int]:
    if isinstance(visible, True_):
        return wanted
    return wanted.join(Case, Case.id == CaseWords.case_id).where(visible)


def _pattern(piece: str) -> str:
    """What the index is asked. Addresses end in a few ways only: what stands before the @ tells them apart."""
    before, at, _after = piece.partition("@")
    asked = before + at
    return asked if len(asked) >= TRIGRAM_LENGTH else " " * (TRIGRAM_LENGTH - len(asked)) + asked
