"""Words for papers, why each is asked, and what is checked."""

from expatdesk.rules.plan import Paper, PaperCheck, PaperKey, PaperWhy
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

PAPERS: dict[PaperKey, LazyString] = {
    PaperKey.IDENTITY: _l("Passport, or identity card of an EU country"),
    PaperKey.BIRTH_CERTIFICATE: _l("Birth certificate"),
    PaperKey.MARRIAGE_CERTIFICATE: _l("Certificate of marriage or registered partnership"),
    PaperKey.DIVORCE_CERTIFICATE: _l("Divorce certificate"),
    PaperKey.DEATH_CERTIFICATE_SPOUSE: _l("Death certificate of the husband or wife"),
    PaperKey.JOB_LETTER: _l("Letter of appointment"),
    PaperKey.LEASE: _l("Rental contract"),
    PaperKey.PURCHASE_DEED: _l("Deed or contract of purchase"),
    PaperKey.HOST_CONSENT: _l("Consent of the main occupant"),
    PaperKey.EMPLOYER_ADDRESS_FORM: _l("Form for the employer’s address"),
    PaperKey.RESIDENCE_PERMIT: _l("Residence permit, visa sticker (MVV) or letter of approval of the IND"),
    PaperKey.ORIENTATION_YEAR_PERMIT: _l("Residence permit for the orientation year"),
    PaperKey.MFA_CARD: _l("Identity card of the Ministry of Foreign Affairs"),
    PaperKey.DEREGISTRATION_CARIBBEAN: _l("Proof of deregistration from the Caribbean part of the Kingdom"),
}

PASSPORT = _l("Passport")


def paper_name(paper: Paper) -> LazyString:
    """A paper that is asked of somebody; who can have no identity card that counts reads of none."""
    return PASSPORT if paper.passport_only else PAPERS[paper.key]


PAPER_REASONS: dict[PaperWhy, LazyString] = {
    PaperWhy.EVERYONE: _l("Everybody who registers needs it, children too."),
    PaperWhy.MARRIED: _l("You are married, and the BRP records it."),
    PaperWhy.REGISTERED_PARTNERSHIP: _l("You have a registered partnership, and the BRP records it."),
    PaperWhy.DIVORCED: _l("You are divorced, and the BRP records it."),
    PaperWhy.WIDOWED: _l("Your husband or wife has died, and the BRP records it."),
    PaperWhy.EMPLOYED: _l("You come for a job, which decides where you may register."),
    PaperWhy.RENTED: _l("You rent your home, and register at it."),
    PaperWhy.OWNED: _l("You bought your home, and register at it."),
    PaperWhy.WITH_HOST: _l("You live with somebody, who must agree that you register there."),
    PaperWhy.NO_HOME_YET: _l("You have no home yet, so your employer lends its address."),
    PaperWhy.NO_EU_NATIONALITY: _l("You have no nationality of an EU or EEA country or Switzerland."),
    PaperWhy.ORIENTATION_YEAR: _l("You come for the orientation year."),
    PaperWhy.PRIVILEGED: _l("You are a privileged person, so this card is your right to stay."),
    PaperWhy.FROM_CARIBBEAN: _l("You come from the Caribbean part of the Kingdom."),
}

# The same where the household reads it of another member; every other paper is asked of the reader alone.
PAPER_REASONS_OF_OTHERS: dict[PaperWhy, LazyString] = {
    PaperWhy.MARRIED: _l("%(name)s is married, and the BRP records it."),
    PaperWhy.REGISTERED_PARTNERSHIP: _l("%(name)s has a registered partnership, and the BRP records it."),
    PaperWhy.DIVORCED: _l("%(name)s is divorced, and the BRP records it."),
    PaperWhy.WIDOWED: _l("The husband or wife of %(name)s has died, and the BRP records it."),
    PaperWhy.NO_EU_NATIONALITY: _l("%(name)s has no nationality of an EU or EEA country or Switzerland."),
    PaperWhy.PRIVILEGED: _l("%(name)s comes with a privileged person, so this card is the right to stay."),
    PaperWhy.FROM_CARIBBEAN: _l("%(name)s comes from the Caribbean part of the Kingdom."),
}

PAPER_CHECKS: dict[PaperCheck, LazyString] = {
    PaperCheck.ORIGINAL: _l("Bring the original to the visit"),
    PaperCheck.NOT_QR_ONLY: _l("Not a paper that can only be verified by a QR code"),
    PaperCheck.VALID_ON_VISIT: _l("Valid on the day of the visit"),
    PaperCheck.NOT_DRIVING_LICENCE: _l("A driving licence does not count"),
    PaperCheck.NAME_AS_IN_PASSPORT: _l("Same name as in the passport"),
    PaperCheck.FULL_FORM: _l("Full certificate with both parents, not an extract"),
    PaperCheck.APOSTILLE: _l("Apostille of the issuing country"),
    PaperCheck.FULL_LEGALISATION: _l("Full legalisation by the issuing country and the Dutch embassy"),
    PaperCheck.LEGALISED_AS_REQUIRED: _l("Apostille or legalisation, as the issuing country requires"),
    PaperCheck.LANGUAGE_ACCEPTED: _l("In a language that the desk reads"),
    PaperCheck.LANGUAGE_OR_TRANSLATION: _l("In Dutch, English, French or German, or with a sworn translation"),
    PaperCheck.EU_FORM_OR_TRANSLATION: _l("With the multilingual EU form or a sworn translation"),
    PaperCheck.SWORN_TRANSLATION: _l("With a sworn translation"),
    PaperCheck.AT_MOST_SIX_MONTHS: _l(
        "Legalisation and translation at most six months old on the day of the visit"
    ),
    PaperCheck.COMPANY_AND_FUNCTION: _l("Names the company and the function"),
    PaperCheck.STARTS_BY_VISIT: _l("Starts on or before the day of the visit"),
    PaperCheck.ADDRESS_COVERED: _l("Address in a municipality that the desk serves"),
    PaperCheck.SIGNED: _l("Signed"),
    PaperCheck.HOST_REGISTERED: _l("The main occupant is registered at the address"),
    PaperCheck.HOST_IDENTITY: _l("Copy of the main occupant’s passport or identity card"),
    PaperCheck.RECOGNISED_SPONSOR: _l("The employer is in the IND’s register of recognised sponsors"),
    PaperCheck.THREE_MONTHS_AT_MOST: _l("For three months at most"),
}
