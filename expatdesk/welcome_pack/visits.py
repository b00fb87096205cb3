"""What was done at the counter, as a pack says it."""

from expatdesk.rules.plan import PaperKey
from expatdesk.shared.i18n import gettext, listed, ngettext
from expatdesk.shared.text import one_full_stop
from expatdesk.welcome_pack.household import PackHousehold
from expatdesk.welcome_pack.names import count, names


def certificates(seen: tuple[tuple[PaperKey, int], ...]) -> str:
    """'your two birth certificates and your marriage certificate'."""
    return listed([_certificate(key, number) for key, number in seen])


def _certificate(key: PaperKey, number: int) -> str:
    words = count(number)
    return {
        PaperKey.BIRTH_CERTIFICATE: ngettext(
            "your birth certificate", "your %(words)s birth certificates", number, words=words
        ),
        # A couple shares one certificate; both are asked for it.
        PaperKey.MARRIAGE_CERTIFICATE: gettext("your marriage certificate"),
        PaperKey.DIVORCE_CERTIFICATE: gettext("your divorce certificate"),
        PaperKey.DEATH_CERTIFICATE_SPOUSE: gettext("the death certificate of your spouse"),
    }[key]


def registered(household: PackHousehold, people: tuple[int, ...]) -> str:
    """'Both of you registered.', or by name where not everybody is."""
    if len(people) < len(household.people):
        return gettext("Registered: %(names)s.", names=names(household, people))
    if len(people) > 2:
        return gettext("All %(number)s of you registered.", number=count(len(people)))
    return ngettext("You are registered.", "Both of you registered.", len(people))


def at_work(household: PackHousehold) -> str:
    """That they are registered at the address of their employer."""
    employer = household.employer_name or gettext("your employer")
    return one_full_stop(
        gettext("You have no home of your own here yet, so you are registered at %(employer)s.", employer=employer)
    )
