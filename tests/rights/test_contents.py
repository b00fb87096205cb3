"""What goes into the file of a household: nothing for others, nothing unscanned, names that unpack anywhere."""

import json

from flask import Flask

from expatdesk.documents.models import DocumentState
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.rights.contents import contents_of, file_names
from expatdesk.rights.email_change import ask_for_change
from expatdesk.shared.db import session
from tests.factories import a_case, a_home, a_partner, with_family
from tests.factories.cases import REGION
from tests.factories.handing_in import handed_in
from tests.factories.viewings import a_booked, an_interest
from tests.rights.test_exporting import made

EXPAT = Actor(Role.EXPAT, "Ana")


def test_a_link_that_waits_to_be_sent_is_not_in_it(app: Flask) -> None:
    """Whoever sits at the page would read what is for the mailbox alone (security T17)."""
    case = a_case()
    ask_for_change(case, "new@mail.example", nonce="a", code="1", by=EXPAT)
    mails = contents_of(case, REGION)["mails"]
    assert len(mails) > 2
    assert "/email/" not in json.dumps(mails)


def test_homes_are_in_it_with_an_address_only_where_they_may_know_it(app: Flask) -> None:
    case = a_case()
    an_interest(case, a_home())
    a_booked(case, a_home(a_partner("B"), street="Rijnstraat 620"))
    session.flush()
    homes = contents_of(case, REGION)["homes"]
    assert sorted(str(home["street"]) for home in homes) == ["None", "Rijnstraat 620"]
    assert [home["phone"] for home in homes if home["street"]] == ["+31 6 5550 1234"]


def test_what_is_not_scanned_yet_is_not_in_it(app: Flask) -> None:
    """Security T26."""
    case = a_case()
    handed_in(case).state = DocumentState.BEING_SCANNED
    session.commit()
    file = made(case)
    assert not [name for name in file.namelist() if name.startswith("papers/")]
    assert json.loads(file.read("data.json"))["papers"][0]["files"] == []


def test_two_of_one_name_have_their_papers_apart_under_short_names(app: Flask) -> None:
    case = with_family(a_case(), children=2)
    for person in case.people:
        person.given_names, person.family_name = "ஸ்ரீ" * 45, "\U00020000" * 200
        handed_in(case, person=person, name="ஸ்ரீ" * 45 + ".jpg")
    session.commit()
    file = made(case)
    names = [name for name in file.namelist() if name.startswith("papers/")]
    assert len(set(names)) == len(case.people)
    assert all(name.endswith(".jpg") for name in names)
    assert max(len(part.encode()) for name in names for part in name.split("/")) <= 255


def test_names_lead_nowhere_else(app: Flask) -> None:
    """Security T28: neither up, nor to another disk, nor to a hidden stream."""
    case = a_case(given_names="..", family_name="../../etc")
    document = handed_in(case)
    document.pages[0].shown_name = "D:..\\..\\\x00passwd"
    (name,) = file_names(document, case.principal.full_name, 1)
    assert name.count("/") == 2
    assert not {"", ".", ".."} & set(name.split("/"))
    assert not set("\\:\x00") & set(name)
