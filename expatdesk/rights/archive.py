"""The file in which a household takes its data along: for programs, to read, and its own papers."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from expatdesk.cases.labels import FACTS, MARITAL_STATUSES
from expatdesk.cases.models import Case
from expatdesk.cases.words import birth_in_words, fact_in_words, language_name
from expatdesk.documents.contract_files import files_of_contract
from expatdesk.documents.models import StoredFile
from expatdesk.documents.reading import content_of
from expatdesk.documents.store import ContentMissing
from expatdesk.enquiries.queries import threads_of
from expatdesk.housing.contract_queries import contracts_of
from expatdesk.logbook.queries import readings_of
from expatdesk.rights.contents import (
    CONTRACTS_IN,
    MOST_READINGS,
    OF_CASE,
    OF_PERSON,
    PAPERS_IN,
    QUESTIONS_IN,
    Json,
    contents_of,
    contract_names,
    file_names,
    question_files,
)
from expatdesk.rights.queries import papers_handed_in
from expatdesk.rights.readings import Reading, readings_for
from expatdesk.rules.facts import MaritalStatus
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local
from expatdesk.shared.countries import country_name
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date, speaking
from expatdesk.shared.pdf import HOUSEHOLD_STYLE, render_pdf, style_of
from expatdesk.shared.rendering import render

IN_FOLDERS = (PAPERS_IN, QUESTIONS_IN, CONTRACTS_IN)
OVERVIEW = {"nl": "overzicht.pdf", "en": "overview.pdf"}
README = {"nl": ("LEESMIJ.txt", "rights/readme_nl.txt"), "en": ("README.txt", "rights/readme_en.txt")}


@dataclass(frozen=True, slots=True)
class Part:
    """One file in it."""

    name: str
    content: bytes


def count_parts(case: Case) -> int:
    """How many files it will have, for who watches how far it is."""
    pages = sum(len(document.pages) for document in papers_handed_in(case.id))
    files = sum(len(question_files(thread, number)) for number, thread in enumerate(threads_of(case.id)))
    contracts = sum(len(contract_names(one, number)) for number, one in enumerate(contracts_of(case.id)))
    return len(README) + 3 + pages + files + contracts


def parts_of(case: Case, region: Region, today: date) -> Iterator[Part]:
    """The files one by one, in the household's language. Raises PdfNotMade, StoreAway and Unreadable."""
    with speaking(case.language):
        contents = contents_of(case, region)
        looks = readings_for(readings_of(case.id, MOST_READINGS), region)
        overview = _overview(contents, looks, case, today)
    for language, (name, template) in README.items():
        yield Part(name, render(template, language, case=case, today=today).encode())
    yield Part("data.json", _json(contents))
    yield Part("schema.json", _json(_schema(contents)))
    yield Part(OVERVIEW[case.language], overview)
    names = {person.id: person.full_name for person in case.people}
    for number, document in enumerate(papers_handed_in(case.id), start=1):
        yield from _stored(document.pages, file_names(document, names.get(document.person_id, ""), number))
    for number, thread in enumerate(threads_of(case.id), start=1):
        files = {file.id: file for message in thread.messages for file in message.files}
        named = question_files(thread, number)
        yield from _stored([files[one] for one in named], list(named.values()))
    for number, contract in enumerate(contracts_of(case.id), start=1):
        of_it = {file.id: file for file in files_of_contract(case.id, contract.id)}
        names_of_it = contract_names(contract, number)
        yield from _stored([of_it[one] for one in names_of_it], list(names_of_it.values()))


def as_zip(parts: Iterable[Part]) -> Iterator[bytes]:
    """The whole file, a piece for each part: all papers of a household are more than a worker can hold."""
    written = _Written()
    with zipfile.ZipFile(written, "w") as archive:
        for part in parts:
            # Pictures and PDFs get no smaller, and trying takes a worker longer than all the rest.
            how = zipfile.ZIP_STORED if part.name.startswith(IN_FOLDERS) else zipfile.ZIP_DEFLATED
            archive.writestr(part.name, part.content, how)
            yield written.taken()
    yield written.taken()


class _Written(io.BytesIO):
    """The end of a file of which all before is handed on already; it counts its bytes from the first one on."""

    handed_on = 0

    def tell(self) -> int:
        return self.handed_on + super().tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self.handed_on + super().seek(offset - (self.handed_on if whence == io.SEEK_SET else 0), whence)

    def taken(self) -> bytes:
        """What was written since this was asked last."""
        piece = self.getvalue()
        super().seek(0)
        self.truncate()
        self.handed_on += len(piece)
        return piece


def _stored(files: Sequence[StoredFile], names: list[str]) -> Iterator[Part]:
    """As they were handed in; one that is erased meanwhile is not there any more."""
    for file, name in zip(files, names, strict=False):
        try:
            yield Part(name, content_of(file))
        except ContentMissing:
            continue


def _overview(contents: Json, looks: list[Reading], case: Case, today: date) -> bytes:
    title = _("All that is kept of your household")
    html = render(
        "rights/overview.html", case.language, contents=contents, case=case, title=title, today=today,
        style=style_of(HOUSEHOLD_STYLE), looks=looks, day=_day, facts=_facts(contents["case"], OF_CASE),
        people=[_facts(one, OF_PERSON) for one in contents["people"]],
    )  # fmt: skip
    return render_pdf(html, title=title, language=case.language)


def _facts(row: Json, columns: tuple[str, ...]) -> list[tuple[str, str]]:
    """Facts with their names, in words; what nobody told is left out."""
    told = [(str(FACTS[name]), _in_words(name, row[name])) for name in columns if name in FACTS]
    return [(label[:1].upper() + label[1:], words) for label, words in told if words]


def _in_words(name: str, value: object) -> str:
    match name, value:
        case "nationalities", list():
            return ", ".join(map(country_name, value))
        case "born", str() if value:
            return birth_in_words(value)
        case "marital_status", str():
            return str(MARITAL_STATUSES[MaritalStatus(value)])
        case "birth_certificate_language", str():
            return language_name(value)
        case "comes_from" | "birth_certificate_country" | "driving_licence", str():
            return country_name(value)
        case _:
            return fact_in_words(name, value)


def _day(text: str) -> str:
    """A day or a moment of the data, as a day written out."""
    moment = datetime.fromisoformat(text)
    return long_date(local(moment).date() if moment.tzinfo else moment.date())


def _schema(contents: Json) -> Json:
    """What each part of data.json holds, in both languages."""
    parts = {name: {"type": "object" if isinstance(part, dict) else "array"} for name, part in contents.items()}
    for name, words in PARTS.items():
        parts[name]["description"] = words["en"]
        parts[name]["description_nl"] = words["nl"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Expatdesk: data of one household",
        "type": "object", "properties": parts,
    }  # fmt: skip


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


PARTS: dict[str, dict[str, str]] = {
    "case": {"en": "Facts of the household as a whole", "nl": "Gegevens van het huishouden als geheel"},
    "people": {"en": "Each member of the household", "nl": "Elk lid van het huishouden"},
    "steps": {
        "en": "Steps that were ticked off or sent back",
        "nl": "Stappen die zijn afgevinkt of teruggestuurd",
    },
    "registrations": {"en": "What the registrar recorded", "nl": "Wat de ambtenaar vastlegde"},
    "visits": {"en": "Visits that were booked", "nl": "Bezoeken die zijn geboekt"},
    "papers": {"en": "Papers that were handed in", "nl": "Documenten die zijn ingeleverd"},
    "mails": {"en": "Mails to the household", "nl": "Mails aan het huishouden"},
    "questions": {"en": "Questions to the desk and its answers", "nl": "Vragen aan de balie en de antwoorden"},
    "contracts": {
        "en": "Rental contracts that the desk was asked to read",
        "nl": "Huurcontracten die de balie moest lezen",
    },
    "representative": {"en": "Who represents the household", "nl": "Wie namens het huishouden handelt"},
    "consents": {
        "en": "What the household allows its employer, and each adult the desk",
        "nl": "Wat het huishouden de werkgever toestaat, en elke volwassene de balie",
    },
    "interests_to_meet_people": {
        "en": "What the adults told to meet people",
        "nl": "Wat de volwassenen vertelden om mensen te ontmoeten",
    },
    "help_with_work": {
        "en": "What who comes along told of work, and what they let the desk do with it",
        "nl": "Wat wie meekomt over werk vertelde, en wat de balie daarmee mag doen",
    },
    "buddies": {"en": "Volunteers who were proposed", "nl": "Vrijwilligers die zijn voorgesteld"},
    "problems_told_of_a_buddy": {
        "en": "What the household told the desk of a buddy",
        "nl": "Wat het huishouden de balie over een buddy vertelde",
    },
    "rating": {"en": "What the household thought of the desk", "nl": "Wat het huishouden van de balie vond"},
    "check_ins": {
        "en": "How the household says it goes",
        "nl": "Hoe het volgens het huishouden gaat",
    },
    "home_wishes": {
        "en": "The home the household looks for; money in cents a month",
        "nl": "De woning die het huishouden zoekt; bedragen in centen per maand",
    },
    "homes": {
        "en": "Homes of partners in which the household was interested, and when it saw them",
        "nl": "Woningen van partners waarvoor het huishouden belangstelling had, en wanneer het die bekeek",
    },
    "activities": {
        "en": "Activities for which the household signed up",
        "nl": "Activiteiten waarvoor het huishouden zich aanmeldde",
    },
    "places_to_live": {
        "en": "Where the employer says that the household lives or lived",
        "nl": "Waar het huishouden volgens de werkgever woont of woonde",
    },
    "signed_in": {"en": "Where the household is signed in", "nl": "Waar het huishouden is ingelogd"},
    "what_was_done": {"en": "Who changed what, by role", "nl": "Wie wat wijzigde, naar rol"},
    "who_looked": {"en": "Who looked at the file, by role", "nl": "Wie het dossier bekeek, naar rol"},
    "notes_of_the_desk": {
        "en": "How many notes colleagues wrote; ask the desk to read them",
        "nl": "Hoeveel notities collega's schreven; vraag de balie om ze te lezen",
    },
}
