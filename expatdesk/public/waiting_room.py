"""The screen in the waiting room: whose turn it is, by ticket and counter. No names, and both languages."""

from dataclasses import dataclass

from flask import abort, render_template, request

from expatdesk.appointments.day_queries import being_served, waiting
from expatdesk.appointments.screens import screen_of
from expatdesk.public.blueprint import blueprint
from expatdesk.shared.clock import now, today
from expatdesk.shared.i18n import LANGUAGES, speaking
from expatdesk.shared.i18n import gettext as _

# So many fit on a screen that is read from five metres.
CALLED_SHOWN, WAITING_SHOWN = 6, 12


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the screen, in one language."""

    language: str
    ticket: str
    counter: str
    nobody: str
    next_ones: str
    stay: str


@blueprint.get("/waiting-room/<token>", endpoint="waiting_room")
def show_screen(token: str) -> str:
    """What its address shows is no secret to whoever stands in the room; taken back, the address is gone."""
    if screen_of(token) is None:
        abort(404)
    template = "public/waiting_room/turns.html" if "part" in request.args else "public/waiting_room/screen.html"
    called, next_ones = being_served(today())[:CALLED_SHOWN], waiting(today())[:WAITING_SHOWN]
    words = [_words(language) for language in LANGUAGES]
    return render_template(template, called=called, waiting=next_ones, words=words, token=token, now=now())


def _words(language: str) -> Words:
    with speaking(language):
        return Words(
            language, _("Your number"), _("Go to counter"), _("Nobody is called at this moment."), _("Next"),
            _("Please take a seat. Your number appears here."),
        )  # fmt: skip
