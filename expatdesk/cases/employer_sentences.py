"""The sentences of the history that tell of a household's employer; `cases/history.py` reads them aloud."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_EMPLOYERS: dict[str, tuple[LazyString, ...]] = {
    "employer_changed": (
        _l("%(who)s changed what the desk knows of %(employer)s, and the plan with it."),
        _l("%(who)s changed what the desk knows of the employer, and the plan with it."),
    ),
    "hire_read": (_l("%(who)s looked how far this hire is."),),
    "hires_exported": (_l("%(who)s took along in a list how far this hire is."),),
    "address_form_signed": (
        _l("%(who)s signed the form for the address of %(employer)s, on a page of the desk."),
        _l("%(who)s signed the form for the employer’s address, on a page of the desk."),
    ),
    "hire_withdrawn": (
        _l("%(who)s withdrew this hire, and the case is closed. Reason: %(reason)s"),
        _l("%(who)s withdrew this hire, and the case is closed."),
    ),
}
