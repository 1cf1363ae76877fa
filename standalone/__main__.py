"""`python -m standalone`: what every adapter can do, and the domain without any web at all."""

from core.commands import command_line
from core.serving import granian

from . import cli

main = command_line(
    "standalone",
    {"asgi": granian("standalone:create_app", "asgi"), "wsgi": granian("standalone:create_wsgi_app", "wsgi")},
)
main.add_command(cli.users)
main.add_command(cli.openapi)

if __name__ == "__main__":
    main()
