"""The fixed lists an officer chooses from: why a step goes back, and why it need not be done."""

from expatdesk.rules.plan import Destination, Route
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

RETURN_REASONS: dict[str, LazyString] = {
    "incomplete": _l("Something is missing."),
    "unreadable": _l("We cannot read it well enough."),
    "wrong_paper": _l("This is a different paper from the one we need."),
    "not_legalised": _l("The legalisation or apostille is missing."),
    "too_old": _l("The legalisation or translation will be older than 6 months on the day of your visit."),
    "language": _l("It needs a sworn translation into Dutch, English, French or German."),
    "lease_starts_late": _l("The rental contract starts after your visit."),
    "name_differs": _l("The name differs from the name in your passport."),
    "not_registrable": _l("You may not register at this address."),
    "not_full": _l("This is an extract. We need the full certificate, with both parents on it."),
    "expired": _l("It is not valid any more on the day of your visit."),
    "not_signed": _l("The signature is missing."),
    "infected": _l("Our virus scanner found something in the file."),
    "contract_to_mend": _l("Your contract is to be mended before you sign it. The letter says what."),
    "contract_refused": _l("Do not sign this contract. The letter says why."),
    "erased": _l("We had to erase the scan before it was checked: scans are not kept longer than allowed."),
}
# What the worker finds.
UNCHECKED = "erased"
# What the desk says of a contract (`housing/contract_checks.py`), and of nothing else.
CONTRACT_TO_MEND, CONTRACT_REFUSED = "contract_to_mend", "contract_refused"
# What nobody chooses from the list.
FOUND_BY_ITSELF = frozenset({"infected", UNCHECKED, CONTRACT_TO_MEND, CONTRACT_REFUSED})

# Why a paper that was accepted is to be checked once more.
REOPEN_REASONS: dict[str, LazyString] = {
    "mistake": _l("It was accepted by mistake."),
    "too_old_now": _l("It is too old on the new day of the visit."),
    "new_facts": _l("Something new is known about it."),
    "look_again": _l("A colleague asked to look again."),
}

WAIVE_REASONS: dict[str, LazyString] = {
    "done_elsewhere": _l("It was done in another way."),
    "not_applicable": _l("It does not apply to this household."),
    "not_wanted": _l("The household does not want it."),
    "agreed": _l("Agreed with the municipality."),
}

# With a check-in that was answered: the household is to be called.
TALK_ASKED = "talk_asked"
# With a referral that was done: it was to an RNI desk, so nobody has reported as a resident yet.
AS_NON_RESIDENT = "non_resident"


def done_as(step_id: str, route: Route) -> str | None:
    """What is to be remembered of how a step was done: who reports at an RNI desk does so as a non-resident."""
    return AS_NON_RESIDENT if step_id == "referral" and route.to is Destination.RNI else None


# Why an employer withdraws a hire.
WITHDRAW_REASONS: dict[str, LazyString] = {
    "not_coming": _l("They do not come to the Netherlands."),
    "not_starting": _l("They come, but do not begin to work with us."),
    "no_permit": _l("The IND gives no permit."),
    "submitted_twice": _l("They were submitted twice, or by mistake."),
}
# The same, as the household reads it of itself.
WITHDRAW_REASONS_TO_HOUSEHOLD: dict[str, LazyString] = {
    "not_coming": _l("You do not come to the Netherlands."),
    "not_starting": _l("You come, but do not begin to work there."),
    "no_permit": _l("The IND gives you no permit."),
    "submitted_twice": _l("You were submitted twice, or by mistake."),
}
