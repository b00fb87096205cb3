"""The sentences of the history that tell of questions to the desk; `cases/history.py` reads them aloud."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_QUESTIONS: dict[str, tuple[LazyString, ...]] = {
    "question_asked": (_l("%(who)s asked the desk a question."),),
    "question_asked_further": (_l("%(who)s wrote once more about a question to the desk."),),
    "question_answered": (_l("%(who)s answered a question of the household."),),
    "question_closed": (_l("%(who)s closed a question of the household."),),
    "question_opened_again": (_l("%(who)s opened a question of the household again."),),
    "question_passed_on": (_l("%(who)s asked the municipality to answer a question of the household."),),
    "question_taken_back": (_l("%(who)s decided that the desk answers a question of the household itself."),),
    "question_file_infected": (_l("%(who)s erased a file of a question: a virus was found in it."),),
    "question_file_read": (_l("%(who)s opened a file of a question of the household."),),
    "question_moved_in": (_l("%(who)s put a question here that the household had asked without its case."),),
    "open_question_read": (_l("%(who)s read a question of somebody without a case."),),
    "question_to_partner": (
        _l("%(who)s asked %(partner)s about a question, without telling whose it is."),
        _l("%(who)s asked a partner about a question, without telling whose it is."),
    ),
    "partner_answered": (_l("%(who)s answered a question of the desk."),),
    "question_back_from_partner": (
        _l("%(who)s takes no answer of %(partner)s any more."),
        _l("%(who)s takes no answer of a partner any more."),
    ),
    "question_read": (_l("%(who)s read a question of the household."),),
}
