"""Phones, postcodes and figures of the region as a pack prints them: only what has a firm source."""

from babel.numbers import format_decimal

from expatdesk.rules.region import Contact, Municipality, Text
from expatdesk.shared.i18n import BABEL_LOCALES, gettext, language
from expatdesk.welcome_pack.content import PackContent
from expatdesk.welcome_pack.names import count
from expatdesk.welcome_pack.phrases import capital
from expatdesk.welcome_pack.regional import Survey

# Up to here a figure is written out, as in a letter.
LARGEST_WORD = 12


def phone(contact: Contact) -> str:
    """The number, and the one that also works from abroad."""
    here = contact.phone if contact.sure("phone") else ""
    abroad = contact.phone_from_abroad if contact.sure("phone_from_abroad") else ""
    if here and abroad:
        return gettext("%(number)s, from abroad %(abroad)s", number=here, abroad=abroad)
    return here or abroad


def short_phone(contact: Contact) -> str:
    """One number: the one that works from anywhere, where it is known."""
    return next((getattr(contact, name) for name in PHONES if contact.sure(name)), "")


PHONES = ("phone_from_abroad", "phone")


def phone_to_ask(contact: Contact) -> str:
    """The number to ask at in this language, or the website."""
    if language() == "en" and contact.sure("phone_english"):
        return contact.phone_english
    return short_phone(contact) or contact.website


def website(contact: Contact) -> str:
    """The website in this language, where there is one."""
    english = language() == "en" and contact.sure("website_english")
    return contact.website_english if english else contact.website


def postcodes(municipality: Municipality) -> str:
    """'2311–2318, 2321–2324'."""
    ranges = [f"{first}–{last}" if last > first else str(first) for first, last in municipality.postcodes]
    return ", ".join(ranges)


def lines(text: Text) -> list[str]:
    """A text of the region file, a line for each of its parts."""
    return [capital(part.strip()) for part in text.in_language(language()).split(";")]


def amount(content: PackContent, key: str) -> str:
    """A dated amount of the region in words, or in figures where it is large."""
    on = content.today
    if content.facts.first_working_day and key.startswith("thirty_percent"):
        on = max(on, content.facts.first_working_day)
    value = content.region.amount(key, on).value
    whole = int(value)
    return count(whole) if whole == value and whole <= LARGEST_WORD else str(value)


def percentage(content: PackContent, key: str) -> str:
    """A dated percentage, kept on one line."""
    return f"{amount(content, key)}\N{NO-BREAK SPACE}%"


def number(value: int) -> str:
    """'3,800', '3.800'."""
    return format_decimal(value, locale=BABEL_LOCALES[language()])


def survey_in_words(survey: Survey) -> str:
    """The figure in words, for who cannot see it."""
    shares = ", ".join(f"{share.label.in_language(language())} {share.percent} %" for share in survey.shares)
    return gettext("Bar chart of what makes people feel at home: %(shares)s", shares=shares)
