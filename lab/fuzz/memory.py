"""Remembers one sequence: the users and things that it created, and the answers."""

from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

from lab.fuzz.call import Call
from lab.fuzz.coverage import REFUSED, Tally, outcome
from lab.fuzz.fleet import Conversation, Difference, Refused
from lab.fuzz.people import Person
from lab.fuzz.request import Reference, Text
from lab.fuzz.things import Document, Membership, Post, Tag, Team
from tests.clients.response import Response
from tests.people import SUPERUSER

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and the cursor of the page that follows."""

    operation: str
    path: Text
    query: list[Text]
    following: Reference


class Memory:
    """Draws and sends requests, and remembers the result of each."""

    def __init__(self, conversation: Conversation, data: st.DataObject, tally: Tally, mark: str) -> None:
        """`tally` counts the answers by operation and outcome; `mark` is part of every email of this sequence only."""
        self.conversation = conversation
        self.data = data
        self.tally = tally
        self.mark = mark
        self.people: list[Person] = []
        self.superuser = Person(SUPERUSER.email, SUPERUSER.password)
        self.posts: list[Post] = []
        self.documents: list[Document] = []
        self.teams: list[Team] = []
        self.tags: list[Tag] = []
        self.times: list[Reference] = []
        self.pages: list[Page] = []

    def draw(self, strategy: st.SearchStrategy[Drawn]) -> Drawn:
        return self.data.draw(strategy)

    def perhaps(self, once_in: int) -> bool:
        return self.draw(st.integers(0, once_in - 1)) == once_in - 1

    def send(self, call: Call) -> Response:
        """Send a request to every adapter, and remember what follows from the answer. Raises `Difference`."""
        try:
            response = self.conversation.ask(call.request())
        except Difference as difference:
            difference.operation = call.operation
            raise
        except Refused:
            self.tally[call.operation, REFUSED] += 1
            raise
        self.tally[call.operation, outcome(response)] += 1
        step = len(self.conversation.requests) - 1
        for learn in (self.learn_of_people, self.learn_of_things, self.learn_of_teams):
            learn(call, step, response.status)
        if response.status < 300:
            if call.operation.startswith("list_") and self.told(step, "next", {"next": "None"}) != "None":
                self.pages.append(Page(call.operation, call.path, call.query, Reference(step, "next")))
            if call.operation.startswith(("create_", "update_", "add_")):
                self.times += [Reference(step, "created_at"), Reference(step, "updated_at")]
        return response

    def learn_of_people(self, call: Call, step: int, status: int) -> None:
        document = call.document or {}
        match call.operation, status, call.subject:
            case "login", 200, Person() as person:
                person.token = Reference(step, "access_token")
            case "login", 429, Person() as person if person in self.people:
                self.people.remove(person)  # nobody logs in with this email again
            case "create_user", 201, _ if "password" in document:
                email = self.told(step, "email", document)
                self.people.append(Person(email, document["password"], Reference(step, "id")))
            case "get_me", 200, Person() as person:
                person.id = Reference(step, "id")
            case "update_user", 200, Person() as person:
                person.email = self.told(step, "email", {"email": person.email, **document})
                person.password = document.get("password", person.password)
                if "password" in document and self.perhaps(2):
                    person.token = None  # the next use logs in again
                person.active = document.get("is_active", person.active)
            case "delete_user", 204, Person() as person:
                person.gone = True
                for team in self.teams:
                    team.members = [member for member in team.members if member.person is not person or member.owns]
            case _:
                pass

    def learn_of_things(self, call: Call, step: int, status: int) -> None:
        document = call.document or {}
        match call.operation, status, call.subject:
            case "create_post", 201, Person() as author:
                self.posts.append(Post(Reference(step, "id"), author))
            case "create_document", 201, Person() as owner:
                size, sha256 = (self.told(step, member, {}) for member in ("size", "sha256"))
                self.documents.append(Document(Reference(step, "id"), owner, int(size), sha256))
            case (
                "delete_post" | "delete_document" | "delete_tag" | "delete_team",
                204,
                (Post() | Document() | Tag() | Team()) as thing,
            ):
                thing.gone = True
            case "create_tag", 200 | 201, _:
                self.tags.append(Tag(Reference(step, "id"), Reference(step, "slug"), self.told(step, "name", document)))
            case "update_tag", 200, Tag() as tag:
                tag.name = self.told(step, "name", document)
            case _:
                pass

    def learn_of_teams(self, call: Call, step: int, status: int) -> None:
        document = call.document or {}
        match call.operation, status, call.subject:
            case "create_team", 201, Person() as founder:
                team = Team(Reference(step, "id"), Reference(step, "slug"), document.get("seats"))
                team.members.append(Membership(team, founder, "admin", owns=True))
                self.teams.append(team)
            case "update_team", 200, Team() as team:
                team.seats = document.get("seats", team.seats)
            case "add_member", 201, Membership() as member:
                member.role = document.get("role", "member")
                member.team.members.append(member)
            # The effect of some requests stays unknown. The team may be gone, and another one may have its slug: there
            # the owner of the first can be removed, and somebody who was not in the first can become owner.
            case "update_member", 200, Membership() as member if member in member.team.members:
                member.role = "admin" if "is_owner" in document else document.get("role", member.role)
                if "is_owner" in document:
                    member.team.owner.owns, member.owns = False, True
            case "remove_member", 204, Membership() as member if member in member.team.members and not member.owns:
                member.team.members.remove(member)
            case _:
                pass

    def told(self, step: int, member: str, otherwise: dict[str, Any]) -> str:
        """Return a member of an answer, which may differ from the request: an email has many spellings."""
        value = Reference(step, member).within(self.conversation.voices[0].answers)
        return str(otherwise.get(member)) if value == "none" else value
