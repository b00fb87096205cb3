"""An invented household and what each mail tells of it, for the pages that show them. Nothing is stored."""

import uuid
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from expatdesk.access.acting import the_region
from expatdesk.access.fields import MILESTONES
from expatdesk.appointments.models import VisitKind
from expatdesk.cases.labels import PAPERS, PURPOSES, STEPS, what_it_means, where_to_go
from expatdesk.cases.reasons import RETURN_REASONS, WITHDRAW_REASONS
from expatdesk.cases.step_reminders import Due
from expatdesk.fees.labels import quarter_words
from expatdesk.housing.home_words import SHORT_DWELLINGS
from expatdesk.housing.partner_mails import HomeNews
from expatdesk.messages.kinds import TOGETHER
from expatdesk.messages.writing import write_part
from expatdesk.people.actions import WHAT_FOR
from expatdesk.people.models import Person, Role
from expatdesk.rights.models import RequestKind
from expatdesk.rights.requests import REASONS
from expatdesk.rules.check_ins import WORKING_DAYS_TO_TALK
from expatdesk.rules.homes import Dwelling
from expatdesk.rules.plan import Destination, PaperKey, Route, RouteReason
from expatdesk.rules.quarters import Quarter
from expatdesk.rules.terms import add_working_days
from expatdesk.rules.visit_changes import Consequence
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import AMSTERDAM, now, today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import speaking
from expatdesk.worklists.letters import Filled

Sample = dict[str, Any]
# As long as a real one, and opens nothing.
TOKEN = "a-sample-that-opens-nothing-0000000000000000"  # noqa: S105
EMPLOYER = "Lakenhal Biotech B.V."
ID = uuid.UUID(int=0)


def sample(kind: str, language: str) -> Sample:
    """What the templates of this kind are filled with; what people type themselves is in this language."""
    with speaking(language):
        household = {"case": _case(), "region": the_region()}
        of_it = {
            **_buddies(), **_ways_in(), **_own_data(), **_what_to_do(), **_visits(), **_short_visits(),
            **_activities(), **_homes(),
        }  # fmt: skip
        theirs = {name: household | more for name, more in of_it.items()}
        if kind == TOGETHER:
            parts = [write_part(one, language, **theirs[one]) for one in ("paper_returned", "steps_due")]
            return {"parts": parts, "name": parts[0]["name"], "case_code": parts[0]["code"], "may_choose": True}
        return {**theirs, **_employers(), **_accounts(), **_staff(), **_volunteers(), **_partners()}[kind]


def _case() -> Any:
    names = (("principal", "Meera"), ("partner", "Arjun"))
    people = [
        Person(position=position, role=role, given_names=name, family_name="Iyer")
        for position, (role, name) in enumerate(names)
    ]
    return SimpleNamespace(
        code="LE-7K4M-29", email="meera@example.org", people=people, principal=people[0],
        employer=SimpleNamespace(name=EMPLOYER), employer_pays=False, visit_at=_moment(9), registrations=[],
    )  # fmt: skip


def _day(days: int) -> date:
    return today() + timedelta(days=days)


def _moment(days: int, hour: int = 10) -> datetime:
    return datetime.combine(_day(days), time(hour, 30), AMSTERDAM)


def _ways_in() -> dict[str, Sample]:
    moved = Route(Destination.DESK, RouteReason.COVERED_HOME, the_region().municipalities[0].code)
    named = SimpleNamespace(name="Joost Visser", email="joost@example.org", may_act=True, last_day=_day(90))
    towns = [town.name for town in the_region().municipalities]
    return {
        "invitation": {"token": TOKEN, "due": _day(5), "is_here": True},
        "sign_in_link": {"token": TOKEN, "is_of_one": True},
        "answers_received": {"on": today()},
        "secret_issued": {"is_own": True, "on": today(), "at": now()},
        "cases_joined": {"other": "LE-2RTB-67"},
        "municipality_changed": {
            "town": towns[0], "from_town": towns[1], "route": moved, "means": what_it_means, "where": where_to_go,
        },
        "address_extended": {"until": _day(61), "was": _day(30)},
        "hire_withdrawn": {"employer": EMPLOYER, "reason": next(iter(WITHDRAW_REASONS.values()))},
        "case_closed": {},
        "case_ends": {"on": _day(30)},
        "question_answered": {"thread": SimpleNamespace(id=ID)},
        "representative_named": {"representative": named},
        "representative_ended": {"representative": named},
        "representative_invited": {"representative": named, "token": TOKEN, "days": 14},
    }  # fmt: skip


def _buddies() -> dict[str, Sample]:
    theirs = {"buddy": "Fatima", "person": _case().principal}
    return {"buddy_proposed": theirs | {"last_day": _day(7)}, "buddy_found": theirs}


def _homes() -> dict[str, Sample]:
    """An apartment in the first town of the region, and a viewing of it."""
    pages = {"page": full_address("expat.offered_home", offer_id=ID), "others": full_address("expat.homes")}
    home = {"home": SHORT_DWELLINGS[Dwelling.APARTMENT], "town": the_region().municipalities[0].name, **pages}
    times = {"starts_at": _moment(3, 17), "ends_at": _moment(3, 18)}
    return {
        "viewing_invited": home, "home_declined": home, "home_let": home,
        "viewing_booked": {**home, **times, "is_changed": False, "address": "Morsweg 502, 2332 XV Leiden"},
        "viewing_cancelled": {**home, **times},
        "viewing_reminder": {**home, "starts_at": _moment(1, 17), "ends_at": _moment(1, 18)},
        "home_gone": {**home, "was": _moment(3, 17)},
    }  # fmt: skip


def _partners() -> dict[str, Sample]:
    page = full_address("partner.viewings", home_id=ID)
    told = {"name": "Noor Zandvliet", "street": "Morsweg 502", "page": page}
    news = HomeNews("Morsweg 502", page, 3, (_moment(3, 17),), is_confirmed=False)
    return {
        "home_news": {"name": "Noor Zandvliet", "homes": [news]},
        "viewing_moved": {**told, "was": _moment(3, 17), "becomes": _moment(4, 17)},
        "home_not_taken": told,
    }


def _volunteers() -> dict[str, Sample]:
    theirs = {"volunteer": SimpleNamespace(first_name="Fatima"), "token": TOKEN}
    reason = _("Just now we have enough volunteers in your town.")
    return {
        "volunteer_confirms": {"token": TOKEN, "days": 3},
        "volunteer_page": theirs,
        "volunteer_accepted": theirs,
        "volunteer_refused": {"first_name": "Fatima", "reason": reason},
        "newcomer_proposed": theirs | {"last_day": _day(7)},
        "newcomer_found": theirs,
    }


def _own_data() -> dict[str, Sample]:
    refused, to = REASONS[RequestKind.ERASURE], "meera@example.org"
    return {
        "email_change_old": {"token": TOKEN, "to": to},
        "email_change_new": {"token": TOKEN},
        "email_changed": {},
        "data_export_made": {"until": _day(7)},
        "data_request_answered": {
            "is_agreed": False, "asked": RequestKind.ERASURE, "words": next(iter(refused.values())), "note": "",
        },
        "case_erased": {"code": "LE-7K4M-29"},
    }  # fmt: skip


def _what_to_do() -> dict[str, Sample]:
    paper = PAPERS[PaperKey.BIRTH_CERTIFICATE]
    subject, text = _("Your papers for the visit"), _("We still need the second page of your rental contract.")
    returned = {
        "reason": RETURN_REASONS["unreadable"],
        "note": _("The second page is too dark."),
        "by_day": _day(4),
    }
    return {
        "steps_due": {
            "steps": [
                Due(STEPS["papers_handed_in"].title, _day(7), is_law=False),
                Due(STEPS["health_insurance"].title, _day(14), is_law=True, person="Arjun Iyer"),
            ]
        },
        "six_week_check_in": {"steps": [Due(STEPS["six_week_check_in"].title, _day(7), is_law=False)]},
        "four_month_check_in": {"steps": [Due(STEPS["four_month_check_in"].title, _day(7), is_law=False)]},
        "talk_offered": {"by_day": add_working_days(today(), WORKING_DAYS_TO_TALK)},
        "file_infected": {"file": "contract.pdf"},
        "contract_judged": {"judgement": "mend"},
        "paper_returned": {"paper": paper, "person": _case().people[1], **returned},
        "step_returned": {"title": STEPS["papers_handed_in"].title, **returned},
        "letter": {"mail": Filled(subject, text, ()), "signed_by": "Sanne Vermeer"},
    }


def _visits() -> dict[str, Sample]:
    was, fee = _moment(9), 12_100
    cost = Consequence(free_until=_day(6), is_late=False, fee_cents=fee, withheld_cents=0)
    papers = [PAPERS[PaperKey.IDENTITY], PAPERS[PaperKey.BIRTH_CERTIFICATE]]
    visit = {
        "where": the_region().desk.address, "bring": [("Meera Iyer", papers), ("Arjun Iyer", papers)],
        "cost": cost, "is_firm": False,
    }  # fmt: skip
    return {
        "visit_booked": visit | {"occasion": "booked", "ends_at": _moment(9, 11), "employer": "", "withheld": 0},
        "visit_reminder": visit,
        "visit_misfits": {"misfit": "too_short", "was": was, "cost": cost},
        "visit_cancelled": {"was": was, "employer": EMPLOYER, "withheld": 0},
        "visit_released": {"was": was},
        "visit_missed": {"was": _moment(-1), "withheld": fee},
        "visit_corrected": {"was": _moment(-1), "withheld": fee},
    }


def _short_visits() -> dict[str, Sample]:
    visit = {
        "kind_of_visit": VisitKind.PAPERS, "purpose": PURPOSES[VisitKind.PAPERS], "starts_at": _moment(3),
        "ends_at": _moment(3, 11), "where": the_region().desk.address, "registers_at": _moment(9),
    }  # fmt: skip
    return {f"other_visit_{what}": visit for what in ("booked", "reminder", "cancelled", "closed")}


def _activities() -> dict[str, Sample]:
    """As activities are told of; the page of each leads to all of them."""
    told = {
        "title": _("A walk along the canals"), "place": _("At the desk"), "cost_cents": 250,
        "organiser": "BplusC", "page": full_address("public.activities"), "persons": 2,
        "starts_at": _moment(1, 19), "ends_at": _moment(1, 21),
        "times": [(_moment(1, 19), _moment(1, 21)), (_moment(8, 19), _moment(8, 21))],
    }  # fmt: skip
    return {
        "activity_signed_up": told | {"is_coming": True, "before": 0},
        "activity_offered": told | {"until": _moment(1)},
        **{f"activity_{what}": told for what in ("lapsed", "left", "reminder", "changed", "cancelled")},
    }


def _employers() -> dict[str, Sample]:
    visit = SimpleNamespace(on=_day(9), what=None, at=_moment(9), name="Meera Iyer")
    moved = SimpleNamespace(name="Tomás Rivera", reached=[next(iter(MILESTONES.values()))])
    invoice = SimpleNamespace(
        id=ID,
        number="2027-0012",
        credits=None,
        incl_cents=24_200,
        due_on=_day(30),
        in_quarter=Quarter.of(today()).before,
    )
    key = SimpleNamespace(
        name="HR", maker=SimpleNamespace(name="Hedwig Bos"), expires_at=_moment(365),
        partner=SimpleNamespace(name="Sleutelstad Verhuur"),
    )  # fmt: skip
    return {
        "digest": {
            "name": "Hedwig Bos", "today": today(), "day_words": {},
            "shown": SimpleNamespace(to_do=2, days=[visit], moved=[moved], is_cut=False),
        },
        "invoice_drawn_up": {"name": "Hedwig Bos", "invoice": invoice, "quarter_words": quarter_words},
        "key_made": {"name": "Hedwig Bos", "key": key},
        "home_key_made": {"name": "Hedwig Bos", "key": key},
        "hook_stopped": {"name": "Hedwig Bos", "hook": "HR", "hook_id": ID, "is_gone": False},
        "hook_unsigned": {"name": "Hedwig Bos", "hook": "HR", "hook_id": ID},
    }  # fmt: skip


def _accounts() -> dict[str, Sample]:
    user = SimpleNamespace(name="Hedwig Bos")
    return {
        "user_invitation": {"user": user, "token": TOKEN, "what_for": WHAT_FOR[Role.EMPLOYER]},
        "new_password": {"user": user, "token": TOKEN},
        "password_changed": {"user": user},
    }


def _staff() -> dict[str, Sample]:
    """And to employers that nobody knows yet."""
    applied = SimpleNamespace(id=ID, name=EMPLOYER, applicant="Hedwig Bos")
    reason = _("The organisation is not established in our region.")
    return {
        "employer_applied": {"user": SimpleNamespace(name="Marjolein de Graaf"), "application": applied},
        "list_exported": {
            "name": "Marjolein de Graaf", "who": "Sanne Vermeer", "rows": 48,
            "why": _("Talk with the municipality"),
        },
        "many_files_read": {"name": "Marjolein de Graaf", "who": "Sanne Vermeer", "files": 112},
        "employer_application": {"token": TOKEN},
        "employer_known": {},
        "sign_up": {"token": TOKEN, "days": 3},
        "sign_up_known": {},
        "partner_asked": {"token": TOKEN, "partner": "Volksuniversiteit Leiden", "last_day": _day(14)},
        "open_question": {"token": TOKEN, "days": 3},
        "open_question_answered": {"token": TOKEN},
        "employer_refused": {"application": applied, "reason": reason},
    }  # fmt: skip
