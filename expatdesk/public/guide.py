"""The guide to the region: places and organisations, open to everybody, by words, by kind and by municipality."""

from dataclasses import dataclass

from flask import abort, render_template, request

from expatdesk.access.acting import the_region
from expatdesk.guide.book import Guide, in_order, of_kind, open_guide
from expatdesk.guide.labels import KINDS, ages, spoken
from expatdesk.public.answers import LONGEST_QUESTION, MOST_SUGGESTED
from expatdesk.public.blueprint import blueprint
from expatdesk.rules.places import Place, PlaceKind
from expatdesk.rules.region import Municipality, Region
from expatdesk.shared.i18n import language
from expatdesk.shared.text import tidy, without_controls


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for: words, a kind, a municipality; each of them or none."""

    asked: str
    kind: PlaceKind | None
    town: Municipality | None

    @property
    def is_none(self) -> bool:
        """Whether they only look around."""
        return not self.asked and self.kind is None and self.town is None


@blueprint.get("/guide")
def guide() -> str:
    """All places by kind, or those that somebody looks for; while they type, the best few (`part`)."""
    book, wish = open_guide(the_region()), _wish(the_region())
    found = of_kind(book.search(wish.asked, language()), wish.kind)
    if "part" in request.args:
        return render_template("public/guide/suggested.html", found=found[:MOST_SUGGESTED], book=book)
    here = [place for place in found if wish.town is None or wish.town.code in place.municipalities]
    return render_template(
        "public/guide/list.html", wish=wish, here=here, kinds=KINDS, book=book, longest=LONGEST_QUESTION,
        everywhere=[place for place in found if place.serves_all] if wish.town else [], by_kind=_by_kind(book),
        ages=ages, spoken=spoken, elsewhere=_elsewhere(found, wish),
    )  # fmt: skip


@blueprint.get("/guide/<place>")
def place(place: str) -> str:
    """One place, with its day and its sources."""
    book = open_guide(the_region())
    found = book.find(place) or abort(404)
    return render_template(
        "public/guide/place.html", place=found, kind=KINDS[found.kind], towns=book.towns_of(found),
        ages=ages(found), spoken=spoken(found),
    )  # fmt: skip


def _wish(region: Region) -> Wish:
    """What the address asks for; a kind or a town that nobody knows is none."""
    asked = without_controls(tidy(request.args.get("q", "")))[:LONGEST_QUESTION]
    kind = next((one for one in PlaceKind if one == request.args.get("kind")), None)
    town = next((one for one in region.municipalities if one.code == request.args.get("town")), None)
    return Wish(asked, kind, town)


def _by_kind(book: Guide) -> dict[PlaceKind, list[Place]]:
    return {kind: in_order(of_kind(book.places.values(), kind), language()) for kind in PlaceKind}


def _elsewhere(found: list[Place], wish: Wish) -> list[Place]:
    """What lies in other municipalities than the one that was chosen."""
    if wish.town is None:
        return []
    return [place for place in found if place.municipalities and wish.town.code not in place.municipalities]
