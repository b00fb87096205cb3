"""The demonstration's mails to several households."""

from expatdesk.logbook.models import SYSTEM
from expatdesk.worklists.letter_actions import Words, write_letter
from expatdesk.worklists.ready_letters import PARTNERS_EVENT

LETTERS = (
    Words(
        "Documenten / papers",
        "Wij missen nog documenten",
        "Wij kunnen uw bezoek pas voorbereiden als wij al uw documenten hebben. Stuur ze deze week nog.\n\n"
        "Op uw pagina staat per persoon welke documenten nog ontbreken.",
        "We are still missing papers",
        "We can only prepare your visit once we have all your papers. Send them this week.\n\n"
        "Your page says for each person which papers are still missing.",
    ),
    Words(
        "Originelen / originals",
        "Neem de originelen mee naar uw bezoek",
        "U komt op {visit} bij ons langs. Neem van elk document het origineel mee, ook van uw kinderen.",
        "Bring the originals to your visit",
        "You visit us on {visit}. Bring the original of every paper, those of your children too.",
    ),
    PARTNERS_EVENT,
)


def make_letters() -> None:
    """Put them ready, as the coordinator would."""
    for words in LETTERS:
        write_letter(words, by=SYSTEM)
