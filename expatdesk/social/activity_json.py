"""Activities as data for other sites of the region: what everybody may read, and nobody who comes."""

import uuid
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from expatdesk.rules.region import Region
from expatdesk.shared.clock import local
from expatdesk.social.activity_mails import page_of
from expatdesk.social.activity_models import Activity, Occasion
from expatdesk.social.activity_queries import places_left, window_of

Json = dict[str, Any]
Left = Mapping[uuid.UUID, int]


def as_json(occasions: Sequence[Occasion], region: Region) -> Json:
    """All of these by activity, each with its coming times; moments have the offset of the desk's clock."""
    by_activity = sorted(occasions, key=lambda one: (str(one.activity_id), one.starts_at))
    found = [(activity, list(times)) for activity, times in groupby(by_activity, key=lambda one: one.activity)]
    found.sort(key=lambda pair: pair[1][0].starts_at)
    left = places_left(occasions)
    return {"version": 1, "activities": [_activity(activity, times, left, region) for activity, times in found]}


def _activity(activity: Activity, times: Sequence[Occasion], left: Left, region: Region) -> Json:
    desk = {language: region.desk.name.in_language(language) for language in ("nl", "en")}
    return {
        "id": str(activity.id),
        "url": page_of(times[0]),
        "title": {"nl": activity.title_nl, "en": activity.title_en},
        "text": {"nl": activity.text_nl, "en": activity.text_en},
        "organiser": dict.fromkeys(("nl", "en"), activity.organiser) if activity.organiser else desk,
        "municipality": {
            "code": activity.municipality, "name": region.municipality(activity.municipality).name,
        },
        "place": activity.place,
        "languages": activity.languages,
        "topics": activity.topics,
        "child_friendly": activity.child_friendly,
        "cost": {"cents": activity.cost_cents, "currency": "EUR", "per": "person"},
        "sign_up_opens_at": local(activity.opens_at).isoformat() if activity.opens_at else None,
        "occasions": [_occasion(one, left) for one in times],
    }  # fmt: skip


def _occasion(occasion: Occasion, left: Left) -> Json:
    return {
        "id": str(occasion.id),
        "starts_at": local(occasion.starts_at).isoformat(),
        "ends_at": local(occasion.ends_at).isoformat(),
        "is_cancelled": not occasion.is_held,
        "places": occasion.capacity,
        "places_left": left[occasion.id],
        "sign_up": window_of(occasion).value,
        "sign_up_closes_at": local(occasion.closes_at).isoformat(),
    }
