"""Tables of homes that partners offer. They are of organisations: nobody's own data stands in them."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.rules.homes import Contract, Dwelling, Furnishing, Offer
from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime

LONGEST_TEXT = 1500
IS_LAST = text("is_last")


class OfferState(enum.StrEnum):
    """How far an offer of a home is."""

    # Only the partner sees it.
    DRAFT = "draft"
    FREE = "free"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({OfferState.DRAFT, OfferState.FREE})


class Home(HasId, Model):
    """A home of a partner. Its address is shown to a household only once the partner agreed to a viewing."""

    __tablename__ = "home"
    __table_args__ = (UniqueConstraint("partner_id", "reference"),)

    version: Mapped[int] = mapped_column(default=1)
    partner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("partner.id"))
    # What the partner calls it: a sheet that comes twice makes no doubles by it.
    reference: Mapped[str | None] = mapped_column(String(50))
    street: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(7))
    town: Mapped[str] = mapped_column(String(100))
    # By the region's postcodes.
    municipality: Mapped[str] = mapped_column(String(4))
    dwelling: Mapped[str] = mapped_column(String(20))
    rooms: Mapped[int]
    area: Mapped[int | None]
    furnishing: Mapped[str] = mapped_column(String(20))
    step_free: Mapped[bool]
    pets: Mapped[bool]
    points: Mapped[int | None]
    energy_label: Mapped[str | None] = mapped_column(String(5))
    most_people: Mapped[int]
    most_registered: Mapped[int]
    text_nl: Mapped[str] = mapped_column(Text, default="")
    text_en: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    offers: Mapped[list["HomeOffer"]] = relationship(
        back_populates="home", cascade="all, delete-orphan", order_by="HomeOffer.made_at"
    )

    @property
    def offer(self) -> "HomeOffer":
        """What holds now, or held last."""
        return next(offer for offer in self.offers if offer.is_last)


class HomeOffer(HasId, Model):
    """An offer of a home: for what, and from when. Let again later, the home gets another one."""

    __tablename__ = "home_offer"
    __table_args__ = (
        # Of two who offer a home again at one moment, one does.
        Index("uq_home_offer_last", "home_id", unique=True, sqlite_where=IS_LAST, postgresql_where=IS_LAST),
    )

    home_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("home.id", ondelete="CASCADE"), index=True)
    is_last: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(String(15), index=True)
    # Cents a month, and cents once.
    rent: Mapped[int]
    service_costs: Mapped[int]
    deposit: Mapped[int]
    contract: Mapped[str] = mapped_column(String(20))
    starts: Mapped[date]
    ends: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # When it was taken, or taken back.
    over_on: Mapped[date | None]
    # Since when something happened to it of which its partner had no mail yet.
    news_since: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    home: Mapped[Home] = relationship(back_populates="offers")

    def as_offer(self) -> Offer:
        """The same as the rules read it, and without the address."""
        home = self.home
        return Offer(
            key=str(self.id), municipality=home.municipality, postcode=home.postcode[:4],
            dwelling=Dwelling(home.dwelling), rent=self.rent, service_costs=self.service_costs,
            deposit=self.deposit, rooms=home.rooms, furnishing=Furnishing(home.furnishing),
            contract=Contract(self.contract), starts=self.starts, ends=self.ends, most_people=home.most_people,
            most_registered=home.most_registered, area=home.area, points=home.points,
            pets=home.pets, step_free=home.step_free,
        )  # fmt: skip
