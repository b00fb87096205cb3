"""The readable page about homes by the API: how a partner's system enters them, and says which are free."""

from flask import current_app, render_template, url_for

from expatdesk.access.key_forms import SCOPES
from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import current_visitor
from expatdesk.api.answers import MOST_ON_A_PAGE
from expatdesk.api.blueprint import blueprint
from expatdesk.api.docs import fields_of, told_of
from expatdesk.api.home_examples import home_examples
from expatdesk.api.operations import OPERATIONS
from expatdesk.api.words import OF_A_HOME, OF_A_NEW_HOME, VALUES_OF_A_HOME
from expatdesk.partner.forms.homes import HomeForm
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.problems import ADVICE, FOR_SYSTEMS, TITLES
from expatdesk.signin.home import home_path
from expatdesk.systems.keys import PER_MINUTE
from expatdesk.systems.models import OF_PARTNERS


@blueprint.get("/docs/homes")
def home_docs() -> str:
    """How a system of homes asks, in words."""
    base = str(current_app.config["BASE_URL"]).rstrip("/") + FOR_SYSTEMS.rstrip("/")
    return render_template(
        "api/home_docs.html", base=base, titles=TITLES, advice=ADVICE, per_minute=PER_MINUTE, most=MOST_ON_A_PAGE,
        scopes=SCOPES, operations=[one for one in OPERATIONS if one.scope in OF_PARTNERS], way_back=_way_back(),
        new_home_fields=list(fields_of("NewHome", HomeForm(formdata=None, meta={"csrf": False}), OF_A_NEW_HOME)),
        home_fields=list(told_of(OF_A_HOME, VALUES_OF_A_HOME)), **home_examples(base),
    )  # fmt: skip


def _way_back() -> tuple[str, str]:
    """Where whoever reads this came from, and what that is called."""
    if current_visitor().may(Permission.RUN_HOME_KEYS):
        return url_for("partner.keys"), _("Keys for your homes")
    if current_visitor().may(Permission.OFFER_HOMES):
        return url_for("partner.homes"), _("Homes")
    return home_path(), _("Start page")
