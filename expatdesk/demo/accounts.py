"""The demonstration's organisations and accounts. Their password is public: never for a desk open to the world."""

from dataclasses import dataclass
from datetime import date

from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.organisations.actions import EmployerFacts, add_employer, is_exempt
from expatdesk.organisations.models import Employer, Partner
from expatdesk.organisations.partners import PartnerFacts, add_partner
from expatdesk.people.actions import choose_password, invite_user
from expatdesk.people.models import Role, User
from expatdesk.people.queries import user_by_email
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

PASSWORD = "grachten-tulp-veerpont-71"  # noqa: S105 - public on purpose, and printed at every start
LEIDEN, VOORSCHOTEN = "0546", "0626"
MORSPOORT = "Morspoort Therapeutics B.V."
VERHUUR, LUMC_HOUSING = "Sleutelstad Verhuur", "LUMC Housing"
TAALHUIS = "Taalhuis Galgewater"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in."""

    what: str
    name: str
    email: str
    role: Role
    municipality: str | None = None
    employer: str | None = None
    partner: str | None = None


ACCOUNTS = (
    Account("officer", "Sanne de Wit", "sanne@desk.example", Role.OFFICER),
    Account("officer", "Bilal Haddou", "bilal@desk.example", Role.OFFICER),
    Account("coordinator", "Marjolein Kuiper", "marjolein@desk.example", Role.COORDINATOR),
    Account("registrar of Leiden", "Rutger Zandstra", "rutger@leiden.example", Role.REGISTRAR, LEIDEN),
    Account("registrar of Voorschoten", "Fatma Aslan", "fatma@voorschoten.example", Role.REGISTRAR, VOORSCHOTEN),
    Account("HR of the LUMC", "Hedwig Ploeg", "hedwig@lumc.example", Role.EMPLOYER_ADMIN, employer="LUMC"),
    Account("HR of Morspoort", "Joris Terpstra", "joris@morspoort.example", Role.EMPLOYER, employer=MORSPOORT),
    Account("partner with homes", "Noor Zandvliet", "noor@verhuur.example", Role.PARTNER, partner=VERHUUR),
    Account("partner with activities", "Tess Wijnand", "tess@taalhuis.example", Role.PARTNER, partner=TAALHUIS),
)  # fmt: skip

# Name, street, postcode, town, recognised sponsor. The institutions are real, their people here are not.
EMPLOYERS = (
    ("LUMC", "Albinusdreef 2", "2333 ZA", "Leiden", True),
    ("Universiteit Leiden", "Rapenburg 70", "2311 EZ", "Leiden", True),
    ("Hogeschool Leiden", "Zernikedreef 11", "2333 CK", "Leiden", True),
    (MORSPOORT, "Darwinweg 20", "2333 CR", "Leiden", True),
    ("Hortus Instruments B.V.", "Einsteinweg 55", "2333 CC", "Leiden", True),
    ("Galgewater Studio", "Galgewater 22", "2311 VZ", "Leiden", False),
    ("Zijl Robotics B.V.", "Simon Smitweg 10", "2353 GA", "Leiderdorp", True),
    ("Vlietwijck Analytics B.V.", "Leidseweg 219", "2253 AE", "Voorschoten", True),
    ("Weipoort Foods B.V.", "Industrieweg 30", "2382 NW", "Zoeterwoude", True),
    ("Rijnveld Software B.V.", "Rhijngeesterstraatweg 40", "2341 BV", "Oegstgeest", True),
    ("Duinrand Optics B.V.", "Ambachtsweg 9", "2222 AJ", "Katwijk", True),
)  # fmt: skip
# They pay by invoice, with a number in the register that nobody has.
INVOICE_CUSTOMERS = {
    MORSPOORT: "90004471",
    "Hortus Instruments B.V.": "90004472",
    "Zijl Robotics B.V.": "90004473",
}


def make_employers(region: Region, today: date) -> list[Employer]:
    """The employers, with the exemption from fees that the region gives some of them."""
    facts = (
        EmployerFacts(
            name, street, postcode, town, recognised_sponsor=sponsor, fee_exempt=is_exempt(name, region),
            sponsor_checked_on=today if sponsor else None, kvk_number=INVOICE_CUSTOMERS.get(name),
            invoice_customer=name in INVOICE_CUSTOMERS,
        )
        for name, street, postcode, town, sponsor in EMPLOYERS
    )  # fmt: skip
    return [add_employer(one, by=SYSTEM) for one in facts]


def make_partners(employers: list[Employer]) -> list[Partner]:
    """Who offers homes and runs activities, none of them real but the employer that has homes of its own."""
    lumc = next(employer.id for employer in employers if employer.name == "LUMC")
    known = (
        PartnerFacts(
            VERHUUR, offers_homes=True, email="hallo@verhuur.example", phone="071 500 00 21",
            website="https://verhuur.example",
        ),
        PartnerFacts(TAALHUIS, runs_activities=True, email="welkom@taalhuis.example"),
        PartnerFacts(LUMC_HOUSING, offers_homes=True, email="housing@lumc.example", employer_id=lumc),
    )  # fmt: skip
    return [add_partner(one, by=SYSTEM) for one in known]


def make_users(employers: list[Employer]) -> list[User]:
    """The partners, and the accounts of all, invited and with their password chosen."""
    by_name = {employer.name: employer for employer in employers}
    partner_of = {partner.name: partner for partner in make_partners(employers)}
    return [
        _make_user(account, by_name.get(account.employer or ""), partner_of.get(account.partner or ""))
        for account in ACCOUNTS
    ]


def _make_user(account: Account, employer: Employer | None, partner: Partner | None) -> User:
    user = invite_user(
        account.email, account.name, account.role, by=SYSTEM, employer=employer, partner=partner,
        municipality=account.municipality,
    )  # fmt: skip
    choose_password(user, PASSWORD)
    return user


def is_filled() -> bool:
    """Whether the demonstration is in this database already."""
    return user_by_email(ACCOUNTS[0].email) is not None


def actor_of(user: User) -> Actor:
    """A user as the logbook names them."""
    employer = session.get(Employer, user.employer_id) if user.employer_id else None
    return Actor(user.role, user.name, user.id, employer.name if employer else None)


def listed() -> list[str]:
    """Who can sign in, a line each."""
    return [f"  {account.what:26}{account.email:30}{PASSWORD}" for account in ACCOUNTS]
