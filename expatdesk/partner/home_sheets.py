"""Many homes at once, by a sheet: it is taken over as a whole when every row is right, and not at all before."""

from collections import Counter

from flask import Response, abort, flash, redirect, render_template, url_for

from expatdesk.access.acting import acting
from expatdesk.access.partners import the_partner
from expatdesk.access.visitor import current_visitor
from expatdesk.housing.home_words import CONTRACTS, sentence_of
from expatdesk.housing.homes import OutsideRegion, Taken, TermsRefused, offer_home, take_over
from expatdesk.housing.wish_words import DWELLINGS, FURNISHINGS
from expatdesk.organisations.models import Partner
from expatdesk.partner.blueprint import blueprint
from expatdesk.partner.forms.home_sheets import COLUMNS, MOST_HOMES, HomeRow, HomeSheetForm, name_of
from expatdesk.partner.homes import FIELD_OF
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language, ngettext
from expatdesk.shared.pages import Page
from expatdesk.shared.sheets import MEDIA_TYPES, Cell, csv_file, xlsx_file


@blueprint.route("/homes/sheet", methods=["GET", "POST"])
def home_sheet() -> Page:
    """Give a sheet, and read what is wrong in it."""
    form = HomeSheetForm()
    rows = form.rows() if form.validate_on_submit() else []
    if rows:
        # Also where a row is wrong: all faults are told at once, and then nothing is kept.
        begin_writing()
        taken = _take(the_partner(), rows, offer=form.is_offered.data)
        if not any(row.faults for row in rows):
            _tell(taken)
            return redirect(url_for("partner.homes"), 303)
    wrong = [row for row in rows if row.faults]
    page = render_template(
        "partner/homes/sheet.html", form=form, wrong=wrong, most=MOST_HOMES, right=len(rows) - len(wrong)
    )
    return page, 422 if wrong or form.errors or form.sheet.errors else 200


@blueprint.get("/homes/sheet/example.<kind>")
def home_sheet_example(kind: str) -> Response:
    """A sheet with all columns and one made-up home."""
    if kind not in MEDIA_TYPES:
        abort(404)
    lines: list[list[Cell]] = [[column.name(language()) for column in COLUMNS], _example()]
    content = csv_file(lines) if kind == "csv" else xlsx_file(_("Homes"), lines, more={_("Lists"): _lists()})
    return user_file(content, media_type=MEDIA_TYPES[kind], name=_("example of homes") + f".{kind}")


def _take(partner: Partner, rows: list[HomeRow], *, offer: bool) -> Counter[Taken]:
    """Take each row over, or note what is wrong with it; then nothing of the sheet is kept."""
    taken: Counter[Taken] = Counter()
    for row in rows:
        if row.said is None or row.faults:
            continue
        try:
            became, home = take_over(partner, row.said, **acting())
        except OutsideRegion:
            row.faults[name_of("postcode")] = _(
                "This postcode is outside the region, for which this desk finds homes."
            )
            continue
        except TermsRefused as refusal:
            row.faults |= {name_of(FIELD_OF[one.check]): sentence_of(one) for one in refusal.findings}
            continue
        taken[became] += 1
        if offer:
            offer_home(home, by=current_visitor().actor, today=today())
    return taken


def _tell(taken: Counter[Taken]) -> None:
    """What became of the homes."""
    added, changed, same, left = (taken[one] for one in (Taken.ADDED, Taken.CHANGED, Taken.SAME, Taken.LEFT))
    flash(ngettext("%(num)d home is added.", "%(num)d homes are added.", added), "ok")
    if changed:
        flash(ngettext("%(num)d home is changed.", "%(num)d homes are changed.", changed), "ok")
    if same:
        flash(ngettext("%(num)d home was as it is.", "%(num)d homes were as they are.", same), "info")
    if left:
        told = ngettext(
            "%(num)d home is taken or out of the offer, and was left as it is.",
            "%(num)d homes are taken or out of the offer, and were left as they are.", left,
        )  # fmt: skip
        flash(told, "info")


def _example() -> list[Cell]:
    home: dict[str, Cell] = {
        "reference": "H-101", "street": "Morsweg 502", "postcode": "2332 XV", "town": "Leiden", "rooms": 3,
        "dwelling": str(DWELLINGS["apartment"]), "area": 74, "furnishing": str(FURNISHINGS["furnished"]),
        "step_free": _("No"), "pets": _("Yes"), "points": 190, "energy_label": "B", "most_people": 4,
        "most_registered": 4, "rent": 1650, "service_costs": 120, "deposit": 1650, "agency_fee": _("No"),
        "contract": str(CONTRACTS["indefinite"]), "starts": today(),
    }  # fmt: skip
    return [home.get(column.key) for column in COLUMNS]


def _lists() -> list[list[Cell]]:
    """What can be filled in where there is a choice."""
    kinds = [(name_of(key), list(words.values())) for key, words in _choices().items()]
    depth = max(len(words) for _name, words in kinds)
    lines: list[list[Cell]] = [[name for name, _words in kinds]]
    for line in range(depth):
        lines.append([str(words[line]) if line < len(words) else "" for _name, words in kinds])
    return lines


def _choices() -> dict[str, dict[str, object]]:
    return {"dwelling": dict(DWELLINGS), "furnishing": dict(FURNISHINGS), "contract": dict(CONTRACTS)}
