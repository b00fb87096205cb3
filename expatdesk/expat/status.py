"""The status page: what to do now, by when, who holds the ball, and what comes next."""

from datetime import timedelta
from functools import partial

from flask import abort, render_template
from werkzeug.wrappers import Response

from expatdesk.access.fields import EMPLOYER_NEVER_SEES, EMPLOYER_SEES
from expatdesk.access.interested_fields import own_interest
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.other_visits import other_visits
from expatdesk.appointments.outside import cannot_be_kept
from expatdesk.cases.labels import PURPOSES
from expatdesk.documents.checks import asked_since_check
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.consents import asked_about_home, asked_about_visit
from expatdesk.expat.household import Household, own_household
from expatdesk.expat.keeping import keeping_of
from expatdesk.expat.late_papers import late_papers
from expatdesk.expat.overview import status_page
from expatdesk.expat.represented import represented_page
from expatdesk.expat.suggestions import FOUR_WEEKS, ON_PLAN, suiting
from expatdesk.guide.labels import why
from expatdesk.housing import contract_words
from expatdesk.housing.contract_queries import READS_CONTRACT, newest_contract
from expatdesk.housing.interest_queries import interests_alive
from expatdesk.logbook.queries import latest_of_case, readings_of
from expatdesk.people.models import Role
from expatdesk.ratings.labels import SCORE_WORDS
from expatdesk.ratings.queries import asks_how_it_went
from expatdesk.rights.readings import readings_for
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import now
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.social.activity_queries import ahead_of
from expatdesk.social.careers import companions_of
from expatdesk.social.suggesting import why_come
from expatdesk.welcome_pack.actions import make_pack

# So long the page says that another municipality handles the registration now.
MOVE_IS_NEWS = timedelta(days=60)
MOST_HOMES = 3


@blueprint.get("/my/")
def status() -> str:
    """The household's own page; of it what was granted, to whoever represents it."""
    household = own_household()
    if current_visitor().role is Role.REPRESENTATIVE:
        return represented_page(household)
    return _own_page(household)


def _own_page(household: Household) -> str:
    case, asked_since = household.case, asked_since_check(household.case, household.plan)
    return render_template(
        "expat/status/page.html",
        case=case,
        seen_at=now(),
        page=status_page(case, household.region, household.today),
        employer_sees=EMPLOYER_SEES, employer_never_sees=EMPLOYER_NEVER_SEES,
        asked_about_visit=asked_about_visit(household), asked_about_home=asked_about_home(household),
        other_visits=other_visits(case, household.plan, household.today, is_more_asked=bool(asked_since)),
        purposes=PURPOSES, score_words=SCORE_WORDS if asks_how_it_went(case, household.today) else {},
        is_outside=partial(cannot_be_kept, region=household.region),
        asked_since=asked_since,
        late_papers=late_papers(case, household.plan, household.region, household.today),
        readings=readings_for(readings_of(case.id), household.region),
        keeping=keeping_of(household), has_proof=household.has_answered and not household.is_closed,
        is_registered=household.is_registered,
        suiting=suiting(household, FOUR_WEEKS, ON_PLAN), why=why, why_come=why_come,
        has_sign_ups=bool(ahead_of(case.id)), may_have_help=bool(companions_of(case, household.today)),
        own_homes=[own_interest(one, household.region) for one in interests_alive(case.id)[:MOST_HOMES]],
        contract=newest_contract(case.id), contract_words=contract_words,
        reads_contract=any(step.key == READS_CONTRACT and not step.is_finished for step in household.plan.steps),
        moved=latest_of_case(case.id, "municipality_changed", now() - MOVE_IS_NEWS),
    )  # fmt: skip


@blueprint.get("/my/welcome-pack/<language>")
def pack(language: str) -> Response:
    """The household's own welcome pack as a PDF, once it is registered."""
    household = own_household()
    if language not in LANGUAGES or not household.is_registered:
        abort(404)
    document = make_pack(
        household.case,
        language,
        status_url=full_address("expat.status"),
        follows_likes=True,
        region=household.region,
        today=household.today,
    )
    return user_file(document, media_type="application/pdf", name=f"welcome-{household.case.code}-{language}.pdf")
