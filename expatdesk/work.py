"""What the worker does in each sweep: links asked for, mails to be sent, and what a new day makes old."""

from collections.abc import Callable

from flask import current_app

from expatdesk.access.acting import the_region
from expatdesk.appointments.keeping import release_old_times
from expatdesk.appointments.releasing import release_due
from expatdesk.appointments.reminders import remind_households
from expatdesk.cases.employer_changes import follow_changes
from expatdesk.cases.forecasts import count_at_night
from expatdesk.cases.hire_actions import forget_old_drafts
from expatdesk.cases.merging import forget_old_merges
from expatdesk.cases.queries import held_cases
from expatdesk.cases.representatives import forget_ended, send_invitations
from expatdesk.cases.sign_in import invite_held_back
from expatdesk.cases.sign_ups import answer_sign_ups, forget_unconfirmed_sign_ups
from expatdesk.cases.step_reminders import remind_of_steps
from expatdesk.cases.sweep import refresh_stale
from expatdesk.cases.waiting_reminders import renew_waiting
from expatdesk.cases.ways_in import send_requested_links
from expatdesk.check_ins.actions import forget_old_words as forget_words_of_check_ins
from expatdesk.documents.retention import erase_due
from expatdesk.documents.tidying import erase_strays, scan_waiting, scan_waiting_files
from expatdesk.employer.digest import look
from expatdesk.employer.forms.sheets import rules_of_the_form
from expatdesk.enquiries.open_questions import mail_links_to_confirm
from expatdesk.hire_sheets.actions import forget_old_sheets
from expatdesk.hire_sheets.work import check_waiting, take_waiting
from expatdesk.housing.leaving import end_what_is_gone
from expatdesk.housing.partner_mails import tell_partners
from expatdesk.housing.viewings import remind_of_viewings
from expatdesk.messages.forgetting import forget_old_texts
from expatdesk.messages.sending import send_waiting
from expatdesk.people.actions import send_requested_password_links
from expatdesk.people.applications import answer_applications
from expatdesk.people.forgetting import forget_old_ways_in
from expatdesk.ratings.actions import forget_old_words
from expatdesk.retention.night import erase_at_night
from expatdesk.retention.settings import with_terms
from expatdesk.rights.exporting import make_exports
from expatdesk.rights.forgetting import forget_what_rests
from expatdesk.rules.terms import add_months
from expatdesk.shared import mail
from expatdesk.shared.clock import start_of, today
from expatdesk.shared.db import refresh_statistics, session
from expatdesk.shared.problems import FOR_SYSTEMS
from expatdesk.social.activity_mails import remind_of_activities, tell_of_sign_ups
from expatdesk.social.attendance import count_for_plans, keep_only_numbers
from expatdesk.social.pairs import lapse_unanswered
from expatdesk.social.proposing import make_asked_rounds
from expatdesk.social.volunteers import answer_volunteers
from expatdesk.social.waiting_list import move_lines
from expatdesk.systems.answers import forget_old_answers
from expatdesk.systems.forgetting import forget_old_ways
from expatdesk.systems.outcomes import forget_old_messages
from expatdesk.systems.sending import send_messages
from expatdesk.systems.telling import tell_systems
from expatdesk.worklists.digests import send_due
from expatdesk.worklists.harvesting import notice_harvesting


def do_what_waits() -> None:
    """The worker's work: links asked for, mails to be sent, and what a new day makes old.

    What fails is logged and tried again at the next sweep; it keeps nothing else from being done.
    """
    for part in WORK:
        try:
            part()
        except Exception:
            session.rollback()
            current_app.logger.exception("the worker could not %s", part.__name__.replace("_", " "))


def send_mails() -> None:
    """Send the mails that wait to where this installation's mails go, but for reminders of what is done by now."""
    renew_waiting(the_region(), today())
    send_waiting(mail.post())


def send_to_webhooks() -> None:
    """Tell the systems of employers which of their hires changed, and where to read them."""
    send_messages(current_app.config["BASE_URL"] + FOR_SYSTEMS + "hires")


def refresh_worklist() -> None:
    """Bring the worklist to the present day. If it was of another one, the night is over: rows are counted too."""
    if refresh_stale(the_region(), today()):
        refresh_statistics()


def make_files_of_data() -> None:
    """Make the files in which households take their data along."""
    make_exports(the_region(), today())


def forget_texts_of_mails() -> None:
    """Empty the mails that were sent long enough ago."""
    forget_old_texts(with_terms(the_region(), today()).retention.mail_texts_days, held=held_cases())


def forget_old_keys() -> None:
    """Erase keys of systems that are over for as long as the logbook is kept, and secrets that were changed."""
    months = with_terms(the_region(), today()).retention.logbook_months
    forget_old_ways(start_of(add_months(today(), -months)))


def count_how_long_households_wait() -> None:
    """Count anew, once a day, how long comparable households waited."""
    count_at_night(the_region(), today())


def erase_old_papers() -> None:
    """Erase the pages of papers whose term has ended."""
    erase_due(with_terms(the_region(), today()), today())


def erase_old_cases() -> None:
    """Erase the cases and lines of the logbook whose term has ended, once a day."""
    erase_at_night(with_terms(the_region(), today()), today())


def scan_papers() -> None:
    """Ask the virus scanner about papers and files of messages that wait for it."""
    scan_waiting(the_region(), today())
    scan_waiting_files()


def erase_stray_content() -> None:
    """Erase what lies in the store of papers and belongs to none."""
    erase_strays()


def remind_of_visits() -> None:
    """Remind households of a visit that is near."""
    remind_households(the_region(), today())


def remind_of_what_is_due() -> None:
    """Remind households of what is theirs to do by a day."""
    remind_of_steps(the_region(), today())


def move_waiting_lists() -> None:
    """Offer places at activities to the next, where those who had them offered did not take them in time."""
    move_lines(the_region())


def tell_who_signed_up() -> None:
    """Write to households that signed up for an activity how they stand."""
    tell_of_sign_ups(the_region())


def remind_of_what_is_held() -> None:
    """Remind households of the activity to which they go tomorrow."""
    remind_of_activities(the_region(), today())


def tell_partners_of_homes() -> None:
    """Write to partners how their homes stand, several in one mail."""
    tell_partners()


def remind_of_homes_to_see() -> None:
    """Remind households of the home that they see tomorrow."""
    remind_of_viewings(today())


def end_interests_in_gone_homes() -> None:
    """End interests in homes whose partner left, or whose lease is over."""
    end_what_is_gone(today())


def count_first_activities() -> None:
    """Tick the step of a first activity off, where somebody was there before its turn."""
    count_for_plans(the_region(), today())


def forget_who_came() -> None:
    """Keep of old activities how many came, and no longer who."""
    keep_only_numbers(today())


def release_held_visits() -> None:
    """Give back the times that the coordinator's rule does not hold any longer."""
    release_due(the_region(), today())


def follow_employers() -> None:
    """Let the plans of hires follow what the desk knows now of their employers."""
    follow_changes(the_region(), today())


def check_sheets() -> None:
    """Check the sheets of hires that employers handed over, by the rules of the form for one hire."""
    check_waiting(rules_of_the_form, the_region(), today())


def take_over_sheets() -> None:
    """Open the cases of sheets whose employer said so."""
    take_waiting(the_region(), today())


def send_digests_to_employers() -> None:
    """Write the mails about all hires for whoever of an employer asked for them."""
    send_due(lambda user, since: look(user, since, the_region(), today()), today())


def propose_buddies() -> None:
    """Pair newcomers and volunteers where an officer asked for it."""
    make_asked_rounds(today())


def lapse_buddies() -> None:
    """Free whoever waited for an answer about a buddy in vain."""
    lapse_unanswered(today())


WORK: tuple[Callable[[], object], ...] = (
    send_requested_links,
    send_invitations,
    send_requested_password_links,
    check_sheets,
    take_over_sheets,
    answer_applications,
    answer_sign_ups,
    answer_volunteers,
    propose_buddies,
    lapse_buddies,
    mail_links_to_confirm,
    send_digests_to_employers,
    move_waiting_lists,
    tell_who_signed_up,
    tell_partners_of_homes,
    send_mails,
    tell_systems,
    send_to_webhooks,
    invite_held_back,
    follow_employers,
    release_held_visits,
    remind_of_visits,
    remind_of_what_is_due,
    remind_of_what_is_held,
    remind_of_homes_to_see,
    end_interests_in_gone_homes,
    count_first_activities,
    release_old_times,
    notice_harvesting,
    forget_old_ways_in,
    forget_unconfirmed_sign_ups,
    forget_what_rests,
    make_files_of_data,
    forget_texts_of_mails,
    forget_old_merges,
    forget_old_drafts,
    forget_ended,
    forget_old_sheets,
    forget_old_words,
    forget_words_of_check_ins,
    forget_who_came,
    forget_old_answers,
    forget_old_keys,
    forget_old_messages,
    refresh_worklist,
    count_how_long_households_wait,
    erase_old_papers,
    erase_old_cases,
    scan_papers,
    erase_stray_content,
)
