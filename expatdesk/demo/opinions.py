"""What households of the demonstration think of the desk: scores, and words of some."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.stages import Stage, registered, settled, settling
from expatdesk.ratings.actions import add_words, rate

STAGES_THAT_RATE = (registered, settling, settled)
SCORES = (2, 3, 4, 4, 4, 5, 5, 5, 5)
SHARE_THAT_RATES, SHARE_WITH_WORDS = 0.8, 0.9
# By score and language; each is written once.
WORDS = {
    (2, "en"): ("We came twice, because one paper was too old.", "I heard too late that I need an apostille."),
    (2, "nl"): ("Wij moesten twee keer komen, want een akte was te oud.",),
    (3, "en"): (
        "Good, but we waited long at the counter.", "It was fine. More times in the evening would help.",
        "The paper list is long, but somebody explained it by telephone.",
    ),
    (3, "nl"): ("Goed, maar bij de balie wachtten wij lang.",),
    (4, "en"): ("Clear pages. I knew what to bring.", "Quick answers, also to my second question."),
    (4, "nl"): ("Duidelijke pagina's. Ik wist wat ik mee moest nemen.", "Fijn dat het ook in het Engels kan."),
    (5, "en"): (
        "Friendly, and all of us were done in one visit.", "The booklet is on our fridge.",
        "My children got a chair of their own. Thank you.", "The date was kept, and I had my BSN at once.",
    ),
    (5, "nl"): ("Vriendelijk, en in één bezoek was alles klaar.", "De balie belde mij terug, dezelfde dag nog."),
}  # fmt: skip


def make_opinions(ways: Sequence[tuple[Stage, Journey]]) -> None:
    """Let most of those who were registered say how it went, some days later."""
    words = {key: list(texts) for key, texts in WORDS.items()}
    for stage, way in ways:
        if stage in STAGES_THAT_RATE:
            _says_how_it_went(way, words, Random(f"opinion of {way.case.title}"))  # noqa: S311 - invented people


def _says_how_it_went(way: Journey, words: Mapping[tuple[int, str], list[str]], mood: Random) -> None:
    first = min((one.registered_on for one in way.case.registrations), default=None)
    after, rates, writes = mood.randint(0, 9), mood.random() < SHARE_THAT_RATES, mood.random() < SHARE_WITH_WORDS
    if first is None or not rates:
        return
    day, score = min(first + timedelta(days=after), way.today), mood.choice(SCORES)
    with in_office_hours(day, way.today, minutes=600):
        rating = rate(way.case, score, today=day)
        left = words[score, way.case.language]
        add_words(rating, left.pop() if left and writes else "")
