"""Every kind of mail as its reader gets it, for the coordinator: with an invented household, in both languages."""

from flask import Response, abort, render_template

from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.mail_samples import sample
from expatdesk.messages.kinds import KINDS, Kind, Reader, kinds_for
from expatdesk.messages.writing import write
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.mail_page import mail_page

READERS = {
    Reader.HOUSEHOLD: _l("To households"),
    Reader.HR: _l("To employers"),
    Reader.PARTNER: _l("To partners"),
    Reader.ACCOUNT: _l("To everybody with an account"),
    Reader.STAFF: _l("To whoever runs the desk"),
    Reader.OUTSIDER: _l("To whoever has no account here"),
}


@blueprint.get("/desk/mails/kinds")
def mail_kinds() -> str:
    groups = [(heading, kinds_for(reader)) for reader, heading in READERS.items()]
    return render_template("desk/mail_kinds/list.html", groups=groups)


@blueprint.get("/desk/mails/kinds/<name>")
def mail_kind(name: str) -> str:
    """Subject and plain text in both languages; the mail as drawn is a page of its own."""
    kind = _kind_or_404(name)
    mails = {language: write(kind.name, language, **sample(kind.name, language)) for language in LANGUAGES}
    return render_template("desk/mail_kinds/kind.html", kind=kind, reader=READERS[kind.reader], mails=mails)


@blueprint.get("/desk/mails/kinds/<name>/<language>")
def mail_as_shown(name: str, language: str) -> Response:
    """The mail as a mail program shows it, fenced in."""
    kind = _kind_or_404(name)
    if language not in LANGUAGES:
        abort(404)
    return mail_page(write(kind.name, language, **sample(kind.name, language)).html)


def _kind_or_404(name: str) -> Kind:
    return KINDS[name] if name in KINDS else abort(404)
