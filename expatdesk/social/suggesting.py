"""Activities that suit a household: open to it now, with room or a waiting list, none that it signed up for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from expatdesk.cases.labels.interests import because_you_like
from expatdesk.cases.models import Case
from expatdesk.rules.activity_suggestions import Held, Invitation, WhyCome, invitations
from expatdesk.rules.interests import Interest
from expatdesk.rules.suggestions import Seeker
from expatdesk.rules.waiting_list import Window
from expatdesk.shared.clock import AMSTERDAM, local
from expatdesk.shared.i18n import gettext as _
from expatdesk.social.activity_models import Occasion
from expatdesk.social.activity_queries import Filters, ahead_of, places_left, upcoming, window_of


@dataclass(frozen=True, slots=True)
class SuggestedActivity:
    """A time at which it is held, with the reasons to come and the places that are left."""

    occasion: Occasion
    invitation: Invitation
    left: int


def activities_for(
    case: Case, seeker: Seeker, today: date, *, within: timedelta, most: int
) -> tuple[SuggestedActivity, ...]:
    """At most so many of the time after today, or after the household has come."""
    first = max(today, case.arrival or today)
    open_now, left = _open_to(case, first + within)
    held = [_held(one, left[one.id]) for one in open_now.values()]
    found = invitations(held, seeker, first=first, last=first + within, most=most)
    return tuple(_suggested(open_now[UUID(one.held.occasion)], one, left) for one in found)


def why_come(invitation: Invitation, most: int = 2) -> str:
    """Why an activity is suggested, in a few words; the best reasons are enough."""
    return " · ".join(_reason(reason, invitation) for reason in invitation.why[:most])


def _open_to(case: Case, last: date) -> tuple[dict[UUID, Occasion], dict[UUID, int]]:
    """What one can sign up for now until that day, by its id, and the places that are left."""
    own = {one.occasion.activity_id for one in ahead_of(case.id)}
    midnight = datetime.combine(last + timedelta(days=1), time(), AMSTERDAM)
    found = [one for one in upcoming(Filters(), before=midnight) if one.activity_id not in own]
    open_now = {one.id: one for one in found if window_of(one) is Window.OPEN}
    return open_now, places_left(list(open_now.values()))


def _held(one: Occasion, left: int) -> Held:
    activity = one.activity
    return Held(
        str(activity.id), str(one.id), local(one.starts_at), activity.municipality, frozenset(activity.languages),
        frozenset(map(Interest, activity.topics)), activity.child_friendly, has_room=left > 0,
    )  # fmt: skip


def _suggested(occasion: Occasion, invitation: Invitation, left: dict[UUID, int]) -> SuggestedActivity:
    return SuggestedActivity(occasion, invitation, left[occasion.id])


def _reason(reason: WhyCome, invitation: Invitation) -> str:
    match reason:
        case WhyCome.CHILDREN:
            return _("children welcome")
        case WhyCome.INTEREST:
            return because_you_like(invitation.liked)
        case WhyCome.PRACTICE:
            return _("to practise the language")
        case WhyCome.NEAR:
            return _("near you")
    return _("you want to meet people")
