"""What is done with an activity at every door where somebody runs it: the desk's, a partner's."""

from flask import abort, flash

from expatdesk.access.acting import acting, the_region
from expatdesk.access.activity_forms import TimesForm, VersionForm, say
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.shared.i18n import gettext as _
from expatdesk.social import activities as actions
from expatdesk.social.activity_labels import STATE_KINDS, STATES, spoken_in_words, topics_in_words
from expatdesk.social.activity_models import Activity, ActivitySignUp
from expatdesk.social.activity_refusals import ActivityRefused, NothingToShow, NotSignedUp, NotThatDay
from expatdesk.social.attendance import check_in, undo_check_in


def activity_words() -> dict[str, object]:
    """What templates need to put an activity into words."""
    towns = {town.code: town.name for town in the_region().municipalities}
    return {
        "states": STATES, "kinds": STATE_KINDS, "towns": towns, "spoken_in_words": spoken_in_words,
        "topics_in_words": topics_in_words,
    }  # fmt: skip


def say_changed_meanwhile() -> None:
    """Somebody else changed it since this page was opened."""
    flash(_("A colleague changed this meanwhile. Look at it once more."), "warning")


def times_added(one: Activity, form: TimesForm) -> bool:
    """Hold it more often, as was typed; False with the error in the form."""
    if not form.validate():
        return False
    try:
        actions.add_times(one, form.times, version=form.seen, by=current_visitor().actor)
    except ActivityRefused as refusal:
        say(form, refusal)
        return False
    except StaleVersion:
        say_changed_meanwhile()
    else:
        flash(_("The times are added."), "ok")
    return True


def publish(one: Activity) -> None:
    """Show it to everybody, or say why not."""
    form = VersionForm()
    if not form.validate():
        abort(422)
    try:
        actions.publish(one, version=form.seen, by=current_visitor().actor)
    except StaleVersion:
        say_changed_meanwhile()
    except NothingToShow:
        flash(_("There is no time to come at which it is held. Add one first."), "warning")
    else:
        flash(_("Everybody sees it now."), "ok")


def cancel(one: Activity, form: VersionForm) -> None:
    """Call it off, and tell who signed up."""
    try:
        actions.cancel_activity(one, version=form.seen, by=current_visitor().actor, region=the_region())
    except StaleVersion:
        say_changed_meanwhile()
    else:
        flash(_("It is cancelled. Whoever signed up gets a mail."), "ok")


def tick(row: ActivitySignUp, act: str) -> None:
    """Tick a household that is there, or take a tick back that was a mistake."""
    if not VersionForm().validate():
        abort(422)
    try:
        if act == "tick":
            check_in(row, **acting())
        else:
            undo_check_in(row, **acting())
    except (NotThatDay, NotSignedUp):
        flash(_("They cannot be ticked now. Look at the list once more."), "warning")
