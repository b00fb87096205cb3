"""What somebody keeps of their worklist: a list under a name, shared or not, and the columns."""

import uuid

from expatdesk.people.models import Role
from tests.conftest import Visit
from tests.factories import LEIDERDORP, a_case, a_user, complete
from tests.visitor import Visitor

A_BSN = "111222333"


def keep(visitor: Visitor, name: str, *, shared: bool = False, **asked: object) -> None:
    """Save a list under a name."""
    visitor.opens("desk.worklist", **asked).follows("Save this filter").presses("Save", name=name, shared=shared)


def test_it_stays_beside_the_list_with_its_count(visit: Visit) -> None:
    me = a_user(Role.OFFICER)
    a_case(family_name="Oduya", home_postcode="2353 GA")
    a_case(family_name="Nakamura")
    keep(visit(me), "Leiderdorp only", municipality=LEIDERDORP, sort="name")
    later = visit(me).opens("desk.worklist").sees("Leiderdorp only 1").follows("Leiderdorp only 1")
    later.sees("Oduya").does_not_see("Nakamura", "Save this filter")
    current = [a for a in later.page.all("a") if a.get("aria-current") == "true"]
    assert any("municipality=0547" in a.get("href", "") for a in current)


def test_a_shared_one_shows_everybody_their_own_work(visit: Visit) -> None:
    mine, theirs = visit(a_user(Role.OFFICER)), visit(a_user(Role.OFFICER))
    keep(mine, "Work of today", shared=True, view="mine")
    keep(mine, "Just mine")
    theirs.opens("desk.worklist").sees("Work of today 0").does_not_see("Just mine")
    case = a_case()
    complete(case, "intake")
    complete(case, "papers_handed_in")
    theirs.presses("Take the next one N")
    theirs.opens("desk.worklist").sees("Work of today 1")
    mine.opens("desk.worklist").sees("Work of today 0")


def test_it_is_renamed_moved_and_removed(officer: Visitor) -> None:
    keep(officer, "One")
    keep(officer, "Two", party="desk")
    officer.opens("desk.worklist").follows("Change the filter Two").presses("Save", name="Zwei", place="1")
    text = officer.opens("desk.worklist").page.text
    assert 0 < text.index("Zwei") < text.index("One")
    officer.follows("Change the filter Zwei").presses("Remove this filter").sees("is removed")
    officer.opens("desk.worklist").does_not_see("Zwei").sees("One")


def test_what_cannot_be_kept_says_why(officer: Visitor) -> None:
    keep(officer, "One")
    officer.opens("desk.new_filter", party="desk")
    officer.presses("Save", refused=422).sees("Give the filter a name.")
    officer.presses("Save", name="One", refused=422).sees("You have a filter of this name already.")
    officer.presses("Save", name=A_BSN, refused=422).sees("This looks like a BSN")
    officer.opens("desk.new_filter", q=A_BSN).presses("Save", name="Two", refused=422).sees("may be a BSN")


def test_another_ones_filter_is_missing(visit: Visit) -> None:
    mine, theirs = visit(a_user(Role.OFFICER)), visit(a_user(Role.OFFICER))
    keep(mine, "Shared", shared=True)
    address = mine.opens("desk.worklist").page.link("Change the filter Shared")
    filter_id = uuid.UUID(address.rpartition("/")[2])
    theirs.cannot_open("desk.filter", filter_id=filter_id)
    assert theirs.posts("desk.remove_filter", filter_id=filter_id).status_code == 404
    boss = visit(a_user(Role.COORDINATOR)).opens("desk.filter", filter_id=filter_id)
    boss.presses("Remove this filter").opens("desk.worklist").does_not_see("Shared")


def test_a_registrar_neither_shares_nor_sees_what_is_shared(officer: Visitor, registrar: Visitor) -> None:
    """A name may tell of a household of another town (security T02)."""
    keep(officer, "About the Nakamuras", shared=True)
    registrar.opens("desk.worklist").does_not_see("Nakamura")
    registrar.follows("Save this filter").does_not_see("Show it to colleagues too")
    registrar.posts("desk.new_filter", {"name": "Mine", "shared": "y"})
    officer.opens("desk.worklist").does_not_see("Mine")


def test_columns_are_shown_as_chosen(visit: Visit) -> None:
    me = a_user(Role.OFFICER)
    case = a_case()
    visit(me).opens("desk.worklist").does_not_see(case.code + "</td>").follows("Columns").presses(
        "Show these columns", columns=["code", "ball"]
    )
    later = visit(me).opens("desk.worklist")
    heads = [e.text for e in later.page.all("th") if e.get("scope") == "col" and e.text]
    assert heads == ["Lawful limit", "Household", "Code", "Ball with"]
    later.sees(case.code)
    assert visit(a_user(Role.OFFICER)).opens("desk.worklist").page.text.count(case.code) == 0


def test_columns_that_do_not_exist_are_refused(officer: Visitor) -> None:
    officer.opens("desk.columns")
    assert officer.posts("desk.columns", {"columns": "secret_hash"}).status_code == 422
