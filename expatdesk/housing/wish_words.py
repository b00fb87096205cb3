"""The words for homes, and what a household looks for as lines that one reads."""

from expatdesk.cases.models import Case
from expatdesk.cases.words import months_in_words
from expatdesk.housing.wish_models import HomeWishes
from expatdesk.rules.homes import Dwelling, Furnishing
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, listed, minutes_in_words, ngettext, plain_date, whole_money
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

DWELLINGS: dict[str, LazyString] = {
    Dwelling.ROOM: _l("Room, with shared kitchen or bathroom"),
    Dwelling.STUDIO: _l("Studio"),
    Dwelling.APARTMENT: _l("Apartment"),
    Dwelling.HOUSE: _l("House"),
}
# Within a sentence: "a room in Leiden".
SOME_DWELLING: dict[Dwelling, LazyString] = {
    Dwelling.ROOM: _l("a room"),
    Dwelling.STUDIO: _l("a studio"),
    Dwelling.APARTMENT: _l("an apartment"),
    Dwelling.HOUSE: _l("a house"),
}
FURNISHINGS: dict[str, LazyString] = {
    Furnishing.UNFURNISHED: _l("Unfurnished"),
    Furnishing.UPHOLSTERED: _l("With floors and curtains"),
    Furnishing.FURNISHED: _l("Furnished"),
}
FURNISHING_HINTS: dict[Furnishing, LazyString] = {
    Furnishing.UNFURNISHED: _l("Called kaal or ongemeubileerd: there may be no floor covering and no lamps."),
    Furnishing.UPHOLSTERED: _l("Called gestoffeerd: floors, curtains and often the kitchen."),
    Furnishing.FURNISHED: _l("Called gemeubileerd: all that one needs to live there."),
}

Lines = list[tuple[str, str]]


def wishes_in_words(case: Case, row: HomeWishes | None, region: Region) -> Lines:
    """What was said, line by line; what nobody said is left out."""
    lines = _of_row(row, region) if row else []
    return [*lines, *([(_("Anything else"), case.home_wishes)] if case.home_wishes else [])]


def _of_row(row: HomeWishes, region: Region) -> Lines:
    towns = [town.name for town in region.municipalities if town.code in row.municipalities]
    lines = [
        (_("At most a month"), whole_money(row.budget) if row.budget else ""),
        (_("Rooms"), ngettext("%(num)d or more", "%(num)d or more", row.rooms) if row.rooms else ""),
        (_("Kind of home"), _among(DWELLINGS, row.dwellings)),
        (_("Furnishing"), _among(FURNISHINGS, row.furnishings)),
        (_("Municipalities"), listed(towns)),
        (_("From"), plain_date(row.starts) if row.starts else ""),
        (_("For"), months_in_words(row.months) if row.months else ""),
        (_("Must be there"), _must_be_there(row)),
        (_("To work"), _to_work(row)),
    ]
    return [(label, words) for label, words in lines if words]


def _among(words: dict[str, LazyString], chosen: list[str]) -> str:
    return listed([str(name) for key, name in words.items() if key in chosen])


def _must_be_there(row: HomeWishes) -> str:
    said = {_("pets allowed"): row.pets, _("without stairs"): row.step_free}
    return listed([words for words, is_asked in said.items() if is_asked])


def _to_work(row: HomeWishes) -> str:
    """How far; where, only if that is another place than their employer's."""
    if row.minutes_to_work is None:
        return row.work_postcode or ""
    minutes = minutes_in_words(row.minutes_to_work)
    if row.work_postcode is None:
        return _("at most %(minutes)s by bicycle", minutes=minutes)
    return _("at most %(minutes)s by bicycle to %(postcode)s", minutes=minutes, postcode=row.work_postcode)
