"""What the coordinator keeps for the whole desk, on one page: each part is opened now and then, none all day."""

from flask import render_template

from expatdesk.desk.blueprint import blueprint
from expatdesk.shared.i18n import lazy_gettext as _l

WITH_WHOM = (
    ("desk.counters", _l("Counters"), _l("Where the desk serves people, and when.")),
    ("desk.employers", _l("Employers"), _l("Who submits hires, and what the desk knows of them.")),
    (
        "desk.partners",
        _l("Partners"),
        _l("Organisations that have homes or activities for newcomers, and enter these themselves."),
    ),
    ("desk.invoices", _l("Invoices"), _l("Employers who pay by invoice get one for each quarter.")),
)
WHAT_IS_READ = (
    ("desk.answers", _l("Answers"), _l("What everybody reads before they ask.")),
    ("desk.guide", _l("Guide to the region"), _l("Places and organisations, and which of them to check again.")),
    (
        "desk.rents",
        _l("Rents"),
        _l("What homes cost a month. Households read it beside their wishes, with its source."),
    ),
    (
        "desk.letters",
        _l("Mails"),
        _l("What several households get at once, and every kind of mail as its reader sees it."),
    ),
)


@blueprint.get("/desk/manage", endpoint="manage")
def manage_desk() -> str:
    """Two short lists: with whom the desk works, and what households read."""
    groups = ((_l("The desk, and with whom it works"), WITH_WHOM), (_l("What households read"), WHAT_IS_READ))
    return render_template("desk/manage/page.html", groups=groups)
