"""One mail to several households: choose it, read it as they will, send it."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request

from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.bulk_assign import nothing_picked
from expatdesk.desk.forms.letters import ChooseLetterForm
from expatdesk.desk.picked import list_address, picked
from expatdesk.shared.i18n import LazyString, listed, ngettext
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page
from expatdesk.worklists.letter_actions import Sent, send_letter
from expatdesk.worklists.letter_queries import letters
from expatdesk.worklists.letters import Filled, filled_in
from expatdesk.worklists.models import Letter

NOT_SENT: dict[str, LazyString] = {
    "closed": _l("Not sent, because these are closed: %(names)s."),
    "not_known": _l("Not sent, because something that the mail names is not known yet: %(names)s."),
    "too_often": _l("Not sent, because these got this mail today already, or you sent too many: %(names)s."),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """The mail as the first household of each language will read it, and who cannot get it."""

    letter: Letter
    shown: dict[str, tuple[Case, Filled]]
    getting: int
    left_out: list[str]


@blueprint.route("/desk/picked/mail", methods=["GET", "POST"])
def mail_several() -> Page:
    cases, ready = picked(), letters()
    if not cases:
        return nothing_picked()
    wanted = request.values.get("letter", "")
    chosen = next((one for one in ready if str(one.id) == wanted), None)
    form = ChooseLetterForm(ready, data={"letter": wanted, "version": chosen.version if chosen else 0})
    if not form.validate_on_submit() or chosen is None:
        return _page(cases, form, chosen), 422 if form.errors else 200
    try:
        outcome = send_letter(chosen, cases, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        form.version.data = chosen.version
        return _page(cases, form, chosen, has_changed=True), 409
    _tell(outcome)
    return redirect(list_address(), 303)


def _tell(outcome: Sent) -> None:
    for kind, words in NOT_SENT.items():
        if names := getattr(outcome, kind):
            flash(str(words) % {"names": listed(names)}, "warning")
    if count := len(outcome.sent):
        flash(ngettext("%(num)d mail goes out now.", "%(num)d mails go out now.", count), "ok")


def _page(cases: list[Case], form: ChooseLetterForm, chosen: Letter | None, *, has_changed: bool = False) -> str:
    return render_template(
        "desk/bulk_mail/mail.html",
        cases=cases,
        form=form,
        preview=_preview(chosen, cases) if chosen else None,
        has_changed=has_changed,
        list_url=list_address(),
    )


def _preview(letter: Letter, cases: list[Case]) -> Preview:
    mails = {case: filled_in(letter, case) for case in cases}
    getting = [case for case, mail in mails.items() if not mail.missing and case.state == CaseState.OPEN]
    shown = {case.language: (case, mails[case]) for case in reversed(getting)}
    return Preview(letter, shown, len(getting), [case.title for case in cases if case not in getting])
