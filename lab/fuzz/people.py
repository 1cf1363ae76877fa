"""The users that one sequence of requests created, according to the answers."""

from dataclasses import dataclass

from lab.fuzz.request import Reference, Text


@dataclass(eq=False)
class Person:
    """One user; `id` and `token` refer to the answers that contained them."""

    email: str
    password: str
    id: Reference | None = None
    token: Reference | None = None
    active: bool = True
    gone: bool = False

    @property
    def authorization(self) -> Text:
        return ("Bearer ", self.token or "none")

    @property
    def there(self) -> bool:
        """Whether they exist and are active."""
        return self.active and not self.gone
