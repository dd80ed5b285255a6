"""Many vote while the facilitator closes the round: what was acknowledged is there, what was refused is not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from compass.errors import DeniedError
from compass.store import seats
from tests.service.meetings import ESTIMATE, meeting

PEOPLE = 16


def test_a_round_is_closed_before_or_after_a_vote_never_during_it(desk):
    found = meeting(desk, people=PEOPLE)
    found.helm.go(ESTIMATE)
    found.helm.act("open")
    started = Barrier(PEOPLE + 1)

    def vote(number):
        started.wait()
        try:
            found.vote(found.tokens[number], likely=str(number))
        except DeniedError as error:
            return error.problem.code
        return number

    def close():
        started.wait()
        found.helm.act("seal")
        with desk.database.reading() as connection:
            return votes(connection)

    def votes(connection):
        return sorted(vote.ballot.likely for vote in seats.votes_of(connection, found.workshop).get(("p1", 1), ()))

    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        closing = pool.submit(close)
        answers = set(pool.map(vote, range(PEOPLE)))
        at_the_close = closing.result()
    with desk.database.reading() as connection:
        assert at_the_close == votes(connection) == sorted(answers - {"W001"})


def test_all_vote_at_once_and_all_are_counted(desk):
    found = meeting(desk, people=PEOPLE)
    found.helm.go(ESTIMATE)
    found.helm.act("open")
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(lambda token: found.vote(token, likely="3"), found.tokens))
    with desk.database.reading() as connection:
        assert len(seats.votes_of(connection, found.workshop)["p1", 1]) == PEOPLE
