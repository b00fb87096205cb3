"""A sheet of homes: its columns by their names, and the rules of the form for one home for each of its rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, StringField
from wtforms.widgets import FileInput

from expatdesk.hire_sheets.columns import Column, as_head
from expatdesk.hire_sheets.files import MOST_BYTES, Table, tables_in
from expatdesk.hire_sheets.refusals import SheetEmpty, SheetRefused
from expatdesk.hire_sheets.words import YES, day_parts
from expatdesk.housing.home_words import CONTRACTS, SHORT_DWELLINGS
from expatdesk.housing.homes import HomeSaid
from expatdesk.housing.wish_words import DWELLINGS, FURNISHINGS
from expatdesk.partner.forms.homes import HomeForm
from expatdesk.shared.forms import PageForm
from expatdesk.shared.i18n import LANGUAGES, LazyString, listed, speaking
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

MOST_HOMES = 500
# A line that names fewer columns is no line of names; titles may stand above it.
FEWEST, LOOKED_AT = 4, 20
ONE_DECIMAL = re.compile(r"\d+[.,]\d")
WHOLE = re.compile(r"(\d{1,6})(?:[.,]0+)?")
MONEY, DAYS, TICKS = ("rent", "service_costs", "deposit"), ("starts", "ends"), ("step_free", "pets")
NUMBERS = ("rooms", "area", "points", "most_people", "most_registered")

# In the order of our example; the keys are the names of the fields in the form for one home.
COLUMNS: tuple[Column, ...] = (
    Column("reference", "Your reference", "Uw kenmerk", ("ref", "kenmerk", "referentie"), is_needed=True),
    Column("street", "Street and number", "Straat en huisnummer", ("straat", "adres", "address"), is_needed=True),
    Column("postcode", "Postcode", "Postcode", ("postal code", "zip code"), is_needed=True),
    Column("town", "Town", "Plaats", ("city", "woonplaats", "stad"), is_needed=True),
    Column("dwelling", "Kind of home", "Soort woning", ("dwelling", "type", "woningtype", "kind"), is_needed=True),
    Column("rooms", "Rooms", "Kamers", ("number of rooms", "aantal kamers"), is_needed=True),
    Column("area", "Area in square metres", "Oppervlakte in vierkante meters", ("area", "m2", "oppervlakte")),
    Column("furnishing", "Furnishing", "Inrichting", ("furnished", "interieur"), is_needed=True),
    Column("step_free", "Without stairs", "Zonder trappen", ("step free", "drempelvrij")),
    Column("pets", "Pets allowed", "Huisdieren toegestaan", ("pets", "huisdieren")),
    Column("points", "Points", "Punten", ("wws", "wws points", "wws punten")),
    Column("energy_label", "Energy label", "Energielabel", ("label",)),
    Column("most_people", "People, at most", "Aantal mensen, hoogstens", ("people", "personen"), is_needed=True),
    Column(
        "most_registered", "How many may be registered", "Hoeveel mensen ingeschreven",
        ("registered", "registration", "inschrijving", "ingeschreven"), is_needed=True,
    ),
    Column("rent", "Bare rent", "Kale huur", ("rent", "huur", "huurprijs"), is_needed=True),
    Column("service_costs", "Service costs", "Servicekosten", ("costs",), is_needed=True),
    Column("deposit", "Deposit", "Waarborgsom", ("borg",), is_needed=True),
    Column("agency_fee", "Tenant pays an agency", "Huurder betaalt bemiddeling", ("bemiddelingskosten",)),
    Column("contract", "Kind of contract", "Soort contract", ("contract", "contract kind"), is_needed=True),
    Column("starts", "Free from", "Vrij vanaf", ("from", "vanaf", "starts", "beschikbaar vanaf"), is_needed=True),
    Column("ends", "Last day", "Laatste dag", ("until", "ends", "tot en met")),
    Column("text_nl", "Words in Dutch", "Tekst in het Nederlands", ("dutch",)),
    Column("text_en", "Words in English", "Tekst in het Engels", ("english",)),
)  # fmt: skip
LABELS: Mapping[str, tuple[Mapping[str, LazyString], ...]] = {
    "dwelling": (SHORT_DWELLINGS, DWELLINGS), "furnishing": (FURNISHINGS,), "contract": (CONTRACTS,),
}  # fmt: skip
ALSO: Mapping[str, Mapping[str, str]] = {
    "furnishing": {"kaal": "unfurnished", "upholstered": "upholstered"},
    "contract": {"onbepaald": "indefinite", "onbepaalde tijd": "indefinite", "temporary": "temporary",
                 "tijdelijk": "temporary", "host family": "with_host", "gastgezin": "with_host"},
}  # fmt: skip


@dataclass(slots=True)
class HomeRow:
    """One row: where it stands, what it says if it is right, and by the name of a column what is wrong."""

    number: int
    reference: str
    said: HomeSaid | None = None
    faults: dict[str, str] = field(default_factory=dict)


class HomeSheetForm(PageForm):
    """A file with a line for each home."""

    sheet = StringField(_l("Choose a sheet"), widget=FileInput())
    is_offered = BooleanField(_l("Offer them at once"))

    def rows(self) -> list[HomeRow]:
        """The homes of the file; none, with the error at the field, where it cannot be used."""
        try:
            return self._checked()
        except SheetEmpty:
            self.sheet.errors = [_("There are no homes in this sheet. Put each on a line of its own.")]
        except SheetRefused as refused:
            self.sheet.errors = [str(refused.words)]
        return []

    def _checked(self) -> list[HomeRow]:
        file = request.files.get("sheet")
        tables = tables_in(file.stream.read(MOST_BYTES + 1)) if file and file.filename else [[]]
        found = next(((table, heads) for table in tables if (heads := _heads_of(table))), None)
        if found is None:
            if not any(tables):
                raise SheetEmpty
            self.sheet.errors = [
                _("We do not find the names of the columns. Put them on one line above the homes.")
            ]
            return []
        return self._rows_below(*found)

    def _rows_below(self, table: Table, heads: tuple[int, dict[int, str]]) -> list[HomeRow]:
        line, places = heads
        lacking = missing_in(places)
        filled = [(number, row) for number, row in enumerate(table[line + 1 :], start=line + 2) if any(row)]
        if lacking:
            self.sheet.errors = [_("These columns are missing: %(columns)s.", columns=listed(lacking))]
        elif len(filled) > MOST_HOMES:
            self.sheet.errors = [
                _("This is too much at once: at most %(most)d homes fit in a sheet.", most=MOST_HOMES)
            ]
        elif not filled:
            raise SheetEmpty
        else:
            return list(_rows(filled, places))
        return []


def missing_in(places: Mapping[int, str]) -> list[str]:
    """The names, in the reader's language, of columns that each home needs and this sheet has not."""
    return [name_of(one.key) for one in COLUMNS if one.is_needed and one.key not in places.values()]


def name_of(key: str) -> str:
    """What a column is called in the form for one home."""
    return str(getattr(HomeForm, key).args[0])


def _heads_of(table: Table) -> tuple[int, dict[int, str]] | None:
    """On which line the names of the columns stand, and which column is where."""
    found = [(line, _known_on(row)) for line, row in enumerate(table[:LOOKED_AT])]
    best = max(found, key=lambda one: len(one[1]), default=None)
    return best if best is not None and len(best[1]) >= FEWEST else None


def _known_on(row: list[str]) -> dict[int, str]:
    places: dict[int, str] = {}
    for place, name in enumerate(row):
        key = _known_names().get(as_head(name))
        if key is not None and key not in places.values():
            places[place] = key
    return places


@cache
def _known_names() -> dict[str, str]:
    return {as_head(name): one.key for one in COLUMNS for name in (one.key, one.english, one.dutch, *one.also)}


def _rows(filled: list[tuple[int, list[str]]], places: dict[int, str]) -> Iterator[HomeRow]:
    seen: dict[str, int] = {}
    for number, row in filled:
        cells = {
            key: row[place].strip() for place, key in places.items() if place < len(row) and row[place].strip()
        }
        one = _checked_row(number, cells)
        if not one.reference:
            one.faults[name_of("reference")] = _("Give each home a reference of your own.")
        elif one.reference in seen:
            said = _("This reference stands on row %(row)d already.", row=seen[one.reference])
            one.faults[name_of("reference")] = said
        seen.setdefault(one.reference, number)
        yield one


def _checked_row(number: int, cells: Mapping[str, str]) -> HomeRow:
    typed, faults = _typed(cells)
    form = HomeForm(formdata=MultiDict(typed), meta={"csrf": False})
    form.validate()
    wrong = {key: str(errors[0]) for key, errors in form.errors.items() if key} | faults
    row = HomeRow(number, cells.get("reference", ""), faults={name_of(key): text for key, text in wrong.items()})
    row.said = None if wrong else form.said
    return row


def _typed(cells: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What would be typed in the form for one home, and by column what does not mean anything."""
    typed, faults = {"agency_fee": "no"}, {}
    for key, text in cells.items():
        said = _typed_day(key, text) if key in DAYS else _typed_value(key, text)
        if isinstance(said, str):
            faults[key] = said
        else:
            typed |= said
    return typed, faults


def _typed_day(key: str, text: str) -> dict[str, str] | str:
    """The three boxes of a date; or what is wrong."""
    parts = day_parts(text)
    if parts is None:
        return _("We cannot read this date. Write it as 4-1-2027 or 2027-01-04.")
    return dict(zip((f"{key}-{part}" for part in ("day", "month", "year")), parts, strict=True))


def _typed_value(key: str, text: str) -> dict[str, str] | str:
    """What stands in the box; or what is wrong. A box that is not ticked is not sent."""
    if key in LABELS or key in (*TICKS, "agency_fee"):
        value = _values_of(key).get(as_head(text))
        if value is None:
            return _("We do not know “%(text)s”.", text=text[:60])
        return {} if key in TICKS and value == "no" else {key: value}
    if key in NUMBERS and (whole := WHOLE.fullmatch(text)):
        return {key: whole[1]}
    return {key: f"{text}0" if key in MONEY and ONE_DECIMAL.fullmatch(text) else text}


@cache
def _values_of(key: str) -> dict[str, str]:
    """The values of a column by every word we know for them, in both languages."""
    if key not in LABELS:
        return {as_head(word): value for value, words in YES.items() for word in (value, *words)}
    values = {str(value): str(value) for words in LABELS[key] for value in words}
    known = {as_head(value.replace("_", " ")): value for value in values} | dict(ALSO.get(key, {}))
    for spoken in LANGUAGES:
        with speaking(spoken):
            known |= {as_head(str(label)): value for words in LABELS[key] for value, label in words.items()}
    return known
