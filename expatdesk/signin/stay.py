"""How long somebody is still signed in: asked by the page itself before it warns, or to stay on."""

from expatdesk.access.sessions import end_of_stay
from expatdesk.signin.blueprint import blueprint


@blueprint.get("/sign-in/stay")
def stay() -> dict[str, int | bool]:
    """The seconds that are left, and whether use makes them more. Asking in the background does not (T18)."""
    end = end_of_stay()
    return {"seconds": end.seconds if end else 0, "grows": end is not None and end.ending.was_idle}
