"""Words for what the machine tells of a paper, and for what somebody reads on it."""

from expatdesk.rules.acceptance import AnswerWhy
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# `day` is the date that decided.
ANSWERS: dict[AnswerWhy, LazyString] = {
    AnswerWhy.ASKED_AT_DESK: _l("A scan cannot show this. It is looked at again at the visit."),
    AnswerWhy.LOOK: _l("Look at the page."),
    AnswerWhy.NOT_TOLD: _l("Not read yet."),
    AnswerWhy.VALID: _l("Valid until %(day)s."),
    AnswerWhy.EXPIRES: _l("Valid until %(day)s, and the visit is later."),
    AnswerWhy.LEGALISED: _l("Dated %(day)s."),
    AnswerWhy.LEGALISED_BEFORE_ISSUED: _l("Dated %(day)s, before the paper itself was issued."),
    AnswerWhy.LANGUAGE_ACCEPTED: _l("The desk reads this language."),
    AnswerWhy.LANGUAGE_NOT_ACCEPTED: _l("The desk does not read this language, and there is no translation yet."),
    AnswerWhy.TRANSLATED: _l("Translated on %(day)s."),
    AnswerWhy.YOUNG_ENOUGH: _l("Good until %(day)s."),
    AnswerWhy.LEGALISATION_TOO_OLD: _l("Legalised on %(day)s: more than 6 months before the visit."),
    AnswerWhy.TRANSLATION_TOO_OLD: _l("Translated on %(day)s: more than 6 months before the visit."),
    AnswerWhy.STARTED: _l("Starts on %(day)s."),
    AnswerWhy.STARTS_TOO_LATE: _l("Starts on %(day)s, after the visit."),
    AnswerWhy.VISIT_NOT_BOOKED: _l("Starts on %(day)s, and no visit is booked yet."),
    AnswerWhy.COVERED: _l("The desk serves this municipality."),
    AnswerWhy.NOT_COVERED: _l("The desk does not serve this municipality."),
    AnswerWhy.SPONSOR: _l("It is, as the desk knows the employer."),
    AnswerWhy.NO_SPONSOR: _l("It is not, as the desk knows the employer."),
    AnswerWhy.SHORT_ENOUGH: _l("Until %(day)s."),
    AnswerWhy.TOO_LONG: _l("Until %(day)s: more than 3 months after it starts."),
}

# The fields of PaperSays.
READ_ON_PAPER: dict[str, LazyString] = {
    "issued_on": _l("Issued on"),
    "language": _l("Language of the paper"),
    "legalised_on": _l("Apostille or legalisation of"),
    "translated_on": _l("Sworn translation of"),
    "valid_until": _l("Valid until"),
    "starts_on": _l("Starts on"),
}
