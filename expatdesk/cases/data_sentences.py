"""What a household did with what is kept of it, as sentences of the history."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_OWN_DATA: dict[str, tuple[LazyString, ...]] = {
    "calendar_made": (_l("%(who)s made an address for the calendar."),),
    "calendar_stopped": (_l("%(who)s stopped the address for the calendar."),),
    "correction_asked": (_l("%(who)s asked the desk to correct something."),),
    "erasure_announced": (
        _l("%(who)s told the household that the case is erased on %(on)s if nothing happens."),
        _l("%(who)s told the household when the case is erased."),
    ),
    "erasure_asked": (_l("%(who)s asked the desk to erase the file."),),
    "data_request_withdrawn": (_l("%(who)s took back what was asked with the data."),),
    "data_request_refused": (_l("%(who)s refused what was asked with the data."),),
    "data_request_agreed": (_l("%(who)s agreed to what was asked with the data."),),
    "email_change_asked": (
        _l("%(who)s asked for another e-mail address, to be confirmed at the old and the new one."),
    ),
    "email_change_stopped": (_l("%(who)s stopped the change of the e-mail address."),),
    "data_export_asked": (_l("%(who)s asked for all that is kept, as one file."),),
    "data_taken": (_l("%(who)s downloaded all that is kept, as one file."),),
    "home_wishes_said": (_l("%(who)s wrote down what home the household looks for."),),
    "mails_chosen": (_l("%(who)s chose which mails to get."),),
}
