"""The homes of a partner for its system: read, entered, changed, offered and taken out of the offer."""

import uuid
from collections.abc import Callable

from flask import Response, request, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.partners import the_partner
from expatdesk.access.policy import own_homes
from expatdesk.access.visitor import current_visitor
from expatdesk.api.answers import AskedHomes, answer, no_such_place
from expatdesk.api.blueprint import blueprint
from expatdesk.api.home_types import Home as HomeTold
from expatdesk.api.home_types import HomePage, NewHome, NewState
from expatdesk.api.new_homes import home_from
from expatdesk.api.once import Done, once
from expatdesk.api.sent import sent_as
from expatdesk.housing import home_queries as queries
from expatdesk.housing import homes as actions
from expatdesk.housing.home_models import OPEN, Home, OfferState
from expatdesk.housing.home_words import sentence_of
from expatdesk.logbook.models import Actor
from expatdesk.partner.homes import FIELD_OF, OUTSIDE, home_or_404
from expatdesk.rules.homes import Contract, Dwelling, Furnishing
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.problems import Fault, Refused

ENUMS: dict[str, Callable[[str], object]] = {
    "dwelling": Dwelling, "furnishing": Furnishing, "contract": Contract,
}  # fmt: skip
# What the buttons of the page do: from which state, to which.
MOVES: dict[tuple[OfferState, OfferState], Callable[[Home, Actor], None]] = {
    (OfferState.DRAFT, OfferState.FREE): lambda home, by: actions.offer_home(home, by=by, today=today()),
    (OfferState.DRAFT, OfferState.WITHDRAWN): lambda home, by: actions.withdraw_home(home, by=by, today=today()),
    (OfferState.FREE, OfferState.WITHDRAWN): lambda home, by: actions.withdraw_home(home, by=by, today=today()),
    (OfferState.FREE, OfferState.TAKEN): lambda home, by: actions.mark_taken(home, by=by, today=today()),
    (OfferState.TAKEN, OfferState.DRAFT): lambda home, by: actions.offer_again(home, by=by),
    (OfferState.WITHDRAWN, OfferState.DRAFT): lambda home, by: actions.offer_again(home, by=by),
}


@blueprint.get("/v1/homes")
def homes() -> Response:
    """A page of the partner's homes, in every state."""
    asked = AskedHomes.read(request.args)
    found = queries.homes_after(own_homes(current_visitor()), asked.after, asked.limit + 1)
    if found is None:
        raise Refused(422, faults=[no_such_place()])
    shown = found[: asked.limit]
    further = str(shown[-1].id) if len(found) > len(shown) else None
    return answer(HomePage([home_of(home) for home in shown], further))


@blueprint.get("/v1/homes/<uuid:home_id>")
def home(home_id: uuid.UUID) -> Response:
    """One of them."""
    return answer(home_of(home_or_404(home_id)))


@blueprint.post("/v1/homes")
def hand_over_home() -> Response:
    """Enter a home, or change the one with this reference: the same rules as on the page and in the sheet."""
    sent = sent_as(NewHome)
    return once(sent, lambda: _hand_over(sent))


@blueprint.put("/v1/homes/<uuid:home_id>/state")
def move_home(home_id: uuid.UUID) -> Response:
    """What the buttons of the page do; asked for what it is already, a home stays so."""
    sent = sent_as(NewState)
    return once(sent, lambda: _move(home_or_404(home_id), sent.state))


def _hand_over(sent: NewHome) -> Done:
    became, home = _taken_over(sent)
    if became is actions.Taken.LEFT:
        raise Refused(409, _("This home is taken or out of the offer. Make it a draft first, then change it."))
    if sent.offer:
        actions.offer_home(home, by=current_visitor().actor, today=today())
    made = answer(home_of(home), 201 if became is actions.Taken.ADDED else 200)
    if became is actions.Taken.ADDED:
        made.headers["Location"] = url_for("api.home", home_id=home.id)
    return None, made


def _taken_over(sent: NewHome) -> tuple[actions.Taken, Home]:
    """Keep it. Raises Refused with what is wrong, field by field."""
    try:
        return actions.take_over(the_partner(), home_from(sent), **acting())
    except actions.OutsideRegion:
        raise Refused(422, faults=[Fault("postcode", str(OUTSIDE))]) from None
    except actions.TermsRefused as refusal:
        faults = [Fault(FIELD_OF[one.check], sentence_of(one)) for one in refusal.findings]
        raise Refused(422, faults=faults) from None
    except actions.ReferenceKnown:
        raise Refused(409) from None


def _move(home: Home, after: OfferState) -> Done:
    actions.hold_home(home)
    before = OfferState(home.offer.state)
    if before is not after:
        move = MOVES.get((before, after))
        if move is None:
            told = _(
                "This home is “%(before)s”: from there it cannot become “%(after)s”.", before=before, after=after
            )
            raise Refused(409, told)
        move(home, current_visitor().actor)
    return None, answer(home_of(home))


def home_of(home: Home) -> HomeTold:
    """The home as its partner sees it."""
    told = {name: getattr(home, name) for name in actions.HomeFacts.__slots__}
    told |= {name: getattr(home.offer, name) for name in actions.Terms.__slots__}
    told |= {name: kind(told[name]) for name, kind in ENUMS.items()}
    is_open = home.offer.state in OPEN
    found = actions.findings_for(home, the_region(), today()) if is_open else ()
    return HomeTold(
        id=home.id, state=OfferState(home.offer.state), advice=[sentence_of(one) for one in found], **told
    )
