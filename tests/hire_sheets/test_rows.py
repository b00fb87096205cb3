"""Which columns a sheet has, which lines are hires, and what is never kept of them."""

import pytest

from expatdesk.hire_sheets.columns import COLUMNS
from expatdesk.hire_sheets.files import MOST_HIRES, Table, table_of_text, tables_in
from expatdesk.hire_sheets.refusals import HeadsUnknown, SheetEmpty, SheetTooLarge
from expatdesk.hire_sheets.rows import Given, hires_in
from tests.hire_sheets.nasty import HEADS, MEERA, ZOE, csv_text, workbook

KEYS = (
    "reference", "given_names", "particle", "family_name", "nationality", "email", "category", "arrival",
    "stay_months", "people_along",
)  # fmt: skip


def given(*lines: tuple[object, ...]) -> Given:
    """What is used of a sheet with these lines."""
    return hires_in([[[str(cell) for cell in line] for line in lines]])


def test_columns_are_known_by_their_dutch_names() -> None:
    found = given(HEADS, ZOE)
    assert found.columns == KEYS
    assert (found.unknown, found.missing) == ((), ())
    assert found.rows[0].cells == dict(zip(KEYS, ZOE, strict=True))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_our_own_names_are_known_in_any_order(language: str) -> None:
    names = [column.name(language) for column in reversed(COLUMNS)]
    found = given(tuple(names), tuple("x" for _ in names))
    assert found.columns == tuple(column.key for column in reversed(COLUMNS))


def test_no_two_columns_go_by_one_name() -> None:
    names = [name.casefold() for one in COLUMNS for name in {one.english, one.dutch, *one.also}]
    assert len(names) == len(set(names))


def test_columns_we_do_not_know_are_named_and_not_kept() -> None:
    found = given((*HEADS, "Salaris", "Geboortedatum"), (*ZOE, "4500", "1990-02-01"))
    assert found.unknown == ("Salaris", "Geboortedatum")
    assert "4500" not in str(found.rows)
    assert "1990" not in str(found.rows)


def test_a_name_of_a_column_that_stands_there_twice_counts_once() -> None:
    found = given((*HEADS, "E-mail"), (*ZOE, "other@mail.example"))
    assert found.unknown == ("E-mail",)
    assert found.rows[0].cells["email"] == "zoe@mail.example"


def test_a_column_that_every_hire_needs_is_missed() -> None:
    found = given(HEADS[1:], ZOE[1:])
    assert found.missing == ("reference",)


def test_titles_and_blank_lines_around_the_hires_are_no_hires() -> None:
    blank = ("",) * len(HEADS)
    found = given(("Nieuwe medewerkers 2027",), (), HEADS, ZOE, blank, MEERA, (" ", "\t"), ())
    assert [row.number for row in found.rows] == [4, 6]


def test_names_in_merged_cells_are_found() -> None:
    """The line above holds names of groups, and of columns whose cell reaches down."""
    above = ("Personeelsnummer", "Naam", "", "", "Nationaliteit", "Contact", "Verblijf", "", "", "")
    below = ("", "Voornaam", "Tussenvoegsel", "Achternaam", "", "E-mail", "Categorie", "Aankomst", "Maanden")
    found = given(above, (*below, "Gezinsleden"), ZOE)
    assert (found.columns, found.unknown) == (KEYS, ())


def test_the_sheet_that_names_the_most_columns_is_taken() -> None:
    content = workbook(HEADS, ZOE, before=("Toelichting", "Lijsten"))
    assert len(hires_in(tables_in(content)).rows) == 1


@pytest.mark.parametrize("text", ["111222333", "BSN 111.222.333", "Zoë\u202e", "Zo\u200bë", "Zo\0ë", "Zo\ufffd"])
def test_what_may_not_be_kept_is_not(text: str) -> None:
    """A BSN is not stored, not even for a day (UAVG art. 46)."""
    found = given(HEADS, ("P-1", text, *ZOE[2:]))
    assert "given_names" not in found.rows[0].cells
    assert found.rows[0].withheld == {"given_names": "bsn" if "222" in text else "unseen"}


def test_a_number_as_the_name_of_a_column_is_not_kept_either() -> None:
    assert given((*HEADS, "111222333"), ZOE).unknown == ()


def test_lines_within_a_cell_become_spaces_and_long_ones_are_cut() -> None:
    found = given(HEADS, ("P-1", "Zoë\n  Maria", "", "a" * 5000, *ZOE[4:]))
    assert found.rows[0].cells["given_names"] == "Zoë Maria"
    assert len(found.rows[0].cells["family_name"]) == 301


@pytest.mark.parametrize("table", [[["a", "b"]], [], [["Voornaam", "Achternaam"], ["Zoë", "Übel"]]])
def test_without_names_of_columns_nothing_is_understood(table: Table) -> None:
    with pytest.raises(HeadsUnknown):
        hires_in([table])


def test_without_hires_there_is_nothing_to_check() -> None:
    with pytest.raises(SheetEmpty):
        given(HEADS, ("",))


def test_so_many_hires_fit_and_not_one_more() -> None:
    assert len(given(HEADS, *[ZOE] * MOST_HIRES).rows) == MOST_HIRES
    with pytest.raises(SheetTooLarge):
        given(HEADS, *[ZOE] * (MOST_HIRES + 1))


def test_what_was_copied_from_a_sheet_is_read_as_a_file_is() -> None:
    assert hires_in([table_of_text(csv_text(HEADS, ZOE, separator="\t"))]) == given(HEADS, ZOE)
