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
    Words(
        "Mensen ontmoeten / people",
        "Wilt u hier mensen leren kennen?",
        "Elke maand is er een welkomstavond, en elke week praat u rustig Nederlands aan onze tafel. U bent "
        "welkom, ook alleen.\n\nOp uw pagina meldt u zich aan, en vertelt u of u een buddy wilt.",
        "Would you like to meet people here?",
        "There is a welcome evening every month, and a table where you talk Dutch slowly every week. You are "
        "welcome, on your own too.\n\nOn your page you sign up, and say whether you would like a buddy.",
    ),
    PARTNERS_EVENT,
)


def make_letters() -> None:
    """Put them ready, as the coordinator would."""
    for words in LETTERS:
        write_letter(words, by=SYSTEM)
