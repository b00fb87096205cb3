"""What households of the demonstration think of the desk: scores, and words of some."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.stages import Stage, registered, settled, settling
from expatdesk.ratings.actions import add_words, rate

STAGES_THAT_RATE = (registered, settling, settled)
SCORES = (2, 3, 4, 4, 4, 5, 5, 5, 5)
SHARE_THAT_RATES, SHARE_WITH_WORDS = 0.7, 0.5
# By score, in English and in Dutch.
WORDS = {
    2: ("We came twice, because one paper was too old.", "Wij moesten twee keer komen, want een akte was te oud."),
    3: ("Good, but we waited long at the counter.", "Goed, maar bij de balie wachtten wij lang."),
    4: ("Clear pages. I knew what to bring.", "Duidelijke pagina's. Ik wist wat ik mee moest nemen."),
    5: ("Friendly, and all of us were done in one visit.", "Vriendelijk, en in één bezoek was alles klaar."),
}  # fmt: skip


def make_opinions(ways: Sequence[tuple[Stage, Journey]]) -> None:
    """Let most of those who were registered say how it went, some days later."""
    for stage, way in ways:
        if stage in STAGES_THAT_RATE:
            _says_how_it_went(way, Random(f"opinion of {way.case.title}"))  # noqa: S311 - invented people


def _says_how_it_went(way: Journey, mood: Random) -> None:
    first = min((one.registered_on for one in way.case.registrations), default=None)
    after, rates, writes = mood.randint(0, 9), mood.random() < SHARE_THAT_RATES, mood.random() < SHARE_WITH_WORDS
    if first is None or not rates:
        return
    day, score = min(first + timedelta(days=after), way.today), mood.choice(SCORES)
    with in_office_hours(day, way.today, minutes=600):
        rating = rate(way.case, score, today=day)
        add_words(rating, WORDS[score][way.case.language == "nl"] if writes else "")
