"""What of a track stands in sight, and what is folded away."""

from expatdesk.expat.overview.tracks import Done, Later, TrackView
from expatdesk.rules.plan import Track


def test_of_what_is_done_or_comes_later_never_one_line_alone_is_folded() -> None:
    for count in range(9):
        done = [Done(str(one), None) for one in range(count)]
        later = [Later(str(one), "") for one in range(count)]
        view = TrackView(Track.SOCIAL, 0, 0, done, [], later)
        assert [*view.done_before, *view.done_last] == done
        assert [*view.shown, *view.folded] == later
        assert len(view.done_before) != 1
        assert len(view.folded) != 1
    assert (len(view.done_last), len(view.shown)) == (3, 2)
