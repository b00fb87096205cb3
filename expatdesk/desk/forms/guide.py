"""The form for a place of the guide: both languages together, whom it serves, its day and sources."""

from datetime import date
from typing import Any

from wtforms import Field, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import TextArea

from expatdesk.access.acting import the_region
from expatdesk.cases.labels import INTERESTS
from expatdesk.desk.forms.answers import is_page, named_addresses, sources_in
from expatdesk.desk.forms.checking import not_ahead
from expatdesk.desk.forms.version import VersionField
from expatdesk.guide.labels import KINDS, language_name
from expatdesk.rules.interests import Interest
from expatdesk.rules.places import Place, PlaceKind, Source
from expatdesk.rules.region import Text
from expatdesk.shared.forms import (
    CountField,
    DayField,
    LineField,
    Needed,
    PageForm,
    Plain,
    PlainText,
    TicksField,
    options,
)
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST_NAME, LONGEST_TEXT, LONGEST_LINE, LONGEST_ADDRESS, LONGEST_SOURCES = 120, 400, 200, 300, 2000
OLDEST = 120
TEXTS, LINES = ("name", "text", "cost", "waiting_list"), ("website", "address", "phone")
# In which newcomers may be helped.
LANGUAGES = ("nl", "en", "fr", "de", "es", "pt", "it", "pl", "uk", "ar", "tr", "hi", "zh", "id")
ROOM: dict[str, LazyString] = {
    "": _l("We do not know"),
    "yes": _l("Yes, on the day below"),
    "no": _l("No, not on the day below"),
}
SHOWN: dict[str, LazyString] = {
    "yes": _l("Everybody reads it"),
    "no": _l("Nobody reads it: the place is taken out"),
}
YES_NO: dict[str, LazyString] = {
    "yes": _l("Yes: the place itself or an office says so"),
    "no": _l("Not yet: we say so beside it"),
}


def page_address(_form: PageForm, field: Field) -> None:
    """Refuse what is no address of a page."""
    if field.data and not is_page(field.data):
        raise ValidationError(_l("This is no address of a page. It looks like https://place.example."))


def _spoken() -> list[SelectChoice]:
    return options((code, language_name(code)) for code in LANGUAGES)


def _towns() -> list[SelectChoice]:
    return options((town.code, town.name) for town in the_region().municipalities)


def _name(label: LazyString) -> LineField:
    return LineField(label, [Needed(_l("Fill in the name.")), Plain(LONGEST_NAME)])


def _text(label: LazyString) -> LineField:
    """A few sentences, however many lines they take on the screen."""
    checks = [Needed(_l("Say in a sentence or two what it is.")), Plain(LONGEST_TEXT)]
    return LineField(label, checks, widget=TextArea(), filters=[lambda text: " ".join((text or "").split())])


def _line(label: LazyString, longest: int = LONGEST_LINE) -> LineField:
    return LineField(label, [Plain(longest)])


class PlaceForm(PageForm):
    """A place as the coordinator writes it."""

    version = VersionField()
    kind = SelectField(_l("What for"), choices=lambda: options(KINDS.items()))
    name_nl, name_en = _name(_l("Name in Dutch")), _name(_l("Name in English"))
    text_nl, text_en = _text(_l("What it is, in Dutch")), _text(_l("What it is, in English"))
    cost_nl, cost_en = _line(_l("What it costs, in Dutch")), _line(_l("What it costs, in English"))
    waiting_list_nl = _line(_l("Joining and waiting list, in Dutch"))
    waiting_list_en = _line(_l("Joining and waiting list, in English"))
    municipalities = TicksField(_l("Where"), choices=_towns)
    languages = TicksField(_l("Languages"), choices=_spoken)
    ages_from = CountField(_l("From which age"), least=0, most=OLDEST)
    ages_to = CountField(_l("Up to which age"), least=0, most=OLDEST)
    for_students = RadioField(
        _l("Above all for students?"), choices=options([("yes", _l("Yes")), ("no", _l("No"))]), default="no"
    )
    interests = TicksField(_l("For who likes"), choices=lambda: options(INTERESTS.items()))
    website = LineField(_l("Website"), [Plain(LONGEST_ADDRESS), page_address])
    address = _line(_l("Address"))
    phone = _line(_l("Phone"), 30)
    takes_new = RadioField(_l("Is there room for new people?"), choices=options(ROOM.items()), default="")
    sources = TextAreaField(
        _l("Sources"), [Needed(_l("Name at least one source.")), PlainText(LONGEST_SOURCES), named_addresses]
    )
    checked_on = DayField(_l("Checked on"), [Needed(_l("Fill in the day.")), not_ahead])
    verified = RadioField(_l("Is it certain?"), choices=options(YES_NO.items()), default="yes")
    why = LineField(_l("What changed, and why"), [Needed(_l("Say in a few words why.")), Plain(200)])
    is_shown = RadioField(_l("Who reads it?"), choices=options(SHOWN.items()), default="yes")

    @classmethod
    def of(cls, place: Place, number: int, *, is_shown: bool) -> "PlaceForm":
        """The form as the place stands."""
        said: dict[str, Any] = {
            f"{name}_{language}": getattr(place, name).in_language(language)
            for name in TEXTS for language in ("nl", "en")
        }  # fmt: skip
        said |= {name: getattr(place, name) for name in LINES}
        return cls(data=said | {
            "version": number, "kind": place.kind, "municipalities": list(place.municipalities),
            "languages": list(place.languages), "ages_from": place.ages_from, "ages_to": place.ages_to,
            "for_students": _word(place.for_students), "interests": sorted(place.interests),
            "takes_new": _word(place.takes_new), "checked_on": place.as_of, "verified": _word(place.verified),
            "sources": "\n".join(f"{source.name} | {source.url}" for source in place.sources),
            "is_shown": _word(is_shown),
        })  # fmt: skip

    def validate_ages_to(self, field: CountField) -> None:
        """Nobody is older than the oldest and younger than the youngest."""
        youngest, oldest = self.ages_from.data, field.data
        if youngest is not None and oldest is not None and oldest < youngest:
            raise ValidationError(_l("This age is below the other one."))

    def place(self, key: str) -> Place:
        """What was typed."""
        day: date = self.checked_on.data
        return Place(
            key=key, kind=PlaceKind(self.kind.data), as_of=day, verified=self.verified.data == "yes",
            sources=tuple(Source(*one) for one in sources_in(self.sources.data or "")),
            municipalities=tuple(self.municipalities.data or ()), languages=tuple(self.languages.data or ()),
            ages_from=self.ages_from.data, ages_to=self.ages_to.data,
            for_students=self.for_students.data == "yes",
            interests=frozenset(Interest(one) for one in self.interests.data or ()),
            takes_new={"yes": True, "no": False}.get(self.takes_new.data),
            name=self._said("name"), text=self._said("text"), cost=self._said("cost"),
            waiting_list=self._said("waiting_list"), website=self.website.data or "",
            address=self.address.data or "", phone=self.phone.data or "",
        )  # fmt: skip

    def _said(self, name: str) -> Text:
        return Text(self[f"{name}_nl"].data or "", self[f"{name}_en"].data or "")


def _word(value: bool | None) -> str:  # noqa: FBT001 - the value is the very thing to be worded
    return "" if value is None else "yes" if value else "no"
