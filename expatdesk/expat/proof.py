"""Proof that a household sent its answers: a PDF to keep, made anew each time and kept nowhere."""

from datetime import date
from pathlib import Path

from flask import abort
from werkzeug.wrappers import Response

from expatdesk.cases.labels import label_of
from expatdesk.cases.queries import record_of
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.family import called
from expatdesk.expat.household import Household, own_household
from expatdesk.expat.summary import sections_of, without_gaps
from expatdesk.rules.plan import Step
from expatdesk.shared.addresses import full_address
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed, speaking
from expatdesk.shared.pdf import HOUSEHOLD_STYLE, render_pdf, style_of
from expatdesk.shared.rendering import render
from expatdesk.welcome_pack.printing import qr_code

STYLE = Path(__file__).with_name("proof.css")


@blueprint.get("/my/intake/proof")
def proof() -> Response:
    """What was sent and when, and the plan that follows, in the language in which we write to the household."""
    household = own_household()
    if household.is_closed or not household.has_answered:
        abort(404)
    case = household.case
    with speaking(case.language):
        title = str(_("Proof of your answers"))
        html = _html(household, title)
    document = render_pdf(html, title=title, language=case.language)
    return user_file(document, media_type="application/pdf", name=f"answers-{case.code}.pdf")


def _html(household: Household, title: str) -> str:
    """The page that becomes the PDF. Who changed something since reads of which day each half is."""
    case, sent = household.case, record_of(household.case, "intake")
    url = full_address("expat.status")
    return render(
        "expat/proof/proof.html", case.language, case=case, sections=without_gaps(sections_of(case)),
        sent_on=sent.on if sent else None, title=title, today=household.today, qr=qr_code(url),
        shown_url=url.partition("://")[2], steps=_lines(household), style=style_of(HOUSEHOLD_STYLE, STYLE),
    )  # fmt: skip


def _lines(household: Household) -> list[tuple[str, date | None]]:
    """What is still to do, each once with all whose it is, and by when."""
    lines: dict[tuple[str, date | None], list[Step]] = {}
    for step in household.plan.steps:
        if not step.is_finished:
            lines.setdefault((step.key, step.due), []).append(step)
    return [(_title(household, steps), due) for (_key, due), steps in lines.items()]


def _title(household: Household, steps: list[Step]) -> str:
    """What the step is called, and of whom it is where there are several."""
    title, people = str(label_of(steps[0], household.plan.route).title), household.case.people
    whose = [people[step.person] for step in steps if step.person is not None]
    if not whose or len(people) == 1:
        return title
    names = listed([person.calling_name or called(person) for person in whose])
    return _("%(step)s: %(name)s", step=title, name=names)
