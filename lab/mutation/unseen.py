"""What is not mutated, because no test of behaviour could tell: imports, docstrings, and documentation in adapters."""

import ast
from collections.abc import Iterator
from typing import Any, cast

# In an adapter these are for the framework's own OpenAPI document, or for whoever reads the code.
KEYWORDS = {
    *("bearerFormat", "description", "docs_url", "generate_examples", "generate_unique_id_function"),
    *("include_in_schema", "openapi_config", "openapi_extra", "openapi_url", "redoc_url", "responses"),
    *("scheme_name", "tags", "title"),
}
NAMES = {
    *("API_TITLE", "CONTENT", "FORM", "FORM_BODY", "KNOWN", "LINES", "LINES_OF_POSTS", "__all__", "model"),
    *("operation_id", "scheme_name", "tags"),
}
FUNCTIONS = {"Application.openapi", "operation_id", "responses", "stop_while_starting"}
DOCUMENTING = {"Path", "openapi.parameter", "ResponseSpec", "blueprint_factory", "text"}
# These do nothing at run time.
STATIC = {"ParamSpec", "TypeVar", "cast"}


def visible(node: ast.AST, symbol: str = "", *, adapter: bool) -> Iterator[tuple[str, ast.AST]]:
    """Yield the nodes below whose change can show, each with the name of the function or class that holds it."""
    for field, value in ast.iter_fields(node):
        for child in cast("list[Any]", value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or static(field, child) or (adapter and documents(child, symbol)):
                continue
            inner = symbol
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = f"{symbol}.{child.name}".lstrip(".")
            if not (field == "slice" and isinstance(child, ast.Tuple)):  # the parameters of a type are one thing
                yield inner, child
            yield from visible(child, inner, adapter=adapter)


def static(field: str, node: ast.AST) -> bool:
    """Whether nothing happens here at run time."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):  # the last one is a docstring
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Call(func=function) if ast.unparse(function) in STATIC:
            return True
        case _:
            return field in {"annotation", "returns"} and isinstance(node, ast.expr)


def documents(node: ast.AST, symbol: str) -> bool:
    match node:
        case ast.keyword(arg=name):
            return name in KEYWORDS
        case ast.Call(func=function) if ast.unparse(function) in DOCUMENTING:
            return True
        case (
            ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)])
            | ast.AnnAssign(target=ast.Name(id=name) | ast.Attribute(attr=name))
        ):
            return name in NAMES
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return f"{symbol}.{name}".lstrip(".") in FUNCTIONS
        case _:
            return False


def shows(node: ast.AST, by: str | None) -> bool:
    """Whether a change in an adapter is more than a dropped keyword, decorator or name that documents."""
    match node:
        case ast.Call(func=function) if by is None:
            return ast.unparse(function) != "openapi.parameter"
        case ast.Call() if by is not None:
            before = {keyword.arg for keyword in node.keywords}
            after = {keyword.arg for keyword in getattr(ast.parse(by, mode="eval").body, "keywords", ())}
            return not (before - after) & KEYWORDS
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name not in NAMES
        case _:
            return True
