"""What one sequence knows of the applications it talks to: whom it made, what they answered."""

from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.clients.response import Response
from tests.differential import values
from tests.differential.call import Call
from tests.differential.coverage import Tally
from tests.differential.fleet import Conversation
from tests.differential.people import Person
from tests.differential.request import Reference, Text
from tests.people import SUPERUSER

Value = TypeVar("Value")


class World:
    """Makes the people that a request needs, and remembers what came of each request."""

    def __init__(self, conversation: Conversation, data: st.DataObject, tally: Tally, mark: str) -> None:
        """`tally` counts the answers by operation and status; `mark` is in every email and no other sequence's."""
        self.conversation = conversation
        self.data = data
        self.tally = tally
        self.mark = mark
        self.people: list[Person] = []
        self.superuser = Person(SUPERUSER.email, SUPERUSER.password)
        self.times: list[Reference] = []
        self.pages: list[tuple[list[Text], Reference]] = []
        """Lists that have a next page: their query and its cursor."""

    def draw(self, strategy: st.SearchStrategy[Value]) -> Value:
        return self.data.draw(strategy)

    def perhaps(self, once_in: int) -> bool:
        return self.draw(st.integers(0, once_in - 1)) == once_in - 1

    def send(self, call: Call) -> Response:
        """Ask everybody, and remember what follows from the answer. Raises `Difference`."""
        response = self.conversation.ask(call.request())
        self.tally[call.operation, response.status] += 1
        self.learn(call, len(self.conversation.requests) - 1, response)
        return response

    def learn(self, call: Call, step: int, response: Response) -> None:
        subject, document = call.subject, call.document or {}
        match call.operation, response.status:
            case "login", 200 if subject:
                subject.token = Reference(step, "access_token")
            case "login", 429 if subject in self.people:
                self.people.remove(subject)  # nobody will log in with this email again
            case "create_user", 201 if call.document:
                created = Person(self.told(step, "email", document), document["password"], Reference(step, "id"))
                self.people.append(created)
                self.times.append(Reference(step, "created_at"))
            case "get_me", 200 if subject:
                subject.id = Reference(step, "id")
            case "update_user", 200:
                self.times.append(Reference(step, "updated_at"))
                if subject:
                    subject.email = self.told(step, "email", {"email": subject.email, **document})
                    subject.password = document.get("password", subject.password)
                    if "password" in document and self.perhaps(2):
                        subject.token = None  # who comes next logs in anew
                    subject.active = document.get("is_active", subject.active)
            case "delete_user", 204 if subject:
                subject.gone = True
            case "list_users", 200:
                if self.told(step, "next", {"next": "None"}) != "None":
                    self.pages.append((call.query, Reference(step, "next")))
            case _:
                pass

    def told(self, step: int, member: str, otherwise: dict[str, Any]) -> str:
        """A member of an answer, which may say it otherwise than the request did: an email has many spellings."""
        value = Reference(step, member).within(self.conversation.voices[0].answers)
        return str(otherwise.get(member)) if value == "none" else value

    # Calls that are right, to be made or to be spoiled

    def sign_up(self, **changes: Any) -> Call:
        document = {"email": self.draw(values.emails(self.mark)), "name": "Ada", "password": "12345678", **changes}
        call = Call("create_user", "POST", ("/users",))
        call.say(document)
        return call

    def log_in(self, person: Person, **changes: Any) -> Call:
        call = Call("login", "POST", ("/auth/login",), subject=person)
        call.say({"email": person.email, "password": person.password, **changes})
        return call

    def change(self, person: Person, caller: Person, **document: Any) -> Call:
        call = Call("update_user", "PATCH", self.path_of(person), authorization=[self.bearer(caller)], subject=person)
        call.say(document)
        return call

    def remove(self, person: Person, caller: Person) -> Call:
        return Call("delete_user", "DELETE", self.path_of(person), authorization=[self.bearer(caller)], subject=person)

    def path_of(self, person: Person) -> Text:
        if person.id is None:
            self.send(Call("get_me", "GET", ("/auth/me",), authorization=[self.bearer(person)], subject=person))
        return ("/users/", person.id or values.NOWHERE)

    def bearer(self, person: Person) -> Text:
        """A token of this person, from a login if there was none yet."""
        if person.token is None:
            self.send(self.log_in(person))
        return person.authorization

    # People

    def person(self, *, other_than: Person | None = None) -> Person:
        """Somebody there and active, of those made so far or made now."""
        known = [person for person in self.people if person.active and not person.gone and person is not other_than]
        return self.draw(st.sampled_from([None, *known * 3])) or self.stranger()

    def stranger(self) -> Person:
        """Somebody made now."""
        before = len(self.people)
        call = self.sign_up()
        self.send(call)
        document = call.document or {}
        return self.people[-1] if len(self.people) > before else Person(document["email"], document["password"])

    def caller(self) -> Person:
        """A person, or now and then the superuser."""
        return self.superuser if self.perhaps(5) and not self.superuser.gone else self.person()

    def inactive(self) -> Person:
        """Somebody deactivated, with a token from before."""
        known = [person for person in self.people if not person.active and not person.gone]
        if person := self.draw(st.sampled_from([None, *known])):
            return person
        person = self.stranger()
        self.bearer(person)
        self.send(self.change(person, self.superuser, is_active=False))
        return person

    def gone(self) -> Person:
        """Somebody deleted, with a token from before."""
        known = [person for person in self.people if person.gone and person.token]
        if person := self.draw(st.sampled_from([None, *known])):
            return person
        person = self.stranger()
        self.send(self.remove(person, person))
        return person
