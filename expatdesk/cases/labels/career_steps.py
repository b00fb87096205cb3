"""What the steps of help with work are called, and why they are there."""

from expatdesk.cases.labels.referrals import StepLabel
from expatdesk.rules import careers
from expatdesk.shared.i18n import lazy_gettext as _l

CAREER_LABELS: dict[str, StepLabel] = {
    careers.TALK: StepLabel(
        _l("Talk with us about work"),
        _l("Talk about work"),
        _l(
            "You asked for a talk about work. We call you within 10 working days. "
            "Then we look with you what would help most."
        ),
    ),
    careers.RIGHT_TO_WORK: StepLabel(
        _l("Look whether you may work"),
        _l("Right to work"),
        _l(
            "The back of your residence document says whether you may work here. "
            "Have you no document yet, or is it not clear? Ask the IND before you say yes to a job."
        ),
    ),
    careers.RECOGNITION: StepLabel(
        _l("Find out about the recognition of your profession"),
        _l("Recognition of the profession"),
        _l(
            "For some professions the law asks for a recognised diploma, for example in health care and teaching. "
            "The list of the European Union says for which, and who decides."
        ),
    ),
    careers.DIPLOMA: StepLabel(
        _l("Have your diploma valued"),
        _l("Diploma valued"),
        _l(
            "IDW, the counter of Nuffic and SBB, compares your diploma with a Dutch one. "
            "You do not have to ask for it, but then employers here know its level."
        ),
    ),
    careers.LANGUAGE: StepLabel(
        _l("Learn Dutch for work"),
        _l("Dutch for work"),
        _l(
            "A little Dutch opens doors, even where everybody speaks English. "
            "Our guide shows courses, and places to practise near you."
        ),
    ),
    careers.CONTACTS: StepLabel(
        _l("Meet people who know the way"),
        _l("Contacts for work"),
        _l(
            "Somebody who knows the way saves you time. "
            "Our guide shows networks for partners, and where you can be a volunteer."
        ),
    ),
}
