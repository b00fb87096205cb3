"""The sentences of the history that tell of rental contracts; `cases/history.py` reads them aloud."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_CONTRACTS: dict[str, tuple[LazyString, ...]] = {
    "contract_begun": (_l("%(who)s began to answer questions about a rental contract."),),
    "contract_sent": (_l("%(who)s asked the desk to read a rental contract."),),
    "contract_corrected": (_l("%(who)s corrected what is known of a rental contract."),),
    "contract_judged": (
        _l("%(who)s read a rental contract: %(judgement)s"),
        _l("%(who)s read a rental contract."),
    ),
    "contract_file_infected": (_l("%(who)s erased a file of a rental contract: a virus was found in it."),),
    "contract_read": (_l("%(who)s looked at a rental contract of the household."),),
    "contract_file_read": (_l("%(who)s opened a file of a rental contract of the household."),),
    "contract_letter_made": (_l("%(who)s opened the letter about a rental contract."),),
}
JUDGED: dict[str, LazyString] = {
    "sign": _l("The household can sign it."),
    "mend": _l("It is to be mended first."),
    "do_not_sign": _l("The household should not sign it."),
}
