"""Who is proposed to whom, of all at once: the most pairs, those first who were left before, then the best ones.

Only the worker imports this: what solves it takes some seconds of a whole region, and is not needed elsewhere.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

import networkx as nx

from expatdesk.rules.buddies import Profile, reasons_for, score

N = TypeVar("N", bound=Hashable)
V = TypeVar("V", bound=Hashable)
NOBODY_LEFT_OUT = 0


def assign(
    newcomers: Mapping[N, Profile],
    volunteers: Mapping[V, tuple[Profile, int]],
    *,
    left_before: Mapping[N, int] | None = None,
    never: Collection[tuple[N, V]] = (),
) -> dict[N, V]:
    """To each newcomer who can have one a volunteer, who has so many free places; the same for the same people.

    Nobody is paired without a language in common, and no pair of `never`. As many as possible are paired; of
    those the ones who were left most often `left_before`; of these ways the one that suits them best in all.
    """
    forbidden = frozenset(never)
    worth = {
        (newcomer, volunteer): score(reasons)
        for newcomer, asks in newcomers.items()
        for volunteer, (offers, free) in volunteers.items()
        if free > 0 and (newcomer, volunteer) not in forbidden and (reasons := reasons_for(asks, offers))
    }
    return _solved(list(newcomers), list(volunteers), worth, volunteers, left_before or {})


def _solved(
    newcomers: list[N],
    volunteers: list[V],
    worth: Mapping[tuple[N, V], int],
    free: Mapping[V, tuple[Profile, int]],
    left_before: Mapping[N, int],
) -> dict[N, V]:
    """The cheapest flow of newcomers to one sink, by volunteers or, dearly, past all of them.

    One more pair outweighs whoever was left before, and that outweighs how well all of them suit each other.
    """
    best = sum(sorted(worth.values())[-len(newcomers) :]) + 1
    most = max(left_before.values(), default=NOBODY_LEFT_OUT)
    one_more = best * (len(newcomers) + 1) * (most + 1)
    place = {volunteer: len(newcomers) + number for number, volunteer in enumerate(volunteers)}
    sink = len(newcomers) + len(volunteers)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_node(sink, demand=len(newcomers))
    for number, newcomer in enumerate(newcomers):
        graph.add_node(number, demand=-1)
        graph.add_edge(number, sink, weight=one_more + best * left_before.get(newcomer, 0), capacity=1)
        for volunteer in volunteers:
            if (newcomer, volunteer) in worth:
                graph.add_edge(number, place[volunteer], weight=-worth[newcomer, volunteer], capacity=1)
    for volunteer in volunteers:
        graph.add_edge(place[volunteer], sink, weight=0, capacity=free[volunteer][1])
    _cost, flow = nx.network_simplex(graph)
    by_place = {number: volunteer for volunteer, number in place.items()}
    return {
        newcomer: by_place[taken]
        for number, newcomer in enumerate(newcomers)
        for taken, amount in flow[number].items()
        if amount and taken != sink
    }
