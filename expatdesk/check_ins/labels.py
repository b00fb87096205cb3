"""The words for check-ins: the two of them, their themes, and the scores."""

from expatdesk.rules.check_ins import SCORES, CheckIn, Theme
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

CHECK_INS: dict[CheckIn, LazyString] = {
    CheckIn.SIX_WEEKS: _l("After six weeks"),
    CheckIn.FOUR_MONTHS: _l("After four months"),
}
THEMES: dict[Theme, LazyString] = {
    Theme.HOME: _l("Housing"),
    Theme.PEOPLE: _l("People around"),
    Theme.WORK: _l("Work"),
    Theme.LANGUAGE: _l("Language"),
}
QUESTIONS: dict[Theme, LazyString] = {
    Theme.HOME: _l("Home: how do you like where you live?"),
    Theme.PEOPLE: _l("People: do you have people around you?"),
    Theme.WORK: _l("Work: how is your work, or your search for it?"),
    Theme.LANGUAGE: _l("Language: do you get by in Dutch or English?"),
}
SCORE_WORDS: dict[int, LazyString] = dict(
    zip(
        SCORES,
        (_l("Goes badly"), _l("Not so well"), _l("It will do"), _l("Goes well"), _l("Goes very well")),
        strict=True,
    )
)
