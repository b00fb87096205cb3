"""Who writes into an SQLite file stands in a queue, and nobody gets in between."""

import fcntl
from io import FileIO
from pathlib import Path
from threading import Thread

from expatdesk.shared.turns import take_turn


def test_who_wrote_last_and_asks_again_stands_behind_who_waits(tmp_path: Path) -> None:
    """The worker writes chunk after chunk: a page that waited for all of them would be told that we are busy."""
    path, came = str(tmp_path / "turn"), list[str]()

    def write(name: str) -> None:
        turn = take_turn(path)
        came.append(name)
        turn.close()

    first = take_turn(path)
    other = Thread(target=write, args=("a page",))
    other.start()
    while has_no_head(path):
        assert other.is_alive(), "it gave up, and never stood at the head"
    first.close()
    write("the worker, again")
    other.join()
    assert came == ["a page", "the worker, again"]


def has_no_head(path: str) -> bool:
    """Whether nobody waits at the head of the queue."""
    with FileIO(f"{path}.head", "a") as head:
        try:
            fcntl.flock(head, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
