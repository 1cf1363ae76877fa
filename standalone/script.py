"""A worker over the domain, without HTTP: it takes jobs from a file or a pipe, and does each in one transaction.

python -m standalone.script [JOBS]
"""

from collections.abc import Iterable
from typing import TextIO

import click

from core import schemas
from core.commandline.caller import OPERATOR
from core.database.unit_of_work import sync_unit_of_work
from core.errors import LikewiseError, NotFound, NotReady
from core.http.operation import JSON
from core.http.parsing import parse_body
from core.schemas.fields import SluggableName
from core.security import Caller
from core.services_sync import Services
from core.services_sync.slugs import slug_of

from .cli.domain import open_domain


class Job(schemas.UserCreate):
    """One line: a new user, and the name of the team that they join, or create if there is none of that name."""

    team: SluggableName | None = None


def do(services: Services, job: Job) -> str:
    """Do a whole job or nothing of it. Returns what was done. Raises the errors of the services."""
    with sync_unit_of_work(services.session):
        user = services.users.create_user(schemas.UserCreate(email=job.email, name=job.name, password=job.password))
        if job.team is None:
            return f"created {user.email}"
        try:
            team = services.teams.get_team(slug_of(job.team))
        except NotFound:
            team = services.teams.create_team(schemas.TeamCreate(name=job.team), Caller(user.id, is_superuser=False))
            return f"created {user.email} and their team {team.slug}"
        services.members.add_member(team.slug, schemas.MemberCreate(user_id=user.id), OPERATOR)
        return f"created {user.email} in the team {team.slug}"


def work(services: Services, lines: Iterable[str]) -> int:
    """Do the job on each line, and print what was done. Returns the number of jobs that were refused."""
    refused = 0
    for number, line in enumerate(lines, start=1):
        try:
            click.echo(f"{number}: {do(services, parse_body(Job, line.encode(), JSON))}")
        except NotReady:  # the next job would not do better
            raise
        except LikewiseError as error:
            refused += 1
            faults = "".join(f" {fault.pointer}: {fault.detail}" for fault in error.faults)
            click.echo(f"{number}: nothing done. {error.title}. {error.detail}{faults}", err=True)
    return refused


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("jobs", type=click.File(encoding="utf-8", lazy=False), default="-")
def main(jobs: TextIO) -> None:
    """Create users, and their teams, as JOBS says: a file, or standard input as it comes.

    Each line is a job: {"email": "ada@example.com", "name": "Ada", "password": "correct horse", "team": "The Engine"}.
    The exit code is 1 if a job was refused.
    """
    with open_domain() as services:
        if work(services, jobs):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
