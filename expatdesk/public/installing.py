"""What a phone needs to have the household's page at hand: a name, a picture, a worker for lost connections."""

from flask import Response, current_app, jsonify, render_template, request, send_from_directory, url_for

from expatdesk.public.blueprint import blueprint
from expatdesk.shared.i18n import LANGUAGES, language, speaking
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.rendering import asset

# Of tokens.css: the ground of the page and of the mark.
GROUND = "#FBFAF7"
SIZES = (192, 512)


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """The name and picture that a phone puts on its screen. No cookies come with it: it is told its language."""
    asked = request.args.get("language", "")
    with speaking(asked if asked in LANGUAGES else language()):
        answer = jsonify(
            name=_("Expatdesk: your plan"), short_name="Expatdesk", lang=language(),
            start_url=url_for("expat.status"), scope="/", display="standalone",
            background_color=GROUND, theme_color=GROUND,
            icons=[_icon(size, purpose) for size in SIZES for purpose in ("any", "maskable")],
        )  # fmt: skip
    answer.mimetype = "application/manifest+json"
    return answer


@blueprint.get("/my/service-worker.js")
def service_worker() -> Response:
    """The worker of a phone's browser. It serves what lies below its own address: it is not among the assets."""
    return send_from_directory(str(current_app.static_folder), "service_worker.js")


@blueprint.get("/my/without-connection")
def without_connection() -> str:
    """What a phone shows in place of a page that it does not keep."""
    return render_template("public/without_connection.html")


def _icon(size: int, purpose: str) -> dict[str, str]:
    return {"src": asset(f"app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
