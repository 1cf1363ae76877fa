"""The posts, documents, tags, teams and members that one sequence created, according to the answers."""

from dataclasses import dataclass, field

from lab.fuzz.people import Person
from lab.fuzz.request import Reference, Text

Value = str | Reference


@dataclass(eq=False)
class Post:
    """One post; it is deleted with its author."""

    id: Value
    author: Person
    gone: bool = False

    @property
    def there(self) -> bool:
        return not self.gone and not self.author.gone

    @property
    def path(self) -> Text:
        return ("/posts/", self.id)


@dataclass(eq=False)
class Document:
    """One document; it is deleted with its owner."""

    id: Value
    owner: Person
    size: int = 0
    sha256: str = ""
    gone: bool = False

    @property
    def there(self) -> bool:
        return not self.gone and not self.owner.gone

    @property
    def path(self) -> Text:
        return ("/documents/", self.id)


@dataclass(eq=False)
class Tag:
    """One tag, with its name in the last answer."""

    id: Value
    slug: Value
    name: str
    gone: bool = False

    @property
    def there(self) -> bool:
        return not self.gone

    @property
    def path(self) -> Text:
        return ("/tags/", self.slug)


@dataclass(eq=False)
class Team:
    """One team; the first of its members is not always the owner."""

    id: Value
    slug: Value
    seats: int | None
    members: list["Membership"] = field(default_factory=list["Membership"])
    gone: bool = False

    @property
    def path(self) -> Text:
        return ("/teams/", self.slug)

    @property
    def owner(self) -> "Membership":
        return next(member for member in self.members if member.owns)

    @property
    def there(self) -> bool:
        """Whether it exists, and its owner can still act."""
        return not self.gone and self.owner.person.there

    @property
    def full(self) -> bool:
        return self.seats is not None and self.seats <= len(self.members)

    def member(self, person: Person) -> "Membership | None":
        return next((member for member in self.members if member.person is person), None)


@dataclass(eq=False)
class Membership:
    """The place of one person in a team, taken or planned."""

    team: Team
    person: Person
    role: str = "member"
    owns: bool = False


Subject = Person | Post | Document | Tag | Team | Membership
