"""The first page of a partner: what it can do here, and what the desk knows of it."""

from flask import render_template

from expatdesk.access.visitor import current_visitor
from expatdesk.organisations.partners import find_partner
from expatdesk.partner.blueprint import blueprint
from expatdesk.shared.clock import today


@blueprint.get("/")
def home() -> str:
    """Also for who works for a partner no more: they read that it is so."""
    partner_id = current_visitor().partner_id
    partner = find_partner(partner_id) if partner_id else None
    return render_template("partner/home.html", partner=partner, works=partner and partner.works_on(today()))
