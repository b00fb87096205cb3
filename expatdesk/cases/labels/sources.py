"""On which law or rule each step rests."""

from expatdesk.rules.plan import Source
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

SOURCES: dict[Source, LazyString] = {
    Source.REPORT_ARRIVAL: _l("Wet BRP, article 2.38; Algemene termijnenwet, articles 1 and 2"),
    Source.REPORT_MOVE: _l("Wet BRP, article 2.39; Algemene termijnenwet, articles 1 and 2"),
    Source.NON_RESIDENT: _l("Wet BRP, the part on non-residents (RNI)"),
    Source.LAWFUL_RESIDENCE: _l("Vreemdelingenwet 2000, article 8; our advice on the date"),
    Source.CITIZEN_NUMBER: _l("Wet algemene bepalingen burgerservicenummer, article 8"),
    Source.HEALTH_INSURANCE: _l("Zorgverzekeringswet, articles 2 and 5; Algemene termijnenwet, article 4"),
    Source.THIRTY_PERCENT: _l(
        "Uitvoeringsbesluit loonbelasting 1965, article 10ei; Algemene termijnenwet, article 4"
    ),
    Source.DRIVING_LICENCE: _l("Wegenverkeerswet 1994, article 108; Algemene termijnenwet, article 4"),
    Source.EMPLOYER_ADDRESS: _l("The desk’s rule for registering at an employer’s address; no term of law"),
    Source.OWN_AGREEMENT: _l("What you agreed with the landlord; no term of law"),
    Source.RESIDENCE_DOCUMENT: _l("The IND, which writes on the residence document what is allowed"),
    Source.CREDENTIAL_EVALUATION: _l("IDW, the counter of Nuffic and SBB; no law asks for it"),
    Source.REGULATED_PROFESSIONS: _l("Directive 2005/36/EC on the recognition of professional qualifications"),
    Source.DESK_PROCESS: _l("How the desk works"),
    Source.DESK_PROMISE: _l("The desk’s promise"),
    Source.DESK_ADVICE: _l("The desk’s advice"),
}
