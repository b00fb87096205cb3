"""The readable page about the API: how to begin, what may be asked, examples, and what may go wrong."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Response, current_app, render_template

from config import ROOT
from expatdesk.api.answers import MOST_ON_A_PAGE
from expatdesk.api.blueprint import blueprint
from expatdesk.api.description import TOLD, Json, description
from expatdesk.api.examples import a_problem, examples
from expatdesk.employer.forms.hires import HireForm
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.problems import ADVICE, FOR_SYSTEMS, TITLES
from expatdesk.systems.keys import PER_MINUTE

# What the form for one hire has no box for.
WORDS: dict[str, LazyString] = {
    "department": _l("Department"),
    "reference": _l("Your reference"),
    "arrival": _l("Arrival in the Netherlands"),
}
KINDS: dict[str, LazyString] = {"string": _l("Text"), "boolean": _l("true or false"), "integer": _l("Number")}
A_DATE = _l("Date, such as 2027-01-11")
MAIL_MISSING = _l("Type the e-mail address of the new hire.")


class FieldRow(NamedTuple):
    """A field of a new hire as the page tells it."""

    name: str
    words: str
    kind: LazyString | None
    choices: list[str]
    needed: bool


@blueprint.get("/client.py")
def client() -> Response:
    """The example client, as it stands in docs/: to copy, and to run the examples with."""
    return Response((ROOT / "docs/api_client.py").read_text("utf-8"), content_type="text/x-python; charset=utf-8")


@blueprint.get("/docs")
def docs() -> str:
    """How a system asks, in words."""
    base = str(current_app.config["BASE_URL"]).rstrip("/") + FOR_SYSTEMS.rstrip("/")
    return render_template(
        "api/docs.html", base=base, fields=list(_fields()), titles=TITLES, per_minute=PER_MINUTE,
        most=MOST_ON_A_PAGE, told=TOLD, advice=ADVICE,
        problem=a_problem(str(TITLES[422]), str(ADVICE[422]), str(MAIL_MISSING)),
        **examples(base),
    )  # fmt: skip


def _fields() -> Iterator[FieldRow]:
    """The fields of a new hire, called as on the form in which HR types them."""
    form = HireForm(None, meta={"csrf": False})
    schemas: Json = description()["components"]["schemas"]
    hire = schemas["NewHire"]
    for name, told in hire["properties"].items():
        one = told["anyOf"][0] if "anyOf" in told else told
        one = schemas[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        words = str(WORDS[name]) if name in WORDS else form[name].label.text
        kind = A_DATE if one.get("format") == "date" else KINDS.get(one.get("type", ""))
        yield FieldRow(name, words, kind, one.get("enum", []), name in hire["required"])
