"""What a household, and an officer beside it, sees of a home that is offered, as data: never its address.

A page of these gets no home and no offer, so that a street cannot stand on it by mistake (security T07).
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from expatdesk.documents.home_photos import first_photos, photos_of
from expatdesk.housing.home_models import HomeOffer
from expatdesk.housing.home_queries import homes_of_offers
from expatdesk.housing.home_words import SHORT_DWELLINGS
from expatdesk.housing.match_words import CONTRACT_MEANS, fits_in_words, found_for_household, lacks_in_words, where
from expatdesk.organisations.models import Partner
from expatdesk.organisations.partners import find_partner
from expatdesk.rules.homes import Offer
from expatdesk.rules.matching import Match
from expatdesk.rules.offer_checks import Finding, findings_of
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LANGUAGES, language


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A home in a list. `fits` and `lacks` are sentences; `photo` is the id of its first one."""

    offer_id: uuid.UUID
    kind: str
    rooms: int
    where: str
    cost: int
    starts: date
    ends: date | None
    most_registered: int
    fits: str
    lacks: Sequence[str]
    photo: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """The page of one home: its card, all its terms, and what the desk saw in them."""

    card: HomeCard
    offer: Offer
    energy_label: str
    photos: Sequence[uuid.UUID]
    text: str
    text_language: str
    contract_means: str
    findings: Sequence[tuple[str, Finding]]
    partner: str
    # The employer of the household offers it: who works with it must know that beforehand.
    is_of_employer: bool


def home_cards(found: Iterable[Match], region: Region) -> list[HomeCard]:
    """These homes, in their order."""
    matches = list(found)
    homes = homes_of_offers([uuid.UUID(one.offer.key) for one in matches])
    photos = first_photos(set(homes.values()))
    return [_card(one, region, photos.get(homes[uuid.UUID(one.offer.key)])) for one in matches]


def home_view(
    offer: HomeOffer, match: Match | None, region: Region, today: date, *, employer_id: uuid.UUID | None
) -> HomeView:
    """One home; `match` is None where it does not suit their wishes any more."""
    as_offered, photos = offer.as_offer(), [photo.id for photo in photos_of(offer.home_id)]
    partner = find_partner(offer.home.partner_id)
    text, text_language = _text(offer)
    return HomeView(
        card=_card(match or Match(as_offered, (), 0), region, next(iter(photos), None)), offer=as_offered,
        energy_label=offer.home.energy_label or "", photos=photos, text=text, text_language=text_language,
        contract_means=str(CONTRACT_MEANS[offer.contract]),
        findings=found_for_household(findings_of(as_offered, region, today=today)),
        partner=partner.name if partner else "", is_of_employer=_is_of(partner, employer_id),
    )  # fmt: skip


def _card(match: Match, region: Region, photo: uuid.UUID | None) -> HomeCard:
    offer = match.offer
    return HomeCard(
        uuid.UUID(offer.key), str(SHORT_DWELLINGS[offer.dwelling]), offer.rooms, where(offer, region), offer.cost,
        offer.starts, offer.ends, offer.most_registered, fits_in_words(match, region), lacks_in_words(match),
        photo,
    )  # fmt: skip


def _text(offer: HomeOffer) -> tuple[str, str]:
    """What the partner says of it, in the reader's language where it stands in that one."""
    home, mine = offer.home, language()
    texts = {"nl": home.text_nl, "en": home.text_en}
    first = next((one for one in (mine, *LANGUAGES) if texts.get(one)), mine)
    return texts.get(first, ""), first


def _is_of(partner: Partner | None, employer_id: uuid.UUID | None) -> bool:
    return partner is not None and employer_id is not None and partner.employer_id == employer_id
