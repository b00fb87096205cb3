"""The Dutch words that letters use again and again, with their English and a few plain words on them."""

from dataclasses import dataclass

from expatdesk.shared.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Word:
    """A word of Dutch, what it is in English, and what more there is to know (in the reader's language)."""

    dutch: str
    english: str
    more: object = ""


# A soft hyphen shows where a long word may break. In Dutch, `more` explains what the word means.
WORDS = (
    Word("aanvraag", "application"),
    Word("adreswijziging", "change of address", _l("report it within five days of the move")),
    Word("afspraak", "appointment", _l("most counters ask for one")),
    Word("apostille", "apostille", _l("a stamp that proves a paper is real")),
    Word("balie", "desk, counter"),
    Word("basisregistratie personen (BRP)", "Personal Records Database", _l("where you are registered")),
    Word("beschikking", "formal decision", _l("read the date: you can object")),
    Word("bezwaar", "objection", _l("your answer to a decision you do not agree with")),
    Word("borg", "deposit", _l("two months’ basic rent at most")),
    Word("burgerservicenummer (BSN)", "citizen service number", _l("yours for life")),
    Word("burgerzaken", "civil affairs", _l("the counter at the town hall")),
    Word("DigiD", "digital ID", _l("your key to the government online")),
    Word("erkend referent", "recognised sponsor", _l("an employer the IND knows")),
    Word("geboorteakte", "birth certificate"),
    Word("gemeente", "municipality"),
    Word("gemeubileerd", "furnished"),
    Word("gestoffeerd", "semi-furnished", _l("floors and curtains are in")),
    Word("hoofdbewoner", "main occupant"),
    Word("huisarts", "general practitioner", _l("your first stop when ill")),
    Word("huisvestings\u00advergunning", "housing permit", _l("for some mid-market rents")),
    Word("huurcommissie", "rent tribunal"),
    Word("huurcontract", "lease"),
    Word("huwelijksakte", "marriage certificate"),
    Word("inschrijving", "registration"),
    Word("kaal", "unfurnished", _l("bare, sometimes no floor")),
    Word("kale huurprijs", "basic rent", _l("without service charges")),
    Word("leges", "fees", _l("what the government asks for a paper")),
    Word("middenhuur", "mid-market rent"),
    Word("persoonslijst", "personal record", _l("what the BRP holds about you")),
    Word("postcode", "postcode", _l("four digits, two letters")),
    Word("puntentelling", "rent points count", _l("decides the highest rent")),
    Word("RDW", "vehicle authority", _l("decides on your licence")),
    Word("rijbewijs", "driving licence"),
    Word("servicekosten", "service charges"),
    Word("stadskantoor", "municipal offices"),
    Word("toeslag", "benefit, allowance", _l("help with rent, care or children")),
    Word("uittreksel", "extract", _l("proof from the BRP")),
    Word("verblijfs\u00advergunning", "residence permit"),
    Word("vrije sector", "deregulated rents"),
    Word("werkgever", "employer"),
    Word("woonadres", "residential address"),
    Word("zorgverzekering", "health insurance", _l("asked of everybody who lives here")),
)
