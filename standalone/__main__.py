"""The command line: `python -m standalone`, with the commands of every adapter and those of cli/."""

from core.commandline.commands import command_line
from core.commandline.serve import granian

from . import cli

main = command_line(
    "standalone",
    {"asgi": granian("standalone:create_app", "asgi"), "wsgi": granian("standalone:create_wsgi_app", "wsgi")},
)
for command in cli.COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
