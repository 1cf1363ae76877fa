"""An application whose stored objects a test can list and read."""

from pathlib import Path
from random import Random

from tests.deployment import Deployment
from tests.people import People

# Larger than the blocks that are written to the store.
LARGE = 6 * 1024 * 1024


class Store:
    """An application of the test's own, its user `owner`, and the directory with its objects."""

    def __init__(self, application: Deployment, directory: Path, random: Random) -> None:
        self.application = application
        self.client = application.client
        self.directory = directory
        self.people = People(self.client, random)
        self.owner = self.people()

    def files(self) -> list[Path]:
        return sorted(path for path in self.directory.rglob("*") if path.is_file())

    def contents(self) -> list[bytes]:
        return [path.read_bytes() for path in self.files()]
