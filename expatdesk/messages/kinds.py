"""Every kind of mail that the desk sends: to whom, what for, and what its reader may choose of it."""

import enum
from dataclasses import dataclass

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


class Reader(enum.StrEnum):
    """Whom a mail is written to."""

    HOUSEHOLD = "household"
    HR = "hr"
    PARTNER = "partner"
    STAFF = "staff"
    ACCOUNT = "account"
    OUTSIDER = "outsider"


class Choice(enum.StrEnum):
    """The mails that a household may do without, as it chooses them."""

    REMINDERS = "reminders"
    NEWS = "news"


class Matter(enum.StrEnum):
    """What of its file a household may let somebody else be written to about."""

    PLAN = "plan"
    PAPERS = "papers"
    QUESTIONS = "questions"


class Joins(enum.StrEnum):
    """How a mail becomes one with others to the same household."""

    # It waits a little for others.
    WAITS = "waits"
    # It goes at once, unless another one waits already or went out a moment ago.
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mail, by the name of its templates. Without a choice it is sent whatever its reader wants.

    Without a way to join others it goes at once and by itself.
    """

    name: str
    reader: Reader
    about: LazyString
    choice: Choice | None = None
    joins: Joins | None = None


# What several become that are sent as one; it is written by the worker alone.
TOGETHER = "together"

_ALL = (
    # How a household gets in, and what becomes of its file.
    Kind("invitation", Reader.HOUSEHOLD, _l("Its case is open: it answers the questions by the link.")),
    Kind("sign_in_link", Reader.HOUSEHOLD, _l("It asked for a link to sign in.")),
    Kind("answers_received", Reader.HOUSEHOLD, _l("It sent its answers, and finds a proof of them.")),
    Kind("secret_issued", Reader.HOUSEHOLD, _l("Somebody made a new secret that opens its page.")),
    Kind("cases_joined", Reader.HOUSEHOLD, _l("The desk put its two cases together.")),
    Kind(
        "municipality_changed", Reader.HOUSEHOLD, _l("Another municipality registers it now."),
        joins=Joins.WAITS,
    ),
    Kind(
        "address_extended", Reader.HOUSEHOLD, _l("It may stay longer at its employer’s address."),
        joins=Joins.WAITS,
    ),
    Kind("hire_withdrawn", Reader.HOUSEHOLD, _l("Its employer withdrew it, and the case is closed.")),
    Kind("case_closed", Reader.HOUSEHOLD, _l("All in its plan is done, and the desk takes leave.")),
    Kind("case_ends", Reader.HOUSEHOLD, _l("Nothing happens in its case, which is erased on a day.")),
    Kind(
        "question_answered", Reader.HOUSEHOLD, _l("The answer to its question stands on its page."),
        joins=Joins.WAITS,
    ),
    Kind("representative_named", Reader.HOUSEHOLD, _l("It named somebody who may represent it.")),
    Kind("representative_ended", Reader.HOUSEHOLD, _l("The desk ended that somebody represents it.")),
    # Its own data.
    Kind("email_change_old", Reader.HOUSEHOLD, _l("Its mails are to go to another address: at the old one.")),
    Kind("email_change_new", Reader.OUTSIDER, _l("Its e-mail address is to be a household's.")),
    Kind("email_changed", Reader.HOUSEHOLD, _l("Its mails go to another address from now on.")),
    Kind("data_export_made", Reader.HOUSEHOLD, _l("The file with all that is kept of it lies ready.")),
    Kind("data_request_answered", Reader.HOUSEHOLD, _l("The desk answers what it asked about its data.")),
    Kind("case_erased", Reader.HOUSEHOLD, _l("Its case is erased, as it asked.")),
    # What is to be done.
    Kind(
        "steps_due", Reader.HOUSEHOLD,
        _l("A day comes near: 14, 7 and 1 days before, and the day after; of an address 30, 14, 7 and 0 before."),
        Choice.REMINDERS, joins=Joins.WAITS,
    ),
    Kind(
        "paper_returned", Reader.HOUSEHOLD, _l("A paper cannot be used yet."),
        Choice.NEWS, joins=Joins.WAITS,
    ),
    Kind(
        "step_returned", Reader.HOUSEHOLD, _l("Something it did is not right yet."),
        Choice.NEWS, joins=Joins.WAITS,
    ),
    Kind(
        "six_week_check_in", Reader.HOUSEHOLD,
        _l("How it goes after six weeks: as it can say so, and once more the day after."),
        Choice.REMINDERS, joins=Joins.WAITS,
    ),
    Kind(
        "four_month_check_in", Reader.HOUSEHOLD,
        _l("How it goes after four months: as it can say so, and once more the day after."),
        Choice.REMINDERS, joins=Joins.WAITS,
    ),
    Kind("talk_offered", Reader.HOUSEHOLD, _l("It wishes for a talk, or something goes badly: the desk calls.")),
    Kind("file_infected", Reader.HOUSEHOLD, _l("A file of its question was erased: a virus was found.")),
    Kind("contract_judged", Reader.HOUSEHOLD, _l("The desk has read its rental contract, and says what it saw.")),
    Kind("buddy_proposed", Reader.HOUSEHOLD, _l("Somebody who lives here may be its buddy.")),
    Kind("buddy_found", Reader.HOUSEHOLD, _l("It and a buddy both said yes.")),
    Kind("letter", Reader.HOUSEHOLD, _l("Words of an officer, which stood ready for several households.")),
    Kind(TOGETHER, Reader.HOUSEHOLD, _l("Several mails of one hour, in the order in which they were written.")),
    # Its visit.
    Kind(
        "visit_booked", Reader.HOUSEHOLD, _l("When and where its visit is, what it brings, and what changed."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "visit_reminder", Reader.HOUSEHOLD, _l("Its visit is in three days, or tomorrow."),
        joins=Joins.WAITS,
    ),
    Kind(
        "visit_misfits", Reader.HOUSEHOLD, _l("Its visit does not fit any more, and it chooses another time."),
        joins=Joins.FOLLOWS,
    ),
    Kind("visit_cancelled", Reader.HOUSEHOLD, _l("Its visit is cancelled."), joins=Joins.FOLLOWS),
    Kind(
        "visit_released", Reader.HOUSEHOLD, _l("Somebody else can have the time that was only held."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "visit_missed", Reader.HOUSEHOLD, _l("It did not come, and needs another time."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "visit_corrected", Reader.HOUSEHOLD, _l("It was there, though we wrote that it was not."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "other_visit_booked", Reader.HOUSEHOLD, _l("When its short visit for papers or a question is."),
        joins=Joins.FOLLOWS,
    ),
    Kind("other_visit_reminder", Reader.HOUSEHOLD, _l("Its short visit comes near."), joins=Joins.WAITS),
    Kind(
        "other_visit_cancelled", Reader.HOUSEHOLD, _l("Its short visit is cancelled."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "other_visit_closed", Reader.HOUSEHOLD, _l("The counter is closed at the time of its short visit."),
        joins=Joins.FOLLOWS,
    ),
    # Activities.
    Kind(
        "activity_signed_up", Reader.HOUSEHOLD, _l("It signed up for an activity, and comes or waits."),
        joins=Joins.FOLLOWS,
    ),
    Kind("activity_offered", Reader.HOUSEHOLD, _l("Places at an activity are held for it, for a day.")),
    Kind(
        "activity_lapsed", Reader.HOUSEHOLD, _l("Places that were held for it go to somebody else."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "activity_left", Reader.HOUSEHOLD, _l("It does not come to an activity, as it said."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "activity_reminder", Reader.HOUSEHOLD, _l("It goes to an activity tomorrow."),
        Choice.REMINDERS, joins=Joins.WAITS,
    ),
    Kind(
        "activity_changed", Reader.HOUSEHOLD, _l("Where or when an activity is, or what it costs, changed."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "activity_cancelled", Reader.HOUSEHOLD, _l("An activity for which it signed up is not held."),
        joins=Joins.FOLLOWS,
    ),
    # Homes of partners.
    Kind(
        "viewing_invited", Reader.HOUSEHOLD, _l("A partner would like to show it a home: it chooses a time."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "home_declined", Reader.HOUSEHOLD, _l("A partner does not show it a home in which it is interested."),
        joins=Joins.WAITS,
    ),
    Kind(
        "viewing_booked", Reader.HOUSEHOLD, _l("When and where it sees a home, and what changed."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "viewing_cancelled", Reader.HOUSEHOLD, _l("A partner cannot show it a home at the time that it chose."),
        joins=Joins.FOLLOWS,
    ),
    Kind(
        "viewing_reminder", Reader.HOUSEHOLD, _l("It sees a home tomorrow."),
        Choice.REMINDERS, joins=Joins.WAITS,
    ),
    Kind(
        "home_gone", Reader.HOUSEHOLD, _l("A home in which it is interested went to somebody else."),
        joins=Joins.WAITS,
    ),
    Kind(
        "home_let", Reader.HOUSEHOLD, _l("A partner says that it lets a home to it: it says whether that is so."),
        joins=Joins.FOLLOWS,
    ),
    Kind("home_news", Reader.PARTNER, _l("How many are interested in its homes, and when somebody comes.")),
    Kind("viewing_moved", Reader.PARTNER, _l("A household does not come to see a home, or at another time.")),
    Kind("home_not_taken", Reader.PARTNER, _l("A household did not take a home after all: it is free again.")),
    # Employers.
    Kind("digest", Reader.HR, _l("What is to be done for its hires, and who got further, as often as HR asks.")),
    Kind("invoice_drawn_up", Reader.HR, _l("An invoice or a credit note was drawn up: how much, and by when.")),
    Kind("key_made", Reader.HR, _l("A key for its HR system was made.")),
    Kind("home_key_made", Reader.ACCOUNT, _l("A key was made by which a program hands over homes of a partner.")),
    Kind("hook_stopped", Reader.HR, _l("A webhook was switched off, as nothing arrives there.")),
    Kind("hook_unsigned", Reader.HR, _l("The messages of a webhook wait, as its secret cannot be read.")),
    # Everybody with a password.
    Kind("user_invitation", Reader.ACCOUNT, _l("An account was made: a password is chosen by the link.")),
    Kind("new_password", Reader.ACCOUNT, _l("Somebody forgot the password.")),
    Kind("password_changed", Reader.ACCOUNT, _l("The password was changed.")),
    # Who runs the desk.
    Kind("employer_applied", Reader.STAFF, _l("An employer asks to be let in.")),
    Kind("list_exported", Reader.STAFF, _l("An officer exported a list of households.")),
    Kind("many_files_read", Reader.STAFF, _l("Somebody opened very many files, and was signed out.")),
    # Somebody without an account.
    Kind("representative_invited", Reader.OUTSIDER, _l("A household names somebody who may represent it.")),
    Kind("employer_application", Reader.OUTSIDER, _l("An employer that asks to be let in confirms its mailbox.")),
    Kind("employer_known", Reader.OUTSIDER, _l("An employer asks to be let in, and has an account already.")),
    Kind("sign_up", Reader.OUTSIDER, _l("Somebody who signs up by themselves confirms the mailbox.")),
    Kind("sign_up_known", Reader.OUTSIDER, _l("Somebody signs up by themselves, and has a case already.")),
    Kind("open_question", Reader.OUTSIDER, _l("Somebody without a case asks, and confirms the mailbox.")),
    Kind("open_question_answered", Reader.OUTSIDER, _l("The answer to a question without a case can be read.")),
    Kind("partner_asked", Reader.OUTSIDER, _l("The desk asks a partner something, and not for whom.")),
    Kind("volunteer_confirms", Reader.OUTSIDER, _l("Somebody offers to be a buddy, and confirms the mailbox.")),
    Kind("volunteer_page", Reader.OUTSIDER, _l("A volunteer gets a new link to their own page.")),
    Kind("volunteer_accepted", Reader.OUTSIDER, _l("The desk lets a volunteer be a buddy.")),
    Kind("volunteer_refused", Reader.OUTSIDER, _l("The desk does not let a volunteer be a buddy, and why.")),
    Kind("newcomer_proposed", Reader.OUTSIDER, _l("A newcomer is proposed to a volunteer.")),
    Kind("newcomer_found", Reader.OUTSIDER, _l("A volunteer and a newcomer both said yes.")),
    Kind("employer_refused", Reader.OUTSIDER, _l("An employer is not let in, and why.")),
)  # fmt: skip

KINDS = {kind.name: kind for kind in _ALL}
JOINED_KINDS = frozenset(kind.name for kind in _ALL if kind.joins)

# Of what these are. All others go to the household alone: what lets it in, its own data, words of an officer.
MATTERS: dict[str, Matter] = {
    "paper_returned": Matter.PAPERS,
    **dict.fromkeys(("question_answered", "file_infected"), Matter.QUESTIONS),
    **dict.fromkeys(
        ("municipality_changed", "address_extended", "case_closed", "steps_due", "step_returned"), Matter.PLAN
    ),
    **{name: Matter.PLAN for name in KINDS if name.startswith(("visit_", "other_visit_"))},
}


def kinds_for(reader: Reader) -> list[Kind]:
    """The kinds of mail that go to this reader."""
    return [kind for kind in _ALL if kind.reader is reader]
