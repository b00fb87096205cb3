"""The words of help with work, as the status page says them to the household itself."""

from expatdesk.expat.overview.step_words import StepWords
from expatdesk.rules import careers
from expatdesk.shared.i18n import lazy_gettext as _l

CAREER_WORDS: dict[str, StepWords] = {
    careers.TALK: StepWords(
        does=_l("calls you about work"),
        done=_l("Talked about work"),
        now=_l("We call you, and look with you what would help most."),
        by=_l("We call within 10 working days."),
        busy=_l("We call you about work"),
    ),
    careers.RIGHT_TO_WORK: StepWords(
        does=_l("look whether you may work"),
        done=_l("Looked whether you may work"),
        now=_l("The back of the residence document says so."),
        tell=_l("I have looked"),
    ),
    careers.RECOGNITION: StepWords(
        does=_l("find out about the recognition of your profession"),
        done=_l("Found out about recognition"),
        now=_l("For some professions the law asks for a recognised diploma."),
        tell=_l("I have found out"),
    ),
    careers.DIPLOMA: StepWords(
        does=_l("have your diploma valued"),
        done=_l("Diploma valued"),
        now=_l("Then employers here know with which Dutch diploma yours can be compared."),
        tell=_l("I have asked for it"),
    ),
    careers.LANGUAGE: StepWords(
        does=_l("learn Dutch for work"),
        done=_l("Dutch for work"),
        now=_l("A little Dutch opens doors, even where everybody speaks English."),
        tell=_l("I have begun"),
    ),
    careers.CONTACTS: StepWords(
        does=_l("meet people who know the way"),
        done=_l("Met people who know the way"),
        now=_l("Somebody who knows the way saves you time."),
        tell=_l("I have met somebody"),
    ),
}
