"""The command line: `python -m litestar_app serve | migrate | seed | unseed | create-superuser`."""

from core.commandline.commands import command_line
from core.commandline.serve import granian

main = command_line("litestar_app", {"granian": granian("litestar_app:create_app", "asgi")})

if __name__ == "__main__":
    main()
