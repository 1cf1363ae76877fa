"""The users that one sequence of requests has made, as far as its answers tell."""

from dataclasses import dataclass

from lab.fuzz.request import Reference, Text


@dataclass(eq=False)
class Person:
    """One user; `id` and `token` refer to the answers that told them."""

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
        """Whether they are there and may act."""
        return self.active and not self.gone
