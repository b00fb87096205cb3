"""Finding cases by what somebody types: any part of names, e-mail address, case code, employer or postcode.

Both databases look groups of three letters up in an index: SQLite in an FTS5 table with the trigram tokenizer that
triggers keep in step with `case_words`, PostgreSQL with pg_trgm. A piece shorter than three letters must begin a
word: with the space before it, it has three letters again.
"""

import uuid
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    Text,
    column,
    func,
    select,
    table,
)  # fmt: skip
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, aliased, mapped_column
from sqlalchemy.sql.elements import True_

from expatdesk.cases.models import Case
from expatdesk.people.names import pieces_of, words_for_search
from expatdesk.shared.db import Model, is_one_of, session, table_of

# Two spaces between words, so that a single letter that begins a word is a group of three as well.
GAP = "  "
TRIGRAM_LENGTH = 3
# PostgreSQL looks through so many of the newest cases before it asks its index: what many have is found there.
NEWEST_CASES = 2000
# Reading on from the newest is quicker than the index, as long as so many times these are enough.
READ_ON = 4
# How rare a word is can be told from so many. What no more of them have is read through, found by one word alone.
SAMPLE, RARE = 500, 2
# Where in a word the groups begin that are looked up: SQLite takes longer for each, and looks all words up.
ON_SQLITE, ON_POSTGRESQL = (0, 3), (0, 2, 4)
TRIGRAMS = table("case_trigrams", column("rowid", Integer), column("case_trigrams", String))


class CaseWords(Model):
    """The words under which one case is found. Numbers rise with time: the newest case has the highest."""

    __tablename__ = "case_words"

    number: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), unique=True)
    words: Mapped[str] = mapped_column(Text)


class Named(Protocol):
    """Somebody with a name: a person, or a hire who is none yet."""

    @property
    def particle(self) -> str:
        """What stands before the family name."""

    @property
    def family_name(self) -> str:
        """The family name."""

    @property
    def full_name(self) -> str:
        """All of the name."""


def words_of(case: Case) -> str:
    """What `case_words` holds for this case."""
    employer = case.employer.name if case.employer else ""
    return words_by(case.code, case.people, case.email, employer, case.home_postcode or "")


def words_by(code: str, people: Sequence[Named], email: str, employer: str, postcode: str) -> str:
    """The same, told one by one."""
    names = [person.full_name for person in people]
    # 'Van der Meer' is typed in one word as well.
    joined = [(person.particle + person.family_name).replace(" ", "") for person in people if person.particle]
    texts = [code, *names, *joined, email, employer, postcode, postcode.replace(" ", "")]
    return "".join(GAP + word for word in words_for_search(texts))


def keep_words(case: Case) -> None:
    """Write down under which words this case is found; it must be stored already."""
    words = words_of(case)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table_of(CaseWords)).values(case_id=case.id, words=words)
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
    return Case.id.in_(select(CaseWords.case_id).where(is_one_of(CaseWords.number, numbers)))


def _on_sqlite(visible: ColumnElement[bool], pieces: list[str]) -> Select[int]:
    groups = " AND ".join('"' + group.replace('"', '""') + '"' for group in _groups_of(_long(pieces), ON_SQLITE))
    matches = TRIGRAMS.c.case_trigrams.op("MATCH")(groups)
    whole = [func.instr(CaseWords.words, _whole(piece)) > 0 for piece in pieces]
    wanted = select(TRIGRAMS.c.rowid).join(CaseWords, CaseWords.number == TRIGRAMS.c.rowid).where(matches, *whole)
    return _visible(wanted.order_by(TRIGRAMS.c.rowid.desc()), CaseWords.case_id, visible)


def _found_on_postgresql(visible: ColumnElement[bool], pieces: list[str], limit: int) -> list[int]:
    """Two questions, as no plan of one serves both what every second case has and what none has.

    The planner does not know how rare a pattern is. So it must not choose: what is frequent is among the newest
    cases, what is not is quickly found with the index.
    """
    having = session.execute(_newest_having(visible, pieces, limit)).all()
    newest = [number for number, is_visible in having if is_visible]
    if len(newest) >= limit:
        return newest[:limit]
    if len(newest) * READ_ON >= limit:
        return list(session.scalars(_reading(visible, pieces, limit)))
    wanted = _among_visible if _more_than_are_visible(len(having) / NEWEST_CASES, visible) else _by_index
    return sorted(session.scalars(wanted(visible, pieces, limit)), reverse=True)


@cache
def _newest(how_many: int) -> type[CaseWords]:
    """The words of so many of the newest cases."""
    return aliased(CaseWords, select(CaseWords).order_by(CaseWords.number.desc()).limit(how_many).subquery())


def _newest_having(visible: ColumnElement[bool], pieces: list[str], limit: int) -> Select[int, bool]:
    """Which of the newest cases have the pieces, and whether each is visible.

    That is no condition: for one, the planner would read every case of a town to join it with a few.
    """
    of = _newest(NEWEST_CASES)
    wanted = select(of.number, visible).where(*[_has(of, piece) for piece in pieces]).order_by(of.number.desc())
    return wanted.limit(limit) if isinstance(visible, True_) else wanted.join(Case, Case.id == of.case_id)


def _reading(visible: ColumnElement[bool], pieces: list[str], limit: int) -> Select[int]:
    """All cases read from the newest on, until enough are found."""
    wanted = select(CaseWords.number).where(*[_has(CaseWords, piece) for piece in pieces])
    return _visible(wanted, CaseWords.case_id, visible).order_by(CaseWords.number.desc()).limit(limit)


def _by_index(visible: ColumnElement[bool], pieces: list[str], limit: int) -> Select[int]:
    """Found by groups of letters. The limit stands apart: the planner would rather read until there are enough."""
    groups = _groups_of(_rarest(_long(pieces)), ON_POSTGRESQL)
    having = [CaseWords.words.contains(group, autoescape=True) for group in groups]
    read = [_has(CaseWords, piece) for piece in pieces]
    hits = select(CaseWords.number, CaseWords.case_id).where(*having, *read).cte().prefix_with("MATERIALIZED")
    return _visible(select(hits.c.number), hits.c.case_id, visible).limit(limit)


def _more_than_are_visible(share: float, visible: ColumnElement[bool]) -> bool:
    """Whether reading all visible cases is quicker than the index, where this share of all cases have the words.

    That is so for a small town and a word of the towns around it. What is rare is not worth one more question.
    """
    if isinstance(visible, True_) or share <= RARE / SAMPLE:
        return False
    sample = _newest(SAMPLE)
    seen = select(func.count().filter(visible)).select_from(sample).join(Case, Case.id == sample.case_id)
    return share > session.execute(seen).scalar_one() / SAMPLE


def _among_visible(visible: ColumnElement[bool], pieces: list[str], limit: int) -> Select[int]:
    """Found by reading the words of each visible case."""
    theirs = select(Case.id).where(visible).cte().prefix_with("MATERIALIZED")
    wanted = select(CaseWords.number).join(theirs, theirs.c.id == CaseWords.case_id)
    return wanted.where(*[_has(CaseWords, piece) for piece in pieces]).limit(limit)


def _rarest(pieces: list[str]) -> list[str]:
    """The piece that fewest cases of a sample have; two, where even that one is not rare."""
    if len(pieces) == 1:
        return pieces
    sample = _newest(SAMPLE)
    counts = session.execute(select(*[func.count().filter(_has(sample, piece)) for piece in pieces])).one()
    rarest = sorted(zip(counts, pieces, strict=True), key=lambda counted: (counted[0], -len(counted[1])))
    return [piece for _count, piece in rarest[: 1 if rarest[0][0] <= RARE else 2]]


def _has(of: type[CaseWords], piece: str) -> ColumnElement[bool]:
    """The condition that a case has a piece, in a way for which no index can be taken."""
    return func.strpos(of.words, _whole(piece)) > 0


def _long(pieces: list[str]) -> list[str]:
    """The pieces that an index is good for: what it has of one or two letters it has of every second case."""
    return [piece for piece in pieces if len(piece) >= TRIGRAM_LENGTH] or pieces


def _groups_of(pieces: list[str], begins: tuple[int, ...]) -> list[str]:
    """Groups of three letters of each piece: those that begin so far from its beginning, and its last one.

    All of them would be looked up one by one; these find few enough cases to read whether the piece is there.
    """
    found: list[str] = []
    for piece in pieces:
        # Addresses end in a few ways only: what stands before the @ tells them apart.
        name, at, _domain = piece.partition("@")
        asked = _padded(name + at)
        last = len(asked) - TRIGRAM_LENGTH
        found += [asked[start : start + TRIGRAM_LENGTH] for start in (*begins, last) if start <= last]
    return list(dict.fromkeys(found))


def _visible(
    wanted: Select[int], case_id: SQLColumnExpression[uuid.UUID], visible: ColumnElement[bool]
) -> Select[int]:
    if isinstance(visible, True_):
        return wanted
    return wanted.join(Case, Case.id == case_id).where(visible)


def _whole(piece: str) -> str:
    """What must stand among the words: an address as it is, one or two letters at the beginning of a word."""
    return piece if "@" in piece else _padded(piece)


def _padded(text: str) -> str:
    return " " * (TRIGRAM_LENGTH - len(text)) + text
