"""The command line: `python -m fastapi_app serve | migrate | seed | unseed | create-superuser`."""

from core.commandline.commands import command_line
from core.commandline.serve import granian

main = command_line("fastapi_app", {"granian": granian("fastapi_app:create_app", "asgi")})

if __name__ == "__main__":
    main()
