"""Who writes into an SQLite file stands in a queue, and nobody gets in between."""

import fcntl
from io import FileIO
from pathlib import Path
from threading import Thread, active_count

from sqlalchemy.exc import OperationalError

from expatdesk.shared.turns import MOST_WAITING, take_turn


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
        pass
    first.close()
    write("the worker, again")
    other.join()
    assert came == ["a page", "the worker, again"]


def test_who_waits_in_vain_leaves_room_for_all_else(tmp_path: Path) -> None:
    """Security T27: while somebody writes without end, asking again and again opens no more files than this."""
    path, holder = str(tmp_path / "turn"), FileIO(tmp_path / "turn", "a")
    fcntl.flock(holder, fcntl.LOCK_EX)
    before, busy = threads_and_files(), list[bool]()

    def ask() -> None:
        try:
            take_turn(path).close()
        except OperationalError:
            busy.append(True)

    asking = [Thread(target=ask) for _one in range(3 * MOST_WAITING)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(busy) == 3 * MOST_WAITING
    assert threads_and_files() - before <= 3 * MOST_WAITING
    holder.close()
    # Those whose time was up let go one after the other, and there is room to wait again.
    while threads_and_files() > before:
        pass
    take_turn(path).close()


def threads_and_files() -> int:
    """How many threads and files this process has."""
    return active_count() + len([*Path("/proc/self/fd").iterdir()])


def has_no_head(path: str) -> bool:
    """Whether nobody waits at the head of the queue."""
    with FileIO(f"{path}.head", "a") as head:
        try:
            fcntl.flock(head, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
