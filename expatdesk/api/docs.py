"""The readable page about the API: how to begin, what may be asked, examples, and what may go wrong."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from flask import Response, current_app, render_template, url_for
from wtforms import Form

from config import ROOT
from expatdesk.access.key_forms import SCOPES
from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import current_visitor
from expatdesk.api.answers import MOST_ON_A_PAGE
from expatdesk.api.blueprint import blueprint
from expatdesk.api.description import TOLD, description
from expatdesk.api.examples import a_problem, examples
from expatdesk.api.operations import OPERATIONS, Json
from expatdesk.api.words import OF_A_HIRE, OF_A_PAPER, OF_A_VISIT, VALUES_OF_A_HIRE, VALUES_OF_A_PAPER, Words
from expatdesk.employer.forms.hires import HireForm
from expatdesk.people.models import Role
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.problems import ADVICE, FOR_SYSTEMS, TITLES
from expatdesk.signin.home import home_path
from expatdesk.systems.keys import PER_MINUTE
from expatdesk.systems.models import OF_EMPLOYERS

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
    """A field as the page tells it; its choices, each with what it means."""

    name: str
    words: str
    kind: LazyString | None = None
    choices: Mapping[str, str] = MappingProxyType({})
    needed: bool = False


@blueprint.get("/client.py")
def client() -> Response:
    """The example client, as it stands in docs/: to copy, and to run the examples with."""
    return Response((ROOT / "docs/api_client.py").read_text("utf-8"), content_type="text/x-python; charset=utf-8")


@blueprint.get("/docs")
def docs() -> str:
    """How a system asks, in words."""
    base = str(current_app.config["BASE_URL"]).rstrip("/") + FOR_SYSTEMS.rstrip("/")
    return render_template(
        "api/docs.html", base=base, titles=TITLES, per_minute=PER_MINUTE,
        new_hire_fields=list(fields_of("NewHire", HireForm(None, meta={"csrf": False}), WORDS)),
        most=MOST_ON_A_PAGE, told=TOLD, advice=ADVICE, scopes=SCOPES, way_back=_way_back(),
        operations=[one for one in OPERATIONS if one.scope in OF_EMPLOYERS],
        hire_fields=list(told_of(OF_A_HIRE, VALUES_OF_A_HIRE)), visit_fields=list(told_of(OF_A_VISIT, {})),
        paper_fields=list(told_of(OF_A_PAPER, VALUES_OF_A_PAPER)),
        problem=a_problem(str(TITLES[422]), str(ADVICE[422]), str(MAIL_MISSING)),
        **examples(base),
    )  # fmt: skip


def _way_back() -> tuple[str, str]:
    """Where whoever reads this came from, and what that is called."""
    if current_visitor().may(Permission.RUN_SYSTEMS):
        return url_for("employer.keys"), _("Keys for your HR system")
    if current_visitor().role in (Role.EMPLOYER, Role.EMPLOYER_ADMIN):
        return home_path(), _("Hires")
    return home_path(), _("Start page")


def told_of(fields: Words, values: Mapping[str, Words]) -> Iterator[FieldRow]:
    """The fields of an answer, each with its values."""
    for name, words in fields.items():
        yield FieldRow(
            name, str(words), choices={value: str(says) for value, says in values.get(name, {}).items()}
        )


def fields_of(schema: str, form: Form, words: Mapping[str, LazyString]) -> Iterator[FieldRow]:
    """The fields of what is handed over, called as on the form in which people type them, or by these words."""
    schemas: Json = description()["components"]["schemas"]
    sent = schemas[schema]
    for name, told in sent["properties"].items():
        one = told["anyOf"][0] if "anyOf" in told else told
        one = schemas[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        says = str(words[name]) if name in words else form[name].label.text
        kind = A_DATE if one.get("format") == "date" else KINDS.get(one.get("type", ""))
        yield FieldRow(name, says, kind, _choices(form, name, one.get("enum", [])), name in sent["required"])


def _choices(form: Form, name: str, values: list[str]) -> dict[str, str]:
    """What may be sent for a field, with the words of the form, in its order."""
    if not values:
        return {}
    field: Any = form[name]
    return {choice.value: str(choice.label) for choice in field.choices if choice.value in values}
