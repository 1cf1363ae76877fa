"""Generates the sample users."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from .moments import YEAR, time_of, uuid7
from .words import Language

USERS = 1000
GIVEN = (
    *("Ada", "Alan", "Amara", "Anouk", "Barbara", "Björn", "Chen", "Claude", "Donald", "Dörte", "Edsger"),
    *("Élodie", "Fatima", "Françoise", "Grace", "Hana", "Hedy", "Ibrahim", "Ingrid", "Ivo", "Jürgen"),
    *("Kenji", "Łukasz", "Margaret", "Mehmet", "Nadia", "Niklaus", "Oğuz", "Priya", "Radia", "Sofía"),
    *("Søren", "Tim", "Ursula", "Víctor", "Yuki", "Zoë"),
)
FAMILY = (
    *("Adeyemi", "Allen", "Backus", "Bengtsson", "Çelik", "Dijkstra", "Fernández", "García", "Hamilton"),
    *("Hopper", "Iyer", "Jensen", "Kaya", "Knuth", "Kowalski", "Lamarr", "Lovelace", "Müller"),
    *("Nakamura", "Novák", "O'Brien", "Okafor", "Perlman", "Rossi", "Schäfer", "Silva", "Şahin"),
    *("Tanaka", "Turing", "Weiß", "Wirth", "Żak"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A user, with what the other rows depend on."""

    id: str
    moment: int
    """The moment when the user signed up."""
    language: Language
    row: dict[str, Any]


def make_people(source: Random, languages: Sequence[Language]) -> list[Person]:
    """Make users who sign up over the year. A tenth are inactive. None has a password, so none can log in."""
    people: list[Person] = []
    moments = sorted(source.randrange(YEAR) for _ in range(USERS))
    for number, (moment, language) in enumerate(zip(moments, languages, strict=True), start=1):
        user_id = uuid7(moment, source)
        row = {
            "id": user_id,
            "email": f"user{number:04}@example.com",
            "name": f"{source.choice(GIVEN)} {source.choice(FAMILY)}",
            "is_active": source.random() >= 0.1,
            "created_at": time_of(moment),
        }
        people.append(Person(user_id, moment, language, row))
    return people


def signed_up_by(people: Sequence[Person], moment: int) -> Sequence[Person]:
    """Return the users who had signed up by a moment."""
    return people[: bisect(people, moment, key=lambda person: person.moment)]
