"""Invoices to employers: the coordinator looks at a quarter, draws its invoices up, and takes back a wrong one."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.invoices import file_of, invoice_or_404, lines_of
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.invoices import CreditForm
from expatdesk.fees.crediting import credit
from expatdesk.fees.drawing_up import draw_up, preview
from expatdesk.fees.labels import MISSING, line_words, quarter_words, title_of
from expatdesk.fees.models import Invoice
from expatdesk.fees.queries import invoices_of
from expatdesk.fees.refusals import ChargesChanged, NotToCredit, QuarterNotOver
from expatdesk.rules.quarters import Quarter
from expatdesk.rules.vat import vat_shares
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed, ngettext
from expatdesk.shared.pages import Page


@blueprint.get("/desk/invoices", endpoint="invoices")
def show_invoices() -> str:
    quarter = _quarter(request.args.get("quarter") or str(Quarter.of(today()).before))
    return render_template(
        "desk/invoices/list.html", quarter=quarter, is_over=quarter.last_day < today(),
        invoices=invoices_of(quarter), preview=preview(quarter, the_region()),
        newest=Quarter.of(today()), title_of=title_of, quarter_words=quarter_words,
    )  # fmt: skip


@blueprint.route("/desk/invoices/<quarter>/draw-up", methods=["GET", "POST"], endpoint="draw_up")
def draw_up_invoices(quarter: str) -> Page:
    wanted = _quarter(quarter)
    if request.method == "GET":
        return _preview_page(wanted)
    try:
        made = draw_up(wanted, seen=request.form.get("seen", ""), **acting())
    except QuarterNotOver:
        abort(404)
    except ChargesChanged:
        return _preview_page(wanted, has_changed=True), 409
    told = ngettext("%(num)d invoice is drawn up.", "%(num)d invoices are drawn up.", len(made))
    flash(told if made else _("Nothing was left to draw up."), "ok" if made else "info")
    return redirect(url_for("desk.invoices", quarter=wanted), 303)


@blueprint.get("/desk/invoices/<quarter>/lines")
def invoice_lines(quarter: str) -> Response:
    return lines_of(_quarter(quarter))


@blueprint.get("/desk/invoices/<uuid:invoice_id>", endpoint="invoice")
def show_invoice(invoice_id: uuid.UUID) -> str:
    invoice = invoice_or_404(invoice_id)
    return render_template(
        "desk/invoices/invoice.html", invoice=invoice, title=title_of(invoice), title_of=title_of,
        quarter=quarter_words(invoice.in_quarter), shares=vat_shares(invoice.lines), line_words=line_words,
    )  # fmt: skip


@blueprint.get("/desk/invoices/<uuid:invoice_id>/file.<extension>")
def invoice_file(invoice_id: uuid.UUID, extension: str) -> Response:
    return file_of(invoice_or_404(invoice_id), extension)


@blueprint.route("/desk/invoices/<uuid:invoice_id>/credit", methods=["GET", "POST"])
def credit_invoice(invoice_id: uuid.UUID) -> Page:
    invoice, form = invoice_or_404(invoice_id), CreditForm()
    if not form.validate_on_submit():
        return _credit_page(invoice, form), 422 if form.errors else 200
    try:
        note = credit(
            invoice, str(form.reason.data), charge_again=form.is_charged_again, by=current_visitor().actor,
            today=today(),
        )  # fmt: skip
    except NotToCredit:
        flash(_("It was taken back already."), "info")
        return redirect(url_for("desk.invoice", invoice_id=invoice.id), 303)
    flash(_("%(title)s takes it back.", title=title_of(note)), "ok")
    return redirect(url_for("desk.invoice", invoice_id=note.id), 303)


def _quarter(text: str) -> Quarter:
    """The quarter of an address; what is none, or is still to come, is no page."""
    try:
        quarter = Quarter.parse(text)
    except ValueError:
        abort(404)
    return quarter if quarter <= Quarter.of(today()) else abort(404)


def _preview_page(quarter: Quarter, *, has_changed: bool = False) -> str:
    shown = preview(quarter, the_region())
    return render_template(
        "desk/invoices/draw_up.html", quarter=quarter, is_over=quarter.last_day < today(), preview=shown,
        has_changed=has_changed, quarter_words=quarter_words, line_words=line_words,
        missing_words=lambda draft: listed(str(MISSING[name]) for name in draft.missing),
    )  # fmt: skip


def _credit_page(invoice: Invoice, form: CreditForm) -> str:
    title = _("Take back invoice %(number)s", number=invoice.number)
    return render_template("desk/invoices/credit.html", invoice=invoice, form=form, title=title)
