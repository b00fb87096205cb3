"""What somebody keeps of their worklist: filters in their order, shared or not, and columns."""

import pytest
from flask import Flask

from expatdesk.people.models import Role, User
from expatdesk.worklists.actions import (
    NameTaken,
    TooManyFilters,
    change_filter,
    choose_columns,
    remove_filter,
    save_filter,
)
from expatdesk.worklists.queries import MOST_FILTERS, filter_to_change, kept_by
from tests.factories import a_user


@pytest.fixture
def me(app: Flask) -> User:
    """Whose filters these are."""
    return a_user(Role.OFFICER)


def names(user: User, *, with_shared: bool = True) -> list[str]:
    """The filters that this user sees, in order."""
    return [row.name for row in kept_by(user.id, with_shared=with_shared).filters]


def test_a_new_one_stands_last_and_is_moved_by_its_place(me: User) -> None:
    for name in ("A", "B", "C"):
        last = save_filter(me.id, name, "party=desk", is_shared=False)
    assert names(me) == ["A", "B", "C"]
    change_filter(last, name="First", is_shared=False, place=1)
    assert names(me) == ["First", "A", "B"]


def test_a_shared_one_is_seen_by_colleagues_after_their_own(me: User) -> None:
    colleague = a_user(Role.OFFICER)
    save_filter(me.id, "For all", "party=desk", is_shared=True)
    save_filter(me.id, "For me", "party=expat", is_shared=False)
    save_filter(colleague.id, "Own", "", is_shared=False)
    assert names(colleague) == ["Own", "For all"]
    assert names(colleague, with_shared=False) == ["Own"]


def test_a_name_is_given_once(me: User) -> None:
    first = save_filter(me.id, "Visits", "", is_shared=False)
    other = save_filter(me.id, "Papers", "", is_shared=False)
    with pytest.raises(NameTaken):
        save_filter(me.id, "Visits", "", is_shared=False)
    with pytest.raises(NameTaken):
        change_filter(other, name="Visits", is_shared=False, place=1)
    change_filter(first, name="Visits", is_shared=True, place=1)
    save_filter(a_user(Role.OFFICER).id, "Visits", "", is_shared=False)


def test_nobody_keeps_more_than_the_list_can_show(me: User) -> None:
    for number in range(MOST_FILTERS):
        kept = save_filter(me.id, str(number), "", is_shared=False)
    with pytest.raises(TooManyFilters):
        save_filter(me.id, "One more", "", is_shared=False)
    remove_filter(kept)
    save_filter(me.id, "One more", "", is_shared=False)


def test_only_who_looks_after_shared_ones_changes_anothers(me: User) -> None:
    stranger = a_user(Role.OFFICER)
    shared = save_filter(me.id, "For all", "", is_shared=True)
    private = save_filter(me.id, "For me", "", is_shared=False)
    assert filter_to_change(shared.id, me.id, also_shared=False) is shared
    assert filter_to_change(shared.id, stranger.id, also_shared=False) is None
    assert filter_to_change(shared.id, stranger.id, also_shared=True) is shared
    assert filter_to_change(private.id, stranger.id, also_shared=True) is None


def test_columns_stay_as_chosen(me: User) -> None:
    assert kept_by(me.id, with_shared=True).columns is None
    choose_columns(me.id, ["town", "ball"])
    choose_columns(me.id, ["ball"])
    assert kept_by(me.id, with_shared=True).columns == frozenset({"ball"})
    choose_columns(me.id, [])
    assert kept_by(me.id, with_shared=True).columns == frozenset()
