"""The visits that a counter takes, for whom and for how long, from a day on: shown what it does, then saved."""

import uuid

from flask import abort, render_template, request

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.counter_queries import read_anew, terms_to_come
from expatdesk.appointments.counters import set_terms, take_back_terms
from expatdesk.appointments.models import Counter, CounterTerms
from expatdesk.appointments.previews import preview_terms
from expatdesk.appointments.timetable import ONE_DAY
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.counter_lines import served_words, terms_lines, what_differs
from expatdesk.desk.counters import counter_or_404, kept, nothing_changed, saved, typed
from expatdesk.desk.forms.closures import VersionForm
from expatdesk.desk.forms.counter_terms import TermsForm
from expatdesk.shared.clock import today
from expatdesk.shared.pages import Page

ADDRESS = "/desk/counters/<uuid:counter_id>/terms"


@blueprint.route(ADDRESS, methods=["GET", "POST"])
def counter_terms(counter_id: uuid.UUID) -> Page:
    one = counter_or_404(counter_id)
    form = _form(one)
    if typed() is None or not form.validate():
        return _page(form, one), 422 if form.errors else 200
    first = form.first_day.data
    if request.method == "GET":
        shown = preview_terms(one, one.terms_on(first), form.terms, first, the_region())
        return _page(form, one, shown=[shown])
    try:
        did = set_terms(one, form.terms, first, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        read_anew(one)
        form.version.data = one.version
        return _page(form, one, conflict=what_differs(form, form.stored(one.terms_on(first)))), 409
    return saved() if did else nothing_changed()


@blueprint.route(f"{ADDRESS}/<day>/take-back", methods=["GET", "POST"], endpoint="take_back_terms")
def take_back(counter_id: uuid.UUID, day: str) -> Page:
    one, form = counter_or_404(counter_id), VersionForm()
    terms = next((each for each in terms_to_come(one, today()) if each.first_day.isoformat() == day), None)
    if terms is None:
        abort(404)
    if request.method == "GET":
        return _page_to_take_back(one, terms)
    if not form.validate():
        abort(422)
    try:
        take_back_terms(one, terms, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        read_anew(one)
        return _page_to_take_back(one, terms, conflict=[]), 409
    return saved()


def _form(one: Counter) -> TermsForm:
    earliest = max(today(), one.first_day)
    stored = {"version": one.version, "first_day": earliest, **TermsForm.stored(one.terms_on(earliest))}
    return TermsForm(typed(), data=stored, meta={"csrf": False}, earliest=earliest)


def _page(form: TermsForm, one: Counter, **shown: object) -> str:
    later = [terms_lines(terms) for terms in terms_to_come(one, today())]
    return render_template(
        "desk/counters/terms.html", form=form, counter=one, later=later, kept=kept(), served_words=served_words,
        **shown,
    )  # fmt: skip


def _page_to_take_back(one: Counter, terms: CounterTerms, **shown: object) -> str:
    first = terms.first_day
    previews = [preview_terms(one, terms, one.terms_on(first - ONE_DAY), first, the_region())]
    return render_template(
        "desk/counters/take_back.html", counter=one, terms=terms_lines(terms), kept=[("version", one.version)],
        served_words=served_words, shown=previews, **shown,
    )  # fmt: skip
