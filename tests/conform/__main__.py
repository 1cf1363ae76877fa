"""The command: run the contract against the server at an address, and report by operation whether it conforms."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from random import SystemRandom

import pytest
from rich.console import Console

from tests import fixtures
from tests.conform.interrupts import interrupts
from tests.conform.plugin import Conformance
from tests.conform.progress import Progress
from tests.conform.results import rows
from tests.conform.target import Superuser, Unusable, parse, reach
from tests.conform.verdict import Verdict, show, write
from tests.contract.probes import asking

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "LIKEWISE_PASSWORD"
SETTINGS = ("login_rate", "token_lifetime", "json_limit", "upload_limit")

DESCRIPTION = """\
Run the contract against a server: any server, in any language, under any path. The run deletes everything that it
creates, also after Ctrl-C. Nobody else may use the server meanwhile: some tests count.
"""
EPILOG = f"""\
exit codes:
  0  everything that ran conforms
  1  something does not; each failed test is listed with its requests and answers
  2  the run failed, or no test ran: no server, a wrong login, a wrong address

examples:
  nox -s conform -- http://127.0.0.1:8000
  {PASSWORD}=… nox -s conform -- https://staging.example.com/api --email root@example.com
  nox -s conform -- http://127.0.0.1:8000 -k test_teams --json verdict.json
"""


def arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "nox -s conform --",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("url", metavar="URL", help="the address of the server: http or https, with the path of a mount")
    add("--email", help="a superuser to log in as; without one, tests that need one do not run")
    add("--password", help=f"the password; better in the environment, as {PASSWORD}, where nobody else can read it")
    add("--changed", action="append", default=[], choices=SETTINGS, metavar="SETTING",
        help=f"a setting that is not at its default there, one of {', '.join(SETTINGS)}; may be repeated")  # fmt: skip
    add("--interface", choices=("any", "asgi"), default="any", help="asgi: also test what WSGI servers hide")
    add("--long", action="store_true", help="also run tests that send 32 requests at the same moment")
    add("-k", dest="keyword", metavar="EXPRESSION", help="only tests whose names match, as in pytest")
    add("--json", type=Path, metavar="FILE", help="write the verdict as JSON")
    add("--junit", type=Path, metavar="FILE", help="write the verdict as JUnit XML")
    add("--ca-file", metavar="FILE", help="certificates to trust, for https")
    add("--seed", type=int, default=SystemRandom().getrandbits(32), help="repeat the random data of an earlier run")
    options = parser.parse_args(given)
    for file in (options.json, options.junit):  # not at the end of a long run
        if file is not None and (file.is_dir() or not os.access(file if file.exists() else file.parent, os.W_OK)):
            parser.error(f"{file} cannot be written")
    return options


def main(given: Sequence[str]) -> int:
    options, console = arguments(given), Console()
    with interrupts.handled():
        try:
            verdict = run(prepare(options, console), options)
        except (Unusable, KeyboardInterrupt) as problem:
            verdict = Verdict(options.url, options.seed, [], {}, [], str(problem) or "interrupted")
    show(verdict, console)
    try:
        write(verdict, options.json, options.junit)
    except OSError as error:
        console.print(f"Not written: {error}", style="bold yellow")
        return 2
    return verdict.code


def prepare(options: argparse.Namespace, console: Console) -> Conformance:
    """Reach the server and log in.

    Raises:
        Unusable: that failed.
    """
    address = parse(options.url, options.ca_file)
    reach(address)
    password = options.password or os.environ.get(PASSWORD, "")
    if options.email and not password:
        raise Unusable(f"--email needs a password: set {PASSWORD}.")
    account = Superuser(address, options.email, password) if options.email else None
    conformance = Conformance(
        address, account, options.seed, options.interface, frozenset(options.changed), options.long, Progress(console)
    )
    conformance.look_around()
    return conformance


def run(conformance: Conformance, options: argparse.Namespace) -> Verdict:
    # No conftest: it is for our own applications. No terminal plugin: this command prints the verdict.
    command = [f"--rootdir={ROOT}", "--noconftest", "-o", "addopts=", "--strict-markers"]
    command += [part for name in ("terminal", "cacheprovider", "faker") for part in ("-p", f"no:{name}")]
    if options.keyword:
        command += ["-k", options.keyword]
    complaints = StringIO()  # of pytest, about its arguments
    with conformance.progress, redirect_stderr(complaints), conformance.prober():
        code = pytest.main([*command, str(ROOT / "tests" / "contract")], plugins=[fixtures, asking, conformance])
    problem = conformance.lost
    if conformance.broken:
        problem = f"the tests cannot be run: {conformance.broken[0]}"
    elif code == pytest.ExitCode.INTERRUPTED and not problem:
        problem = "interrupted"
    elif code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        problem = complaints.getvalue().strip() or f"pytest ended with {code!r}"
    elif not conformance.results:
        problem = f"no test ran: none matches -k {options.keyword!r}" if options.keyword else "no test ran"
    results = rows(conformance.results.values())
    left_out, left = conformance.left_out, conformance.sweeper.left
    keyword = options.keyword or ""
    return Verdict(str(conformance.address), conformance.seed, results, left_out, left, problem, keyword)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
