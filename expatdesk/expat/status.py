"""The status page: what to do now, by when, who holds the ball, and what comes next."""

from expatdesk.expat.blueprint import blueprint


@blueprint.get("/my/")
def status() -> str:
    """The household's own page."""
    return "soon"
