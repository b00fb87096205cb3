"""The application: its settings, its doors, and what every request goes through."""

from collections.abc import Mapping

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from expatdesk import api, desk, employer, expat, partner, public, signin
from expatdesk.access import by_key, guards, large_bodies, visitor
from expatdesk.access.answers import explained
from expatdesk.cases.representatives import is_represented
from expatdesk.knowledge.book import Beside
from expatdesk.region import load_region
from expatdesk.shared import db, headers, i18n, jobs, mail, pages, paths, rendering
from expatdesk.work import do_what_waits

csrf = CSRFProtect()
compress = Compress()


def create_app(overrides: Mapping[str, object] | None = None) -> Flask:
    """The application, by the settings of the environment and these overrides."""
    app = Flask(__package__, static_folder="shared/static", template_folder=None)
    app.config.from_mapping(config.settings())
    app.config.from_mapping(overrides or {})
    _trust_proxies(app)
    paths.install(app)
    # After-request steps run in the reverse order: headers last of all, whatever came before.
    headers.install(app)
    db.install(app)
    i18n.install(app)
    rendering.install(app, "shared", "messages", "documents", "housing", "welcome_pack", "fees", "rights")
    pages.install(app)
    # Looking for the form's token reads the whole body: how large it may be is said before.
    large_bodies.install(app)
    csrf.init_app(app)
    # A program shows its key with each request: no browser can be made to send that along.
    csrf.exempt(api.blueprint)
    by_key.install(app)
    compress.init_app(app)
    mail.install(app, may_others_read=is_represented)
    jobs.install(app, work=do_what_waits)
    signin.install(app)
    for door in (public, signin, employer, partner, expat, desk, api):
        app.register_blueprint(door.blueprint)
    guards.install(app)
    _give_templates_their_context(app)
    return app


def _trust_proxies(app: Flask) -> None:
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _give_templates_their_context(app: Flask) -> None:
    region = load_region(app.config["REGION"])

    @app.context_processor
    def context() -> dict[str, object]:
        return {
            "region": region, "current_visitor": visitor.current_visitor(), "is_demo": app.config["DEMO"],
            "may_open": guards.may_open, "answer_beside": Beside(), "explained": explained,
        }  # fmt: skip
