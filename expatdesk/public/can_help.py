"""Can the desk help me? Where somebody registers and what it costs, told before any data of theirs are asked."""

from flask import render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.cases.labels import DESTINATIONS, paper_name, what_it_means, where_to_go
from expatdesk.knowledge.book import open_book
from expatdesk.knowledge.figures import figure
from expatdesk.knowledge.topics import Topic
from expatdesk.public.blueprint import blueprint
from expatdesk.public.forms.can_help import NOWHERE, CanHelpForm
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.plan import Destination, Plan, RouteReason, plan_for
from expatdesk.rules.region import Contact, Region
from expatdesk.shared.clock import today

# What tells more, by the reason of the route.
MORE = {
    RouteReason.SHORT_STAY: "short-stay",
    RouteReason.STUDENT: "students",
    RouteReason.TEMPORARY_PROTECTION: "from-ukraine",
    RouteReason.LIVED_IN_NL: "lived-here-before",
    RouteReason.HAS_BSN: "already-have-a-bsn",
    RouteReason.HOME_NOT_COVERED: "which-municipality",
    RouteReason.COVERED_HOME: "can-the-desk-register-me",
    RouteReason.EMPLOYER_ADDRESS: "employer-address",
    RouteReason.EMPLOYER_FORM_MISSING: "employer-address",
    RouteReason.EMPLOYER_NOT_SPONSOR: "recognised-sponsor",
    RouteReason.EMPLOYER_NOT_COVERED: "employer-address",
    RouteReason.NO_ADDRESS: "temporary-home",
}


@blueprint.get("/can-the-desk-help")
def can_help() -> tuple[str, int]:
    """A few questions; the answer stands on top of them. They are in the address alone, and nothing is kept."""
    region = the_region()
    form = CanHelpForm.of(request.args, region)
    if not request.args:
        return render_template("public/can_help/page.html", form=form), 200
    if not form.validate():
        return render_template("public/can_help/page.html", form=form), 422
    plan = plan_for(form.facts(region), region, today())
    return render_template("public/can_help/page.html", form=form, plan=plan, **_answer(form, plan, region)), 200


def _answer(form: CanHelpForm, plan: Plan, region: Region) -> dict[str, object]:
    book = open_book()
    papers: list[tuple[object, Topic | None]] = [
        (paper_name(paper), book.about("papers", paper.key)) for paper in plan.papers
    ]
    return {
        "is_ours": plan.route.to is Destination.DESK,
        "may_become_ours": plan.route.to is Destination.HOUSING_FIRST,
        "where": DESTINATIONS[plan.route.to],
        "meaning": what_it_means(plan.route, region),
        "go": where_to_go(plan.route, region),
        "office": _office(plan, region),
        "papers": papers,
        "fees": {role: figure(f"fee_{role}", region, today()) for role in PersonRole},
        "more": book.find(MORE[plan.route.reason]),
        "has_employer": form.work.data != NOWHERE,
        "sign_up": url_for("public.sign_up", **form.said),
    }


def _office(plan: Plan, region: Region) -> Contact | None:
    """How to reach the office that registers them; unknown for a town outside the region."""
    if plan.route.to is Destination.RNI:
        return region.contacts["rni"]
    if plan.route.to is Destination.MUNICIPALITY:
        code = plan.route.municipality
        return region.municipality(code).contact if code else None
    return region.desk
