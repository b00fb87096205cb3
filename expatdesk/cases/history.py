"""The logbook read aloud: every line as one sentence, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from expatdesk.cases.activity_sentences import OF_ACTIVITIES
from expatdesk.cases.career_sentences import OF_CAREERS
from expatdesk.cases.contract_sentences import JUDGED, OF_CONTRACTS
from expatdesk.cases.data_sentences import OF_OWN_DATA
from expatdesk.cases.employer_sentences import OF_EMPLOYERS
from expatdesk.cases.home_sentences import OF_HOMES
from expatdesk.cases.labels import FACTS, PAPERS, PURPOSES, STEPS
from expatdesk.cases.letting_in_sentences import OF_LETTING_OTHERS_IN
from expatdesk.cases.people_sentences import OF_PEOPLE
from expatdesk.cases.question_sentences import OF_QUESTIONS
from expatdesk.cases.reasons import REOPEN_REASONS, RETURN_REASONS, WAIVE_REASONS, WITHDRAW_REASONS
from expatdesk.cases.visit_sentences import OF_VISITS
from expatdesk.cases.words import fact_in_words
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Role
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import LazyString, clock_time, listed, long_date, money
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.text import one_full_stop

# A verb may have several sentences: the first whose placeholders are all known is the one.
SENTENCES: dict[str, tuple[LazyString, ...]] = {
    **OF_EMPLOYERS,
    **OF_QUESTIONS,
    **OF_OWN_DATA,
    **OF_LETTING_OTHERS_IN,
    **OF_VISITS,
    **OF_ACTIVITIES,
    **OF_CONTRACTS,
    **OF_HOMES,
    **OF_PEOPLE,
    **OF_CAREERS,
    "case_opened": (
        _l("%(hr)s submitted the hire."),
        _l("%(who)s submitted the hire for %(employer)s."),
        _l("%(who)s opened the case."),
    ),
    "case_closed": (_l("%(who)s closed the case."),),
    "case_opened_again": (_l("%(who)s opened the case again."),),
    "case_held": (
        _l("%(who)s decided that nothing of this case is erased for now. Reason: %(grounds)s."),
        _l("%(who)s decided that nothing of this case is erased for now."),
    ),
    "hold_ended": (_l("%(who)s decided that this case is erased when its time comes."),),
    "case_read": (_l("%(who)s opened the file."),),
    "history_read": (_l("%(who)s read the history."),),
    "language_changed": (_l("%(who)s chose another language for pages and mails."),),
    "steps_reminded": (_l("%(who)s reminded the household of what is to be done by a day."),),
    "facts_changed": (
        _l("%(who)s changed facts of %(person)s: %(facts)s."),
        _l("%(who)s changed facts: %(facts)s."),
    ),
    "household_changed": (_l("%(who)s changed who belongs to the household. Number of people now: %(people)s."),),
    "paper_read": (
        _l("%(who)s looked at page %(sheet)s of the paper “%(paper)s” of %(person)s."),
        _l("%(who)s looked at the paper “%(paper)s” of %(person)s."),
        _l("%(who)s looked at a paper of this household."),
    ),
    "paper_accepted": (_l("%(who)s accepted the paper “%(paper)s” of %(person)s."),),
    "paper_returned": (_l("%(who)s sent back the paper “%(paper)s” of %(person)s: %(reason)s"),),
    "paper_reopened": (_l("%(who)s put the paper “%(paper)s” of %(person)s back to be checked: %(reason)s"),),
    "member_added": (
        _l("%(who)s added %(person)s to the household."),
        _l("%(who)s added somebody to the household."),
    ),
    "member_removed": (
        _l("%(who)s took %(person)s out of the household."),
        _l("%(who)s took somebody out of the household."),
    ),
    "member_left": (
        _l("%(who)s gave %(person)s a case of their own: %(other)s."),
        _l("%(who)s gave somebody of the household a case of their own."),
    ),
    "own_case_opened": (
        _l("%(who)s opened this case for who left the household of case %(other)s."),
        _l("%(who)s opened this case for who left another household."),
    ),
    "two_households": (
        _l("%(who)s found that case %(other)s is of another household."),
        _l("%(who)s found that a case that looks alike is of another household."),
    ),
    "case_merged": (
        _l("%(who)s put case %(other)s into this one."),
        _l("%(who)s put another case into this one."),
    ),
    "merged_away": (
        _l("%(who)s put this case into case %(other)s, and closed it."),
        _l("%(who)s put this case into another one, and closed it."),
    ),
    "merge_undone": (
        _l("%(who)s took this case and case %(other)s apart again."),
        _l("%(who)s took this case and another one apart again."),
    ),
    "paper_erased": (
        _l("%(who)s erased the pages of the paper “%(paper)s” of %(person)s, accepted on %(on)s."),
        _l("%(who)s erased the pages of the paper “%(paper)s” of %(person)s: they were kept as long as allowed."),
    ),
    "municipality_changed": (
        _l("%(who)s moved the case from the municipality of %(from_town)s to that of %(town)s."),
        _l("%(who)s moved the case to another municipality."),
    ),
    "grant_given": (
        _l("%(who)s let the municipality of %(town)s look at the case until %(on)s. Reason: %(grounds)s."),
        _l("%(who)s let another municipality look at the case."),
    ),
    "grant_ended": (
        _l("%(who)s ended that the municipality of %(town)s may look at the case."),
        _l("%(who)s ended that another municipality may look at the case."),
    ),
    "papers_said": (_l("%(who)s told which papers are there: %(in_hand)s of %(of)s."),),
    "assigned": (
        _l("%(who)s gave the case to %(officer)s, because: %(why)s"),
        _l("%(who)s gave the case to %(officer)s."),
        _l("%(who)s made the case free for any officer."),
    ),
    "case_taken": (_l("%(who)s took the case, because: %(why)s"), _l("%(who)s took the case.")),
    "note_written": (_l("%(who)s wrote a note."),),
    "note_changed": (_l("%(who)s changed a note of their own."),),
    "letter_sent": (_l("%(who)s sent the mail “%(letter)s”."), _l("%(who)s sent a mail.")),
    "list_exported": (_l("%(who)s took the line of this household along in an export of the worklist."),),
    "invitation_sent": (_l("%(who)s sent the invitation again."),),
    "invitation_followed": (_l("%(who)s sent the invitation that had been held back."),),
    "invitation_held_back": (
        _l(
            "%(who)s held back the invitation: too many mails went to this address that day, or for this employer."
        ),
    ),
    "secret_issued": (_l("%(who)s issued a new secret to sign in with."),),
    "step_completed": (
        _l("%(who)s ticked off “%(step)s”, done on %(on)s, and saw on paper: %(papers)s."),
        _l("%(who)s ticked off “%(step)s” of %(person)s, done on %(on)s."),
        _l("%(who)s ticked off “%(step)s”, done on %(on)s."),
        _l("%(who)s ticked off “%(step)s”."),
    ),
    "step_waived": (
        _l("%(who)s decided that “%(step)s” of %(person)s is not needed: %(reason)s"),
        _l("%(who)s decided that “%(step)s” is not needed: %(reason)s"),
    ),
    "step_returned": (
        _l("%(who)s sent back “%(step)s” of %(person)s: %(reason)s"),
        _l("%(who)s sent back “%(step)s”: %(reason)s"),
    ),
    "step_reopened": (
        _l("%(who)s put “%(step)s” of %(person)s back on the list of things to do."),
        _l("%(who)s put “%(step)s” back on the list of things to do."),
    ),
    "registered": (
        _l("%(who)s recorded the registration of %(person)s on %(on)s. BSN: %(bsn)s. %(originals)s"),
        _l("%(who)s recorded the registration of %(person)s on %(on)s. BSN: %(bsn)s."),
        _l("%(who)s recorded the registration of %(person)s on %(on)s. BSN: not issued yet. %(originals)s"),
        _l("%(who)s recorded the registration of %(person)s on %(on)s. BSN: not issued yet."),
    ),
    "address_extended": (_l("%(who)s let the household stay at its employer’s address until %(on)s."),),
    "registration_withdrawn": (_l("%(who)s took back the registration of %(person)s, recorded by mistake."),),
    "proof_made": (_l("%(who)s took the proof of the answers along."),),
    "pack_made": (_l("%(who)s opened the welcome pack."),),
    "paper_handed_in": (_l("%(who)s handed in the paper “%(paper)s” of %(person)s."),),
    "paper_infected": (_l("%(who)s erased the paper “%(paper)s” of %(person)s: a virus was found in it."),),
    "paper_page_removed": (_l("%(who)s took back a page of the paper “%(paper)s” of %(person)s."),),
}

# What was done when facts of the household changed, and with them perhaps its plan.
CHANGES = frozenset(
    {"facts_changed", "household_changed", "member_added", "member_removed", "member_left", "case_merged"}
)

BSN_WAYS: dict[str, LazyString] = {
    "handed_over": _l("handed over"),
    "by_post": _l("comes by post"),
}

ORIGINALS_SEEN = _l("The originals were seen.")

REASONS = RETURN_REASONS | WAIVE_REASONS | REOPEN_REASONS | WITHDRAW_REASONS


def sentence(line: LogLine) -> str:
    """Who did what, as one sentence; the moment stands beside it."""
    known = {name: words for name, words in _words(line).items() if words}
    forms = SENTENCES[line.verb]
    for form in forms[:-1]:
        try:
            return one_full_stop(str(form) % known)
        except KeyError:
            continue
    return one_full_stop(str(forms[-1]) % known)


def _words(line: LogLine) -> dict[str, str]:
    """What fills the sentences: everything a line tells, in words."""
    details: Mapping[str, Any] = line.details
    plain = {name: str(details[name]) for name in PLAIN if details.get(name) is not None}
    return {
        **plain,
        "who": _who(line),
        # Who submits for the own employer is named with it already.
        "hr": _who(line) if details.get("employer") in {line.actor_organisation} - {None} else "",
        "step": _step(details.get("step")),
        "paper": _paper(details.get("paper")),
        "papers": listed(_paper_of(key, name) for key, name in details.get("papers") or ()),
        "reason": str(REASONS.get(details.get("reason") or "", "")),
        "facts": listed(_facts(details)),
        "originals": str(ORIGINALS_SEEN) if details.get("originals") else "",
        "judgement": str(JUDGED.get(details.get("judgement") or "", "")),
        "bsn": str(BSN_WAYS.get(details.get("bsn") or "", "")),
        "on": _day(details.get("on")),
        "purpose": str(PURPOSES.get(details.get("kind") or "", "")),
        "visit": _moment(details.get("visit")),
        "until": clock_time(datetime.fromisoformat(details["until"])) if details.get("until") else "",
        "withheld": money(details["withheld_cents"]) if details.get("withheld_cents") else "",
    }


def _facts(details: Mapping[str, Any]) -> list[str]:
    """The facts that changed, and from what to what where the line keeps it."""
    values = details.get("values") or {}
    return [_fact(name, *values.get(name, (None, None))) for name in details.get("fields") or () if name in FACTS]


def _fact(name: str, before: object, after: object) -> str:
    fact, old, new = str(FACTS[name]), fact_in_words(name, before), fact_in_words(name, after)
    if old and new:
        return _("%(fact)s from “%(before)s” to “%(after)s”", fact=fact, before=old, after=new)
    if new:
        return _("%(fact)s to “%(after)s”", fact=fact, after=new)
    return _("%(fact)s, which was “%(before)s”", fact=fact, before=old) if old else fact


PLAIN = (
    "employer", "officer", "people", "person", "other", "in_hand", "of", "why", "letter", "town", "from_town",
    "grounds", "sheet", "partner",
)  # fmt: skip


def _who(line: LogLine) -> str:
    if line.actor_role == Role.VISITOR and not line.actor_name:
        return _("A volunteer")
    if line.actor_role == Role.REPRESENTATIVE:
        return _("%(name)s (on behalf of the household)", name=line.actor_name)
    return f"{line.actor_name} ({line.actor_organisation})" if line.actor_organisation else line.actor_name


def _step(step_id: str | None) -> str:
    key = (step_id or "").partition(":")[0]
    return str(STEPS[key].officer) if key in STEPS else ""


def _paper(key: str | None) -> str:
    return str(PAPERS[PaperKey(key)]) if key else ""


def _paper_of(key: str, name: str) -> str:
    return _("%(paper)s of %(name)s", paper=_paper(key), name=name)


def _day(text: str | None) -> str:
    return long_date(date.fromisoformat(text)) if text else ""


def _moment(text: str | None) -> str:
    if not text:
        return ""
    moment = datetime.fromisoformat(text)
    return f"{long_date(local(moment).date())}, {clock_time(moment)}"
