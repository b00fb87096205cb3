"""How long somebody is still signed in: asked by the page itself before it warns, or to stay on."""

from expatdesk.access.sessions import end_of_stay
from expatdesk.people.sign_ins import ComingEnd
from expatdesk.shared.i18n import gettext as _
from expatdesk.signin.blueprint import blueprint


@blueprint.get("/sign-in/stay")
def stay() -> dict[str, int | bool | str]:
    """The seconds that are left, whether use makes them more, and what to say of it.

    Asking in the background does not make them more (security T18).
    """
    end = end_of_stay()
    return {
        "seconds": end.seconds if end else 0,
        "grows": end is not None and end.ending.was_idle,
        "text": _in_words(end),
    }


def _in_words(end: ComingEnd | None) -> str:
    if end is None:
        return _(
            "You are signed out. What you typed is still on this page: "
            "sign in again in a new tab, come back here and send it."
        )
    if end.ending.was_idle:
        return _("You have not used this page for a while. In 3 minutes you will be signed out.")
    return _(
        "In 3 minutes you will be signed out, because nobody stays signed in for more than %(hours)d hours. "
        "Send what you typed now.",
        hours=end.ending.stay.longest_hours,
    )
