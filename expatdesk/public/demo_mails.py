"""The mails of a demonstration, which are files in a folder: without a mail server nobody else shows them."""

from flask import Response, abort, current_app, render_template

from expatdesk.public.blueprint import blueprint
from expatdesk.public.mail_folder import WrittenMail, mails_in
from expatdesk.shared.mail import post
from expatdesk.shared.mail_page import mail_page


@blueprint.get("/demo/mails")
def mails() -> str:
    """Every mail that was written, the newest first."""
    return render_template("public/mails.html", mails=_mails())


@blueprint.get("/demo/mails/<name>")
def mail(name: str) -> str:
    """One mail as text, with its links."""
    return render_template("public/mail.html", mail=_mail_or_404(name))


@blueprint.get("/demo/mails/<name>/html")
def mail_as_shown(name: str) -> Response:
    """One mail as a mail program shows it, fenced in."""
    return mail_page(_mail_or_404(name).html)


def _mails() -> list[WrittenMail]:
    if not current_app.config["DEMO"] or post().smtp_url:
        abort(404)
    return mails_in(post().folder)


def _mail_or_404(name: str) -> WrittenMail:
    found = next((written for written in _mails() if written.name == name), None)
    if found is None:
        abort(404)
    return found
