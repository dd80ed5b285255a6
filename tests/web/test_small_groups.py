"""Of anonymous votes no page gives away a group under five, whatever is added up or subtracted of what it tells."""

import re
from html import unescape

import numpy as np
from hypothesis import Phase, given, settings, target
from hypothesis import strategies as st

from compass.decision.small_cells import LEAST
from compass.model.group import Estimated, Held, Rated, Unsure, Vote
from compass.model.release import Profile
from compass.model.workshop import Participant, Round
from compass.service import preparing
from compass.service.preparing import Prepared
from compass.service.tokens import hash_of
from compass.store import seats, workshops
from compass.store.seats import Seated
from compass.texts.typography import set_type
from compass.texts.words import say
from tests.decision.test_small_cells import by_difference, exposed
from tests.service.desks import NOW, ON_SQLITE, member
from tests.service.meetings import ESTIMATE, STATEMENTS, VOTE, answered, meeting
from tests.strategies import BOUNDED
from tests.web.site import Visit, visit_of

ACCOUNTS = True
pytestmark = ON_SQLITE
UNSURE = "I don’t know"
BALLOTS = {
    VOTE: {"Warm": Held(option="warm"), "Cold": Held(option="cold"), UNSURE: Unsure()},
    STATEMENTS: {"1": Rated(levels=(1, 9)), "5": Rated(levels=(5, 9)), UNSURE: Rated(levels=(None, 9))},
    ESTIMATE: {"an answer": Estimated(low=1, likely=2, high=3), UNSURE: Unsure()},
}
"""By stage what may be said, by the words in which pages count it; of the statements the first is told apart."""


NONE = set_type(say("workshop", "en", "sides.none"), "en")


@st.composite
def rooms(draw):
    """A stage, and how many persons have each seat, table and answers over one to three rounds."""
    stage = draw(st.sampled_from(sorted(BALLOTS)))
    rounds = draw(st.integers(1, 3))
    answers = st.sampled_from([None, *BALLOTS[stage]])
    profiles = st.builds(
        Profile,
        seat=st.sampled_from([None, "clinical", "technical"]),
        table=st.sampled_from([None, "one", "two"]),
        answers=st.tuples(*[answers] * rounds),
    )
    return stage, draw(st.dictionaries(profiles, st.sampled_from([1, 2, 4, 5, 6, 9]), min_size=1, max_size=6))


def played(found, stage, counts):
    """Play a workshop of these persons, all rounds revealed."""
    workshop = preparing.prepare(found.desk, found.actor, found.id, Prepared("evening", "t", "anonymous"))
    found.workshop = workshop
    found.helm.go(stage)
    rounds = len(next(iter(counts)).answers)
    with found.desk.database.writing() as connection:
        kept = workshops.load(connection, found.id, workshop, to_change=True)
        people = [profile for profile, count in counts.items() for _ in range(count)]
        for number, profile in enumerate(people):
            id = f"p{number:03}"
            person = Participant(id=id, name=id, seat=profile.seat, table=profile.table)
            seats.add_participant(
                connection, workshop, Seated(person, "en", NOW.isoformat()), hash_of(f"{workshop}{id}")
            )
            for place, answer in enumerate(profile.answers, 1):
                if answer is not None:
                    vote = Vote(participant=id, ballot=BALLOTS[stage][answer])
                    seats.put_vote(connection, workshop, "p1", place, vote, NOW.isoformat())
        there = kept.workshop.stage
        poll = there.poll.model_copy(update={"rounds": (Round(state="revealed"),) * rounds})
        stages = [
            each.model_copy(update={"polls": (poll,)}) if each is there else each for each in kept.workshop.stages
        ]
        workshops.save(connection, kept, kept.workshop.model_copy(update={"stages": tuple(stages)}))


def told(page):
    """Read off a page how many gave which answers in which round; of two statements the first alone."""
    found = []
    for section in re.findall(r'<section class="outcome">(.*?)</section>', page, re.S):
        round = int(re.search(r"Round (\d+)", section)[1])
        rows = []
        for caption, table in re.findall(r"<caption>(.*?)</caption>(.*?)</table>", section, re.S):
            if not caption.startswith("We read at night."):
                rows += re.findall(r'<th scope="row">(.*?)(?: <small>.*?</small>)?</th><td>(\d+)</td>', table)
        for sentence in re.findall(r"<p>(.*?)</p>", section):
            rated = re.search(r"There is light enough\. – middle .*?\((.*?)\)", sentence)
            figure = re.fullmatch(r"[^:]+: \d+(, [^:]+: \d+)*", sentence)
            counts = rated[1] if rated else sentence if figure else ""
            rows += [text.rsplit(": ", 1) for text in counts.split(", ") if text]
        found += [(round, set(unescape(title).strip().split(" or ")), int(count)) for title, count in rows]
    return found


def counted(counts, found):
    """Give of each told cell whom it counts: who gave these answers, or of them those whom a round before counts."""
    before, cells = np.zeros(len(counts), dtype=bool), []
    sizes = np.array(list(counts.values()))
    for round in sorted({round for round, _, _ in found}):
        own = []
        for _, answers, count in (each for each in found if each[0] == round):
            gave = np.array([profile.answers[round - 1] in answers for profile in counts])
            own.append(gave if sizes[gave].sum() == count else gave & before)
            assert sizes[own[-1]].sum() == count
        before = np.logical_or.reduce([before, *own])
        cells += own
    return cells


def of_parts(page, counts):
    """Give whom each answer of a seat or table counts whose result a page tells: at the worst it gives all of them."""
    last = len(next(iter(counts)).answers) - 1
    for title, below in re.findall(r"<h3>(.*?) <small>.*?</h3>(.*?)(?=<h[23]>|</main>)", page, re.S):
        if NONE not in below:
            own = [title.removesuffix(" seat") in (each.seat, each.table) for each in counts]
            for answer in {each.answers[last] for each in counts} - {None}:
                yield np.array(
                    [is_in and each.answers[last] == answer for is_in, each in zip(own, counts, strict=True)]
                )


def assert_numbers_are_of_five(page, counts):
    """See to it that a median is told of a round only where five gave a number."""
    for round in map(int, re.findall(r"Round (\d+): \d+ votes?</h3>\s*<p>Middle of the group", page)):
        assert sum(count for each, count in counts.items() if each.answers[round - 1] == "an answer") >= LEAST


def test_no_group_under_five_can_be_had_from_what_pages_tell(desk, app):
    found = meeting(desk, actor=member(desk, "", "owner", granted=False))
    answered(found)
    owner, home = visit_of(desk, app, "a-owner"), f"/a/{found.id}/workshops"

    @settings(BOUNDED, max_examples=60, phases=[Phase.generate])  # to shrink what pages tell would take hours
    @given(rooms())
    def attacked(room):
        stage, counts = room
        played(found, stage, counts)
        phone = Visit(app.test_client())
        phone.get(f"/w/{found.code}/back/{found.workshop}p000")
        pages = [owner.get(f"{home}/{found.workshop}{page}").text for page in ("", "/screen")]
        pages.append(phone.get(f"/w/{found.code}").text)
        said = [told(page) for page in pages]
        assert said[0] == said[1] == said[2]
        cells = counted(counts, said[0])
        cells += of_parts(owner.get(f"{home}/{found.workshop}/result").text, counts)
        target(len(cells))
        sizes = np.array(list(counts.values()))
        assert all(sizes[cell].sum() not in range(1, LEAST) for cell in cells)
        assert by_difference(counts, cells) is None
        assert exposed(counts, cells) is None
        assert_numbers_are_of_five(pages[0], counts)

    attacked()
