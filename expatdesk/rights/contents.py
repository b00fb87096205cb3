"""All that is kept of a household as plain data, by a fixed list: what is not named here does not leave the desk.

There is no BSN to leave out: it is never stored. Colleagues of the desk go by their role, as on the page; what
they write to each other is counted, and read together with the household (decision 015).
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from expatdesk.appointments.models import Appointment
from expatdesk.appointments.places import where_of
from expatdesk.cases.career_models import PersonCareer
from expatdesk.cases.consent_models import Consent
from expatdesk.cases.labels import PAPERS, STEPS
from expatdesk.cases.models import Case, Outcome, Registration, StepRecord
from expatdesk.check_ins.queries import answers_of
from expatdesk.documents.contract_files import files_of_contract
from expatdesk.documents.models import Document, DocumentState
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.partners import partners_asked
from expatdesk.enquiries.queries import threads_of
from expatdesk.housing.contract_models import ContractCheck
from expatdesk.housing.contract_queries import contracts_of
from expatdesk.housing.interest_models import HomeInterest
from expatdesk.housing.interest_queries import interests_of
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.housing.stay_queries import OwnPlace, stays_of_case
from expatdesk.housing.wishes import wishes_row
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.messages.models import Mail
from expatdesk.people import sign_ins
from expatdesk.people.models import Person
from expatdesk.rights.queries import (
    buddies_of,
    consents_of,
    count_notes,
    mails_to,
    papers_handed_in,
    problems_told_by,
    ratings_of,
    representatives_of,
    told_to_meet_people,
    visits_of,
)
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import language
from expatdesk.social.activity_models import ActivitySignUp
from expatdesk.social.activity_queries import sign_ups_of
from expatdesk.social.buddy_models import BuddyPair
from expatdesk.social.interest_models import PersonInterests

Json = dict[str, Any]
# What means something to the machine on which the file is unpacked (security T28).
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
PAPERS_IN, QUESTIONS_IN, CONTRACTS_IN = "papers/", "questions/", "contracts/"
# Unpacked, a name may have 255 bytes, and a letter four of them.
MOST_OF_A_NAME = 50
MOST_READINGS = 5000
OF_CASE = (
    "code", "state", "opened_at", "closed_on", "email", "language", "category", "arrival", "stay_months",
    "first_working_day", "people_expected", "has_bsn", "lived_in_nl", "home_kind", "home_street", "home_postcode",
    "home_from", "home_until", "home_registration_allowed", "left_street", "left_postcode", "address_until",
    "address_reason", "work_street", "work_postcode", "address_form_signed",
    "employer_pays", "wants_housing_help", "wants_social", "wants_buddy", "wants_language_course", "interests",
    "home_wishes", "department", "reference", "municipality", "as_submitted",
)  # fmt: skip
OF_PERSON = (
    "role", "given_names", "particle", "family_name", "born", "nationalities", "comes_from",
    "birth_certificate_country", "birth_certificate_language", "marital_status", "driving_licence",
)  # fmt: skip
OF_STEP = ("step", "outcome", "on", "reason", "note")
OF_REGISTRATION = ("registered_on", "municipality", "bsn_on", "bsn_way", "originals_seen")
OF_VISIT = ("kind", "progress", "starts_at", "ends_at", "people", "booked_at", "booked_by_role")
OF_PAPER = (
    "paper", "state", "given_at", "given_by_role", "issued_on", "language", "legalised_on", "translated_on",
    "valid_until", "starts_on", "checks", "checked_at", "reason", "note",
)  # fmt: skip
OF_MAIL = ("subject", "recipient", "language", "written_at", "sent_at", "text")
OF_QUESTION = ("subject", "opened_at", "due", "closed_at")
OF_MESSAGE = ("side", "written_at", "text")
OF_PARTNER = ("partner", "sent_at", "text", "answered_at", "answer", "taken_back_at")
OF_CONTRACT = (
    "state",
    "begun_at",
    "street",
    "answers",
    "corrections",
    "sent_on",
    "judgement",
    "judged_at",
    "remark",
    "letter",
)
OF_INTERESTS = ("languages", "practises", "interests", "times", "told_on")
OF_CAREER = (
    "looks_for", "field", "profession", "level", "diploma", "diploma_from", "regulated", "dutch", "english",
    "talk_asked_on", "may_invite", "told_on", "by_desk", "language", "text_version",
)  # fmt: skip
OF_BUDDY = (
    "state", "reasons", "proposed_on", "last_day", "newcomer_says", "shares_email", "matched_on", "met_on",
    "ended_on",
)  # fmt: skip
OF_INCIDENT = ("text", "told_at")
OF_CONSENT = ("purpose", "is_given", "language", "text_version", "answered_at")
OF_REPRESENTATIVE = (
    "name", "email", "language", "relation", "sees", "may_act", "mails", "last_day", "named_at", "accepted_at",
)  # fmt: skip
OF_RATING = ("given_on", "score", "text")
OF_CHECK_IN = ("check_in", "given_on", "home", "people", "work", "language", "wants_talk", "text")
OF_HOME_WISHES = (
    "budget", "rooms", "dwellings", "furnishings", "municipalities", "starts", "months", "pets", "step_free",
    "work_postcode", "minutes_to_work",
)  # fmt: skip
OF_HOME_INTEREST = ("state", "said_at", "invited_at", "shares_at", "phone", "over_at")
OF_SIGN_UP = ("number", "persons", "standing", "offered_until", "signed_up_at", "checked_in_at")
OF_STAY = ("device", "started_at", "seen_at")
OF_PLACE_STAY = ("starts", "ends", "people", "note")
OF_LINE = ("at", "verb", "actor_role", "actor_organisation")


def contents_of(case: Case, region: Region) -> Json:
    """Everything, in the order in which the page tells it."""
    names = {person.id: person.full_name for person in case.people}
    return {
        "case": {**_named(case, OF_CASE), "employer": case.employer.name if case.employer else None},
        "people": _each(case.people, OF_PERSON),
        "steps": [_step(row) for row in case.records],
        "registrations": [_of(row, OF_REGISTRATION, names) for row in case.registrations],
        "visits": [_visit(row, region) for row in visits_of(case.id)],
        "papers": [_paper(row, names, number) for number, row in enumerate(papers_handed_in(case.id), start=1)],
        "mails": [_mail(row) for row in mails_to(case.id)],
        "questions": [_question(row, number) for number, row in enumerate(threads_of(case.id), start=1)],
        "contracts": [_contract(row, number) for number, row in enumerate(contracts_of(case.id), start=1)],
        "interests_to_meet_people": [_of(row, OF_INTERESTS, names) for row in told_to_meet_people(case.id)],
        "help_with_work": [_of(row, OF_CAREER, names) for row in case.careers],
        "buddies": [_buddy(row, names) for row in buddies_of(case.id)],
        "problems_told_of_a_buddy": _each(problems_told_by(case.id), OF_INCIDENT),
        "consents": _each(consents_of(case.id), OF_CONSENT),
        "representative": _each(representatives_of(case.id), OF_REPRESENTATIVE),
        "rating": _each(ratings_of(case.id), OF_RATING),
        "check_ins": _each(answers_of(case.id), OF_CHECK_IN),
        "home_wishes": _each(filter(None, [wishes_row(case.id)]), OF_HOME_WISHES),
        "homes": [_home(row) for row in interests_of(case.id)],
        "places_to_live": [_place(*row) for row in stays_of_case(case.id)],
        "activities": [_sign_up(row) for row in sign_ups_of(case.id)],
        "signed_in": _each(sign_ins.stays_of_case(case.id), OF_STAY),
        "what_was_done": _each(history_of(case.id), OF_LINE),
        "who_looked": [_reading(line) for line in readings_of(case.id, MOST_READINGS)],
        "notes_of_the_desk": {"count": count_notes(case.id)},
    }


def _place(stay: PlaceStay, place: OwnPlace) -> Json:
    """Where its employer says that a household lives or lived."""
    return {**_named(stay, OF_PLACE_STAY), "street": place.street, "postcode": place.postcode, "town": place.town}


def file_names(document: Document, whose: str, number: int) -> list[str]:
    """Under which names the pages of a paper lie in the file: by whose it is, what it is, and which page.

    None of a paper that is not scanned for viruses yet: that nobody opens (security T26). Two of a household may
    bear one name, so each paper has a number.
    """
    if document.state == DocumentState.BEING_SCANNED:
        return []
    folder = f"{PAPERS_IN}{number:02} {_for_a_name(whose or 'household')} {document.paper}"
    return [f"{folder}/{page.position + 1:02} {_of_page(page.shown_name)}" for page in document.pages]


def question_files(thread: Thread, number: int) -> dict[uuid.UUID, str]:
    """Under which name each file of a question lies in the file; none that is not scanned for viruses yet."""
    files = [file for message in thread.messages for file in message.files if file.is_scanned]
    return {
        file.id: f"{QUESTIONS_IN}{number:02}/{place:02} {_of_page(file.shown_name)}"
        for place, file in enumerate(files, start=1)
    }


def _of_page(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{_for_a_name(stem)}.{_for_a_name(ending)}" if dot else _for_a_name(name)


def _for_a_name(words: str) -> str:
    return NOT_IN_NAMES.sub("-", words)[:MOST_OF_A_NAME].strip()


def _step(row: StepRecord) -> Json:
    key = row.step.partition(":")[0]
    told = _named(row, OF_STEP)
    if row.outcome != Outcome.RETURNED:
        # What the household reads is why a step came back; other notes are of colleagues.
        told["note"] = None
    return {**told, "title": str(STEPS[key].title) if key in STEPS else key}


def _buddy(row: BuddyPair, names: dict[Any, str]) -> Json:
    """The first name of the volunteer, as the household reads it; what the volunteer said and told is theirs."""
    told = {"person": names.get(row.person_id, ""), "buddy": row.volunteer.first_name, **_named(row, OF_BUDDY)}
    # Of a pair that came to nothing it would tell which of the two said no.
    return told if row.is_open or row.matched_on else {**told, "state": "over", "ended_on": None}


def _of(row: Registration | PersonInterests | PersonCareer, columns: Sequence[str], names: dict[Any, str]) -> Json:
    return {"person": names.get(row.person_id, ""), **_named(row, columns)}


def _visit(row: Appointment, region: Region) -> Json:
    return {**_named(row, OF_VISIT), "where": where_of(row, region)}


def _sign_up(row: ActivitySignUp) -> Json:
    activity, occasion = row.occasion.activity, row.occasion
    told = {"title": activity.title_in(language()), "place": activity.place}
    return {**told, "starts_at": _plain(occasion.starts_at), **_named(row, OF_SIGN_UP)}


def _mail(row: Mail) -> Json:
    """A link that waits to be sent is for who reads that mailbox alone."""
    return {**_named(row, OF_MAIL), "text": "" if row.expires_at else row.text}


def _paper(row: Document, names: dict[Any, str], number: int) -> Json:
    whose = names.get(row.person_id, "")
    title = str(PAPERS[PaperKey(row.paper)])
    return {"person": whose, "title": title, **_named(row, OF_PAPER), "files": file_names(row, whose, number)}


def _question(row: Thread, number: int) -> Json:
    names = question_files(row, number)
    messages = [
        {**_named(message, OF_MESSAGE), "files": [names[file.id] for file in message.files if file.id in names]}
        for message in row.messages
    ]
    return {
        **_named(row, OF_QUESTION),
        "messages": messages,
        "partners": _each(partners_asked(row), OF_PARTNER),
    }


def _contract(row: ContractCheck, number: int) -> Json:
    """What the household answered, what the desk read otherwise, and once it is judged what was found."""
    return {**_named(row, OF_CONTRACT), "files": list(contract_names(row, number).values())}


def contract_names(contract: ContractCheck, number: int) -> dict[uuid.UUID, str]:
    """Under which name each file of a contract lies in the file; none that is not scanned for viruses yet."""
    files = [file for file in files_of_contract(contract.case_id, contract.id) if file.is_scanned]
    return {
        file.id: f"{CONTRACTS_IN}{number:02}/{place:02} {_of_page(file.shown_name)}"
        for place, file in enumerate(files, start=1)
    }


def _home(row: HomeInterest) -> Json:
    """A home in which it was interested; the address only where it may know that."""
    home, viewing = row.offer.home, row.viewing
    return {
        **_named(row, OF_HOME_INTEREST), "town": home.town, "street": home.street if row.is_known else None,
        "viewing": _plain(viewing.starts_at) if viewing else None,
    }  # fmt: skip


def _reading(line: LogLine) -> Json:
    about = {name: line.details[name] for name in ("paper", "person") if line.details.get(name)}
    return {**_named(line, OF_LINE), **about}


def _each(rows: Iterable[Person | Mail | Consent | LogLine | Any], columns: Sequence[str]) -> list[Json]:
    return [_named(row, columns) for row in rows]


def _named(row: object, columns: Sequence[str]) -> Json:
    return {column: _plain(getattr(row, column)) for column in columns}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
