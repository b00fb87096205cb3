"""The columns of a sheet of hires: their names in both languages, and finding them in a sheet of somebody else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from expatdesk.hire_sheets.files import Table
from expatdesk.shared.folding import NO_LETTERS, folded

# A line that names fewer than these is no line of names.
FEWEST = 3
# Titles and explanations may stand above it.
LOOKED_AT = 20
LONGEST_HEAD = 80
IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name as our example writes it, and what other programs call it."""

    key: str
    english: str
    dutch: str
    also: tuple[str, ...] = ()
    is_needed: bool = False

    def name(self, language: str) -> str:
        """Its name in this language."""
        return self.dutch if language == "nl" else self.english


# In the order of our example; the keys are the names of the fields in the form for one hire.
COLUMNS: tuple[Column, ...] = (
    Column(
        "reference", "Your reference", "Uw kenmerk",
        ("reference", "reference number", "ref", "employee number", "personnel number", "employee id", "kenmerk",
         "referentie", "uw referentie", "personeelsnummer", "personeelsnr", "medewerkernummer"),
        is_needed=True,
    ),
    Column(
        "given_names", "Given names", "Voornamen",
        ("first name", "first names", "given name", "forename", "forenames", "voornaam"), is_needed=True,
    ),
    Column("particle", "Prefix", "Tussenvoegsel", ("name prefix", "voorvoegsel", "tussenvoegsels")),
    Column(
        "family_name", "Family name", "Achternaam",
        ("last name", "surname", "familienaam", "geslachtsnaam"), is_needed=True,
    ),
    Column("only_one_name", "Has only one name", "Heeft maar één naam", ("only one name", "maar één naam")),
    Column("nationality", "Nationality", "Nationaliteit", ("citizenship",), is_needed=True),
    Column(
        "email", "E-mail address", "E-mailadres",
        ("email", "e-mail", "mail", "mailadres", "private email", "privé e-mail"), is_needed=True,
    ),
    Column("mail_language", "Language", "Taal", ("language of mails", "correspondentietaal", "voorkeurstaal")),
    Column(
        "category", "Comes as", "Komt als",
        ("they come as", "category", "categorie", "permit type", "type of stay", "verblijfsdoel",
         "doel van verblijf", "soort verblijf"),
        is_needed=True,
    ),
    Column(
        "department", "Department", "Afdeling",
        ("team", "division", "business unit", "organisational unit", "organisatieonderdeel", "divisie"),
    ),
    Column(
        "first_working_day", "First working day", "Eerste werkdag",
        ("start date", "contract start", "startdatum", "begindatum", "datum in dienst", "in dienst"),
    ),
    Column(
        "arrival", "Arrival in the Netherlands", "Aankomst in Nederland",
        ("arrival", "arrival date", "date of arrival", "aankomst", "aankomstdatum", "datum aankomst"),
    ),
    Column(
        "stay_months", "Length of stay in months", "Duur van het verblijf in maanden",
        ("length of stay", "months", "stay months", "duration", "duration in months", "maanden", "verblijfsduur",
         "duur verblijf", "duur", "duur in maanden"),
        is_needed=True,
    ),
    Column(
        "people_along", "How many people come along", "Hoeveel mensen komen er mee",
        ("people along", "dependants", "dependents", "family members", "gezinsleden", "aantal gezinsleden",
         "aantal mee"),
        is_needed=True,
    ),
    Column("earlier", "Been here before", "Eerder in Nederland", ("earlier", "earlier stay", "eerder hier")),
    Column("home_kind", "Home", "Woning", ("kind of home", "home type", "soort woning")),
    Column(
        "home_street", "Street of the home", "Straat van de woning",
        ("home street", "home address", "adres", "adres in nederland", "straat en huisnummer"),
    ),
    Column(
        "home_postcode", "Postcode of the home", "Postcode van de woning",
        ("home postcode", "postcode", "postal code", "zip code"),
    ),
    Column("home_from", "Home from", "Woning vanaf", ("home from which day", "huur vanaf", "rent from")),
    Column("home_until", "Home until", "Woning tot en met", ("home until which day", "woning tot", "rent until")),
    Column(
        "home_registration_allowed", "May register at the home", "Inschrijven in de woning toegestaan",
        ("registration allowed", "inschrijving toegestaan", "inschrijven toegestaan"),
    ),
    Column("work_street", "Street of the work", "Straat van het werk", ("work address", "werkadres")),
    Column("work_postcode", "Postcode of the work", "Postcode van het werk", ("work postcode", "postcode werk")),
    Column(
        "address_form_signed", "We sign for our address", "Wij tekenen voor ons adres",
        ("address form signed", "we sign the form for our address", "wij tekenen het formulier werkgeversadres"),
    ),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
# What the file of the rest says besides. It comes back with the mended hires, and tells nothing new then.
ROW_NUMBER = Column("row_number", "Row in your sheet", "Rij in uw lijst")
WHY_NOT = Column("why_not", "Why not", "Waarom niet")


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the names of columns stand, which column is where, and what we do not know or miss."""

    line: int
    places: dict[int, str]
    unknown: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of the columns that every hire needs and this sheet has not."""
        return tuple(one.key for one in COLUMNS if one.is_needed and one.key not in self.places.values())


def heads_of(table: Table) -> Heads | None:
    """The names of columns in this table: the line that names the most of those we know; None where none does."""
    found = (_heads_on(table, line) for line in range(min(len(table), LOOKED_AT)))
    heads = max(found, key=lambda one: len(one.places), default=None)
    return heads if heads is not None and len(heads.places) >= FEWEST else None


def _heads_on(table: Table, line: int) -> Heads:
    above = table[line - 1] if line else []
    places: dict[int, str] = {}
    unknown: list[str] = []
    for place, name in enumerate(_names(table[line], above)):
        key = known_names().get(as_head(name))
        if key is not None and key not in places.values():
            places[place] = key
        elif name and as_head(name) not in our_own_names():
            unknown.append(name[:LONGEST_HEAD])
    return Heads(line, places, tuple(unknown))


def _names(row: Sequence[str], above: Sequence[str]) -> Iterator[str]:
    """The names on a line; of a cell that is merged with the one above, the text stands there."""
    for place in range(max(len(row), len(above))):
        own = row[place].strip() if place < len(row) else ""
        merged = above[place].strip() if place < len(above) else ""
        yield own or (merged if as_head(merged) in known_names() else "")


@cache
def known_names() -> dict[str, str]:
    """The keys of columns by every name we know for them."""
    return {as_head(name): one.key for one in COLUMNS for name in (one.key, one.english, one.dutch, *one.also)}


@cache
def our_own_names() -> frozenset[str]:
    """The names, in either language, of columns that we put beside those of hires."""
    return frozenset(as_head(name) for one in (ROW_NUMBER, WHY_NOT) for name in (one.english, one.dutch))


def as_head(name: str) -> str:
    """A name as names are compared: 'Aankomst (dd-mm-jjjj)*' is 'aankomst'."""
    return NO_LETTERS.sub(" ", folded(IN_BRACKETS.sub(" ", name))).strip()
