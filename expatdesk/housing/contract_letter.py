"""The desk's letter about a rental contract: a PDF for the household and its landlord, in Dutch and in English.

It is made anew each time of what was kept when the contract was judged, and says the same ever after.
"""

from pathlib import Path

from markupsafe import Markup

from expatdesk.cases.models import Case
from expatdesk.housing import contract_words
from expatdesk.housing.contract_models import ContractCheck
from expatdesk.housing.contract_queries import from_letter, remarks_of
from expatdesk.rules.contract_facts import Standing
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed, speaking
from expatdesk.shared.pdf import HOUSEHOLD_STYLE, render_pdf, style_of
from expatdesk.shared.rendering import render

STYLE = Path(__file__).with_name("contract_letter.css")
# First in the language of the household, then in the other one.
LANGUAGES = {"nl": ("nl", "en"), "en": ("en", "nl")}
# What is to be done comes first.
ORDER = tuple(reversed(Standing))


def make_letter(case: Case, contract: ContractCheck, region: Region) -> bytes:
    """The letter as a tagged PDF. Raises PdfNotMade, and ValueError before the contract is judged."""
    language = LANGUAGES[case.language][0]
    with speaking(language):
        title = str(_("Letter about a rental contract"))
    return render_pdf(letter_html(case, contract, region, title), title=title, language=language)


def letter_html(case: Case, contract: ContractCheck, region: Region, title: str) -> str:
    """The page that becomes the PDF."""
    if contract.letter is None or contract.judged_at is None:
        raise ValueError("no letter before a contract is judged")
    first, other = LANGUAGES[case.language]
    return render(
        "contract/letter.html", first, title=title, about=_names(case, first),
        created=local(contract.judged_at).date(), region=region,
        halves=[_half(case, contract, region, one, is_other=one == other) for one in (first, other)],
        style=style_of(HOUSEHOLD_STYLE, STYLE),
    )  # fmt: skip


def _half(case: Case, contract: ContractCheck, region: Region, language: str, *, is_other: bool) -> Markup:
    """The whole letter in one language; what the desk wrote itself stays as it was written."""
    findings = [from_letter(line) for line in contract.letter or ()]
    html = render(
        "contract/half.html", language, contract=contract, region=region, names=_names(case, language),
        judged_on=local(contract.judged_at).date() if contract.judged_at else None, is_other=is_other,
        groups=[(standing, [one for one in findings if one.standing is standing]) for standing in ORDER],
        remarks=remarks_of(contract), words=contract_words,
    )  # fmt: skip
    return Markup(html)  # noqa: S704 - our own template, which escapes what it is filled with


def _names(case: Case, language: str) -> str:
    """For whom it is: the grown-ups of the household."""
    with speaking(language):
        names = [person.full_name for person in case.people if person.role != "child" and person.full_name]
        return listed(names or [case.code])
