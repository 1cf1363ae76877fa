"""Creates what a request needs before it can be sent: people and their things."""

from typing import Any

from hypothesis import strategies as st

from lab.fuzz import uploads, values
from lab.fuzz.call import Call
from lab.fuzz.memory import Memory
from lab.fuzz.people import Person
from lab.fuzz.request import Reference, Text
from lab.fuzz.things import Document, Membership, Post, Tag, Team


class World(Memory):
    """Requests that it sends on the way belong to the sequence too."""

    # Right calls, to send or to spoil

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

    def write(self, author: Person, **document: Any) -> Call:
        call = Call("create_post", "POST", ("/posts",), authorization=[self.bearer(author)], subject=author)
        call.say({"title": "Notes", "body": "Some.", **document})
        return call

    def upload(self, owner: Person) -> Call:
        call = Call("create_document", "POST", ("/documents",), authorization=[self.bearer(owner)], subject=owner)
        call.attach(self.draw(uploads.forms()))
        return call

    def found(self, founder: Person, **document: Any) -> Call:
        call = Call("create_team", "POST", ("/teams",), authorization=[self.bearer(founder)], subject=founder)
        call.say({"name": "Crew", **document})
        return call

    def join(self, team: Team, person: Person, caller: Person, **document: Any) -> Call:
        call = Call("add_member", "POST", (*team.path, "/members"), authorization=[self.bearer(caller)])
        call.subject = Membership(team, person)
        call.say({"user_id": self.written_id(person), **document})
        return call

    def label(self, name: str, caller: Person) -> Call:
        call = Call("create_tag", "POST", ("/tags",), authorization=[self.bearer(caller)])
        call.say({"name": name})
        return call

    def some_of(self, document: dict[str, Any]) -> dict[str, Any]:
        """Draw some members of a document, or all."""
        kept = self.draw(st.lists(st.sampled_from(sorted(document)), unique=True, max_size=len(document)))
        return {name: document[name] for name in kept}

    # How requests refer to people

    def id_of(self, person: Person) -> str | Reference:
        if person.id is None:
            self.send(Call("get_me", "GET", ("/auth/me",), authorization=[self.bearer(person)], subject=person))
        return person.id or values.NOWHERE

    def written_id(self, person: Person) -> str:
        """Return the id as it stands in a body."""
        told = self.id_of(person)
        return told if isinstance(told, str) else told.stand_in

    def path_of(self, person: Person) -> Text:
        return ("/users/", self.id_of(person))

    def path_within(self, member: Membership) -> Text:
        return (*member.team.path, "/members/", self.id_of(member.person))

    def bearer(self, person: Person) -> Text:
        """Return a token of this person, from a login if there is none yet."""
        if person.token is None:
            self.send(self.log_in(person))
        return person.authorization

    # People

    def person(self, *, other_than: Person | None = None) -> Person:
        """Return an active person, known or new."""
        known = [person for person in self.people if person.there and person is not other_than]
        return self.draw(st.sampled_from([None, *known * 3])) or self.stranger()

    def stranger(self) -> Person:
        """Create a person."""
        before = len(self.people)
        call = self.sign_up()
        self.send(call)
        document = call.document or {}
        return self.people[-1] if len(self.people) > before else Person(document["email"], document["password"])

    def caller(self) -> Person:
        """Return a person, or sometimes the superuser."""
        return self.superuser if self.perhaps(5) and not self.superuser.gone else self.person()

    def reader(self) -> Person:
        """Return a person who may read: the token is good, even if the person has been deleted."""
        if self.perhaps(12):
            return self.inactive() if self.perhaps(2) else self.gone()
        return self.caller()

    def inactive(self) -> Person:
        """Return a deactivated person with an older token."""
        known = [person for person in self.people if not person.active and not person.gone]
        if person := self.draw(st.sampled_from([None, *known])):
            return person
        person = self.stranger()
        self.bearer(person)
        self.send(self.change(person, self.superuser, is_active=False))
        return person

    def gone(self) -> Person:
        """Return a deleted person with an older token."""
        known = [person for person in self.people if person.gone and person.token]
        if person := self.draw(st.sampled_from([None, *known])):
            return person
        person = self.stranger()
        self.send(self.remove(person, person))
        return person

    # Things, known or new

    def post(self) -> Post:
        known = [post for post in self.posts if post.there and post.author.active]
        if post := self.draw(st.sampled_from([None, *known * 3])):
            return post
        before, author = len(self.posts), self.caller()
        self.send(self.write(author))
        return self.posts[-1] if len(self.posts) > before else Post(values.NOWHERE, author)

    def document(self) -> Document:
        known = [document for document in self.documents if document.there and document.owner.active]
        if document := self.draw(st.sampled_from([None, *known * 3])):
            return document
        before, owner = len(self.documents), self.caller()
        self.send(self.upload(owner))
        return self.documents[-1] if len(self.documents) > before else Document(values.NOWHERE, owner)

    def tag(self, *, other_than: Tag | None = None) -> Tag:
        known = [tag for tag in self.tags if tag.there and tag is not other_than]
        if tag := self.draw(st.sampled_from([None, *known * 3])):
            return tag
        before, name = len(self.tags), self.draw(values.new_tag_names)
        self.send(self.label(name, self.caller()))
        return self.tags[-1] if len(self.tags) > before else Tag(values.NOWHERE, values.NOWHERE, name)

    def team(self, *, room: bool = False) -> Team:
        """Return a team; `room` asks for one that is not full."""
        known = [team for team in self.teams if team.there and not (room and team.full)]
        return self.draw(st.sampled_from([None, *known * 3])) or self.founded()

    def founded(self, **document: Any) -> Team:
        """Create a team."""
        before, founder = len(self.teams), self.caller()
        self.send(self.found(founder, **document))
        if len(self.teams) > before:
            return self.teams[-1]
        team = Team(values.NOWHERE, values.NOWHERE, None)
        team.members.append(Membership(team, founder, "admin", owns=True))
        return team

    # People and their teams

    def admin(self, team: Team, *, other_than: Person | None = None) -> Person:
        """Return a person who may change the team: an admin, or sometimes the superuser."""
        admins = [member.person for member in team.members if member.role == "admin" and member.person.there]
        known = [person for person in admins if person is not other_than]
        return self.superuser if self.perhaps(5) or not known else self.draw(st.sampled_from(known))

    def member(self, team: Team) -> Membership:
        """Return a member who does not own the team, known or new."""
        known = [member for member in team.members if member.person.there and not member.owns]
        if member := self.draw(st.sampled_from([None, *known * 3])):
            return member
        before, call = len(team.members), self.join(team, self.outsider(team), team.owner.person)
        self.send(call)
        return team.members[-1] if len(team.members) > before else Membership(team, self.superuser)

    def outsider(self, team: Team) -> Person:
        """Return a person who is not in the team."""
        known = [person for person in self.people if person.there and team.member(person) is None]
        return self.draw(st.sampled_from([None, *known * 3])) or self.stranger()

    def powerless(self, team: Team, *, other_than: Person | None = None) -> Person:
        """Return a person who may not change the team, whether in it or not."""
        known = [member.person for member in team.members if member.role == "member" and member.person.there]
        known = [person for person in known if person is not other_than]
        return self.draw(st.sampled_from(known)) if known and self.perhaps(2) else self.outsider(team)
