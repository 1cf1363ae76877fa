"""The command line: `python -m flask_app serve | migrate | seed | unseed | create-superuser`."""

from core.commandline.commands import command_line
from core.commandline.serve import granian

main = command_line("flask_app", {"granian": granian("flask_app:create_app", "wsgi")})

if __name__ == "__main__":
    main()
