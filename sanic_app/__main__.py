"""python -m sanic_app serve | migrate | seed | create-superuser; on Sanic's own server, or on Granian."""

from core.commands import command_line
from core.serving import granian

from .server import serve

main = command_line("sanic_app", {"sanic": serve, "granian": granian("sanic_app:create_app", "asgi")})

if __name__ == "__main__":
    main()
