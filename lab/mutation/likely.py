"""Which tests are asked first about a mutant: those of its resource, then those of HTTP, then all others."""

from pathlib import Path

from lab.mutation.mutant import ROOT

CONTRACT = "tests/contract"

# Of a resource's module, who asks for it; of the others, what they are for.
TESTS = {
    "members": ("member", "team"),
    "documents": ("document", "upload", "download", "object"),
    "analytics": ("analytics", "refresh"),
    "posts": ("post", "export"),
    "repository": ("tag",),
    "responses": ("content", "export"),
    "strict": ("http", "bodies", "content", "upload"),
    "dependencies": ("http", "content", "upload"),
    "exchange": ("http", "export", "content"),
    "problems": ("http", "server_errors"),
    "database": ("server_errors", "analytics_database"),
}
HTTP = (
    "users_http",
    "json_bodies",
    "user_queries",
    "auth",
    "users",
    "tags",
    "posts_http",
    "documents_http",
    "server_errors",
)


def rank(module: str, test: str) -> int:
    """How late a file of tests comes for a module of an adapter."""
    resource, name = Path(module).stem, test.removeprefix("test_")
    if any(part in name for part in TESTS.get(resource, (resource.removesuffix("s"),))):
        return 0
    return HTTP.index(name) + 1 if name in HTTP else len(HTTP) + 1


def likely(module: str) -> list[str]:
    """The files to ask first: to collect all others takes longer than to run these."""
    paths = sorted((ROOT / CONTRACT).glob("test_*.py"), key=lambda path: (rank(module, path.stem), path.stem))
    return [f"{CONTRACT}/{path.name}" for path in paths if rank(module, path.stem) <= len(HTTP)]


def wire() -> list[str]:
    """The files with tests for servers alone, those that take long at the end."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / CONTRACT).rglob("test_*.py"))}
    # Probes are marked by their conftest.
    marked = [path for path, text in texts.items() if path.parent.name == "probes" or 'transport="socket"' in text]
    marked.sort(key=lambda path: "pytest.mark.long" in texts[path])
    return [str(path.relative_to(ROOT)) for path in marked]
