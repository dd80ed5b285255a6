"""What to discuss first after a reveal, and who speaks first: those at the low and at the high end."""

from __future__ import annotations

from collections.abc import Iterable

from compass.decision.stopping import together
from compass.model.group import Estimated, Rated, Wanted
from compass.model.workshop import Ends, Poll, Topic


def topics(polls: Iterable[Poll]) -> tuple[Topic, ...]:
    """Order what was revealed by how few are together, the most divided first; equals as they were put to the vote.

    Each statement and each criterion is a topic of its own. Of an anonymous vote the order alone is told.
    """
    found = [(share, topic) for poll in polls if poll.told for share, topic in _of_poll(poll)]
    return tuple(topic for _, topic in sorted(found, key=lambda each: each[0]))


def _of_poll(poll: Poll) -> Iterable[tuple[float, Topic]]:
    has_items = poll.kind in ("ratings", "weights")
    for place, share in enumerate(together(poll, poll.told[-1])):
        if share is not None:
            item = poll.choices[place] if has_items else None
            is_named = poll.mode == "named"
            ends = _ends(poll, place) if is_named else None
            yield share, Topic(poll=poll.id, item=item, together=share if is_named else None, ends=ends)


def _ends(poll: Poll, place: int) -> Ends | None:
    """Give who said the least and who the most in the last revealed round; None where all said the same, or where what
    was said has no order."""
    said: dict[str, float] = {}
    for vote in poll.told[-1].votes:
        match vote.ballot:
            case Estimated(likely=value) | Wanted(value=value):
                said[vote.participant] = value
            case Rated(levels=levels) if (level := levels[place]) is not None:
                said[vote.participant] = level
    low, high = min(said.values(), default=0.0), max(said.values(), default=0.0)
    if low == high:
        return None
    return Ends(low=tuple(id for id in said if said[id] == low), high=tuple(id for id in said if said[id] == high))
