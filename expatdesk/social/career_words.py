"""The words for what somebody who comes along tells of work."""

from datetime import date

from expatdesk.cases.career_models import PersonCareer
from expatdesk.cases.models import Case
from expatdesk.people.models import Person
from expatdesk.rules.careers import Diploma, Field, Level, Looking, Regulated, Speaks
from expatdesk.shared.countries import country_name
from expatdesk.shared.i18n import LazyString, listed, long_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.careers import career_row, companions_of

LOOKING_WORDS: dict[Looking, LazyString] = {
    Looking.PAID: _l("Paid work"),
    Looking.VOLUNTEERING: _l("Work as a volunteer"),
    Looking.STUDY: _l("A course or study"),
    Looking.BUSINESS: _l("A business of one’s own"),
    Looking.NOT_NOW: _l("Nothing now"),
}
FIELD_WORDS: dict[Field, LazyString] = {
    Field.HEALTH: _l("Health and care"),
    Field.TEACHING: _l("Teaching and child care"),
    Field.LAW: _l("Law and government"),
    Field.BUILDING: _l("Building and engineering"),
    Field.TECHNOLOGY: _l("Computers and data"),
    Field.SCIENCE: _l("Science and research"),
    Field.BUSINESS: _l("Business, money and offices"),
    Field.ARTS: _l("Art, media and design"),
    Field.SERVICE: _l("Shops, hotels and restaurants"),
    Field.OTHER: _l("Something else"),
}
LEVEL_WORDS: dict[Level, LazyString] = {
    Level.STARTER: _l("At the start"),
    Level.SKILLED: _l("Some years of work"),
    Level.SENIOR: _l("Many years of work"),
}
DIPLOMA_WORDS: dict[Diploma, LazyString] = {
    Diploma.NONE: _l("No diploma"),
    Diploma.SECONDARY: _l("Secondary school"),
    Diploma.VOCATIONAL: _l("Training for a trade"),
    Diploma.BACHELOR: _l("Bachelor"),
    Diploma.MASTER: _l("Master"),
    Diploma.DOCTORATE: _l("Doctorate"),
}
REGULATED_WORDS: dict[Regulated, LazyString] = {
    Regulated.YES: _l("Yes"),
    Regulated.NO: _l("No"),
    Regulated.UNSURE: _l("Not sure"),
}
SPEAKS_WORDS: dict[Speaks, LazyString] = {
    Speaks.NOTHING: _l("Not at all"),
    Speaks.A_LITTLE: _l("A little (A1, A2)"),
    Speaks.WELL: _l("Well (B1, B2)"),
    Speaks.VERY_WELL: _l("Very well (C1, C2)"),
}


def careers_of(case: Case, today: date) -> list[tuple[Person, list[tuple[str, str]], bool]]:
    """Who of a household may have help with work, what they told in words, and whether the desk wrote it down."""
    rows = [(person, career_row(person)) for person in companions_of(case, today)]
    return [(person, career_in_words(row) if row else [], bool(row and row.by_desk)) for person, row in rows]


def career_in_words(row: PersonCareer) -> list[tuple[str, str]]:
    """What was told, a line each with its label; what was left open is left out."""
    lines = [
        (_("Looks for"), listed(str(LOOKING_WORDS[Looking(one)]) for one in Looking if one in row.looks_for)),
        (_("Field"), str(FIELD_WORDS[Field(row.field)]) if row.field else ""),
        (_("Profession"), row.profession or ""),
        (_("How far"), str(LEVEL_WORDS[Level(row.level)]) if row.level else ""),
        (_("Highest diploma"), _diploma(row)),
        (_("Regulated profession"), str(REGULATED_WORDS[Regulated(row.regulated)])),
        (_("Dutch"), str(SPEAKS_WORDS[Speaks(row.dutch)])),
        (_("English"), str(SPEAKS_WORDS[Speaks(row.english)])),
        (_("Talk with the desk"), _talk(row)),
        (_("Invitations to activities about work"), _("Yes") if row.may_invite else _("No")),
    ]
    return [(label, words) for label, words in lines if words]


def _talk(row: PersonCareer) -> str:
    return _("Asked for on %(day)s", day=long_date(row.talk_asked_on)) if row.talk_asked_on else ""


def _diploma(row: PersonCareer) -> str:
    words = str(DIPLOMA_WORDS[Diploma(row.diploma)])
    if row.diploma == Diploma.NONE or row.diploma_from is None:
        return words
    return _("%(diploma)s, from %(country)s", diploma=words, country=country_name(row.diploma_from))
