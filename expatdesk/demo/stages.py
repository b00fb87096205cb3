"""How far the households of the demonstration are, and how many of them: days are counted from today."""

from collections.abc import Callable

from expatdesk.demo.journey import Journey

Stage = Callable[[Journey], None]


def invited(way: Journey) -> None:
    """Submitted these days; the mail lies unopened."""
    way.begins(ago=way.rng.randint(0, 6), arrives_in=way.rng.randint(18, 60))


def telling(way: Journey) -> None:
    """The intake is filled in, papers are being gathered."""
    way.begins(ago=way.rng.randint(8, 18), arrives_in=way.rng.randint(10, 40))
    way.go_to(way.rng.randint(1, 6))
    way.tells()
    way.does_some(0.15)


def handed_in(way: Journey) -> None:
    """Papers wait for an officer."""
    _up_to_papers(way, arrives_in=way.rng.randint(4, 25), handed_in=way.rng.randint(0, 5))


def waiting(way: Journey) -> None:
    """Papers were handed in yesterday, and the household asks when it hears of them."""
    _up_to_papers(way, arrives_in=way.rng.randint(4, 8), handed_in=1)


def sent_back(way: Journey) -> None:
    """A paper was not good enough."""
    _up_to_papers(way, arrives_in=way.rng.randint(2, 20), handed_in=way.rng.randint(4, 9))
    way.go_to(way.rng.randint(0, 3))
    way.is_sent_back("papers_handed_in")


def checked(way: Journey) -> None:
    """Ready for a visit that nobody has booked yet."""
    _up_to_checked(way, arrives_in=way.rng.randint(-2, 12), checked=way.rng.randint(0, 4))


def booked(way: Journey) -> None:
    """The visit is in the coming days, soon enough after the arrival for the law."""
    arrives_in = way.rng.randint(-1, 8)
    _up_to_checked(way, arrives_in=arrives_in, checked=way.rng.randint(1, 6))
    way.does("residence_right")
    way.books(in_days=max(arrives_in, 0) + way.rng.randint(1, 3))


def at_the_desk(way: Journey) -> None:
    """The visit is today, or on the next day on which the desk is open."""
    _up_to_checked(way, arrives_in=way.rng.randint(-4, -1), checked=way.rng.randint(2, 5))
    way.does("residence_right")
    way.books(in_days=0)


def registered(way: Journey) -> None:
    """Registered lately; the first things that follow are done."""
    _up_to_registered(way, visit=way.rng.randint(3, 40))
    way.go_to(way.rng.randint(0, 2))
    way.does_some(0.35)


def registered_ago(days: int) -> Stage:
    """Registered so many days ago, or soon after; most of what follows is done."""

    def stage(way: Journey) -> None:
        _up_to_registered(way, visit=days)
        for ago in (days - 14, days // 2, 5):
            way.go_to(ago)
            way.does_some(0.6)

    return stage


def settling(way: Journey) -> None:
    """Registered a while ago; housing and social steps go on."""
    _up_to_registered(way, visit=way.rng.randint(45, 85))
    for ago in (30, 12, 2):
        way.go_to(ago)
        way.does_some(0.45)


def settled(way: Journey) -> None:
    """All that can be done is done, and the case is closed."""
    visit = way.rng.randint(136, 150)
    _up_to_registered(way, visit=visit)
    way.go_to(visit - 42)
    way.does("six_week_check_in")
    way.go_to(way.rng.randint(5, 20))
    way.does_all()
    way.is_closed()


def late(way: Journey) -> None:
    """Here for a while, and the law's five days are over."""
    way.begins(ago=way.rng.randint(20, 35), arrives_in=-way.rng.randint(7, 16))
    way.go_to(way.rng.randint(5, 18))
    way.tells()


def waived(way: Journey) -> None:
    """Somebody did it in another way."""
    _up_to_registered(way, visit=way.rng.randint(20, 60))
    way.go_to(way.rng.randint(1, 10))
    way.lets_go("thirty_percent_request", "not_applicable")
    way.lets_go("referral", "done_elsewhere")
    way.lets_go("gp", "done_elsewhere")
    way.lets_go("temporary_home", "done_elsewhere")
    way.lets_go("first_activity", "not_wanted")


STAGES: dict[Stage, int] = {
    invited: 26, telling: 24, handed_in: 26, sent_back: 12, checked: 16, booked: 26, at_the_desk: 18,
    registered: 22, settling: 16, settled: 10, late: 6, waived: 6,
}  # fmt: skip


def _up_to_papers(way: Journey, arrives_in: int, handed_in: int) -> None:
    way.begins(ago=handed_in + way.rng.randint(10, 30), arrives_in=arrives_in)
    way.go_to(handed_in + way.rng.randint(3, 9))
    way.tells()
    way.go_to(handed_in)
    way.does("papers_handed_in", "housing_wishes")


def _up_to_checked(way: Journey, arrives_in: int, checked: int) -> None:
    _up_to_papers(way, arrives_in, handed_in=checked + way.rng.randint(1, 5))
    way.go_to(checked)
    way.does("papers_checked")
    if way.rng.random() < 0.7:
        way.does("residence_right")


def _up_to_registered(way: Journey, visit: int) -> None:
    """The visit was so many days ago. Whom the desk does not serve went elsewhere."""
    _up_to_checked(way, arrives_in=-visit - way.rng.randint(1, 4), checked=visit + way.rng.randint(2, 6))
    way.does("residence_right")
    held = way.books(in_days=-visit)
    if held is None:
        way.go_to(visit)
        way.does("referral")
    elif held >= 0:
        way.go_to(held)
        way.is_registered()
        way.does("welcome_talk", "bsn_issued")
