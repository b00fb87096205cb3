"""The form for the home that a household looks for, and the advice beside it: at its own door and the desk's."""

from datetime import date
from typing import Any, Self

from wtforms import BooleanField, TextAreaField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from expatdesk.cases.models import LONGEST_WISH, Case
from expatdesk.cases.queries import as_stored_now
from expatdesk.housing.rents import rents_on
from expatdesk.housing.wish_words import DWELLINGS, FURNISHING_HINTS, FURNISHINGS, SOME_DWELLING, wishes_in_words
from expatdesk.housing.wishes import LISTS, Said, wishes_of, wishes_row, work_postcode_of
from expatdesk.rules.affordability import advise
from expatdesk.rules.homes import Wishes
from expatdesk.rules.region import Region
from expatdesk.shared.forms import CountField, DayField, PageForm, PlainText, PostcodeField, TicksField, options
from expatdesk.shared.i18n import lazy_gettext as _l

# The page says once that all of it may be left open, not at each field.
OPEN = Optional(strip_whitespace=True)
OPEN.field_flags = {}
LEAST_BUDGET, MOST_BUDGET = 100, 9999
MOST_ROOMS, LONGEST_STAY, MOST_MINUTES = 9, 600, 120
SAME = ("rooms", *LISTS, "starts", "months", "pets", "step_free", "minutes_to_work")


class HomeWishesForm(PageForm):
    """All of it may be left open. Money is in whole euros, as one says it."""

    version = CountField(widget=HiddenInput(), least=0, most=9999)
    budget = CountField(_l("At most a month, in euros"), [OPEN], least=LEAST_BUDGET, most=MOST_BUDGET)
    rooms = CountField(_l("Rooms, at least"), [OPEN], least=1, most=MOST_ROOMS)
    dwellings = TicksField(_l("Kind of home"), choices=options(DWELLINGS.items()))
    furnishings = TicksField(_l("Furnishing"), choices=options(FURNISHINGS.items()))
    municipalities = TicksField(_l("Municipalities"))
    starts = DayField(_l("From which day"), [OPEN])
    months = CountField(_l("For how many months"), [OPEN], least=1, most=LONGEST_STAY)
    pets = BooleanField(_l("Pets must be allowed"))
    step_free = BooleanField(_l("The home must be without stairs"))
    work_postcode = PostcodeField(_l("Postcode of the work or study"), [OPEN])
    minutes_to_work = CountField(_l("Minutes by bicycle, at most"), [OPEN], least=5, most=MOST_MINUTES)
    own_words = TextAreaField(_l("In own words"), [PlainText(LONGEST_WISH), OPEN])
    # Where they work by what the file says.
    work_postcode_told: str | None = None

    @classmethod
    def of(cls, case: Case, region: Region) -> Self:
        """The form as sent, else as the file says."""
        form = cls(data=stored(case))
        form.municipalities.choices = options((town.code, town.name) for town in region.municipalities)
        form.work_postcode_told = work_postcode_of(case)
        return form

    def validate_minutes_to_work(self, field: CountField) -> None:
        """Minutes to nowhere mean nothing."""
        if field.data and not self.work_postcode.data:
            raise ValidationError(_l("Fill in the postcode of the work or study too."))

    @property
    def said(self) -> Said:
        """What was filled in; call when the form is valid. Where they work as the file has it is not said anew."""
        lists = {name: frozenset(self[name].data or ()) for name in LISTS}
        postcode = self.work_postcode.data or None
        return Said(
            version=self.version.data or 0,
            budget=self.budget.data and self.budget.data * 100,
            rooms=self.rooms.data,
            **lists,
            starts=self.starts.data,
            months=self.months.data,
            pets=bool(self.pets.data),
            step_free=bool(self.step_free.data),
            work_postcode=None if postcode == self.work_postcode_told else postcode,
            minutes_to_work=self.minutes_to_work.data,
            own_words=self.own_words.data or "",
        )


def stored(case: Case) -> dict[str, Any]:
    """What the file says, by field; for how long, and where they work, it may know before anybody wishes."""
    row = wishes_row(case.id)
    told = {name: getattr(row, name) for name in SAME} if row else {"months": case.stay_months}
    return {
        **told,
        "version": row.version if row else 0,
        "budget": row.budget // 100 if row and row.budget else None,
        "work_postcode": (row.work_postcode if row else None) or work_postcode_of(case),
        "own_words": case.home_wishes or "",
    }


def page_parts(
    case: Case, form: HomeWishesForm, region: Region, today: date, *, is_changed: bool
) -> dict[str, object]:
    """What the page shows beside the form; where somebody else was first, the form goes on from theirs."""
    if is_changed:
        as_stored_now(case)
    row = wishes_row(case.id)
    if is_changed:
        form.version.raw_data, form.version.data = None, row.version if row else 0
    wishes = wishes_of(case) or Wishes(people=max(len(case.people), case.people_expected))
    return {
        "form": form, "is_changed": is_changed, "in_file": wishes_in_words(case, row, region), "wishes": wishes,
        "advice": advise(wishes, rents_on(region, today), region, today),
        "towns": {town.code: town.name for town in region.municipalities},
        "some_dwelling": SOME_DWELLING, "furnishing_hints": FURNISHING_HINTS,
    }  # fmt: skip
