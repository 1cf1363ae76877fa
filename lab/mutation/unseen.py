"""What is not mutated, since nothing that the contract is about could tell: said by kind, each with its reason."""

import ast
from collections.abc import Iterator
from typing import Any, cast

FILES = {
    "__init__.py": "it imports",
    "__main__.py": "the command line, which has tests of its own",
    "script.py": "no web",
    "native.py": "the framework's own document, outside the contract",
}
DIRECTORIES = {"cli": "no web; tests/standalone holds it"}

# For the framework's own document, or for whoever reads the code.
KEYWORDS = {
    *("bearerFormat", "description", "docs_url", "generate_examples", "generate_unique_id_function"),
    *("include_in_schema", "openapi_config", "openapi_extra", "openapi_url", "redoc_url", "responses"),
    *("scheme_name", "tags", "title"),
}
NAMES = {
    *("API_TITLE", "CONTENT", "FORM", "FORM_BODY", "KNOWN", "LINES", "LINES_OF_POSTS", "__all__", "model"),
    *("operation_id", "scheme_name", "tags"),
}
# `cast`, `ParamSpec` and `TypeVar` do nothing at run time; `openapi.parameter`, `ResponseSpec`, `blueprint_factory` and
# `Path(pattern=…)` are documentation; `text` answers what was no HTTP, or nobody.
CALLS = {"Path", "ParamSpec", "TypeVar", "cast", "openapi.parameter", "ResponseSpec", "blueprint_factory", "text"}
FUNCTIONS = {
    *("Application.openapi", "operation_id", "responses"),  # FastAPI's own document
    "stop_while_starting",  # Ctrl-C before Sanic serves
}


def visible(node: ast.AST, scope: str = "") -> Iterator[tuple[str, ast.AST]]:
    """The nodes below, each with the name of the function or class it is in, as far as a client may see them."""
    for field, value in ast.iter_fields(node):
        children = cast("list[Any]", value if isinstance(value, list) else [value])
        for child in children:
            if not isinstance(child, ast.AST) or unseen(field, child, scope):
                continue
            inner = scope
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = f"{scope}.{child.name}".lstrip(".")
            if not (field == "slice" and isinstance(child, ast.Tuple)):  # a type's parameters are one thing
                yield inner, child
            yield from visible(child, inner)


def unseen(field: str, node: ast.AST, scope: str) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):  # the last is a docstring
            return True
        case ast.keyword(arg=name):
            return name in KEYWORDS
        case ast.Call(func=function) if ast.unparse(function) in CALLS:
            return True
        case (
            ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)])
            | ast.AnnAssign(target=ast.Name(id=name) | ast.Attribute(attr=name))
        ):
            return name in NAMES
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return f"{scope}.{name}".lstrip(".") in FUNCTIONS
        case _:
            return field in {"annotation", "returns"} and isinstance(node, ast.expr)
