"""The classic operators: each takes a node of a syntax tree and yields the texts that can replace it.

The libraries do less. mutmut skips decorated functions and code outside functions: all handlers, all wiring.
cosmic-ray changes numbers, comparisons and decorators, but drops no statement and no argument.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

# A node and the text in its place; None removes its lines.
Replacement = tuple[ast.AST, str | None]
Operator = Callable[[ast.AST], Iterator[Replacement]]
Node = TypeVar("Node", bound=ast.AST)

PAIRS = [(ast.Eq, ast.NotEq), (ast.Lt, ast.GtE), (ast.Gt, ast.LtE), (ast.Is, ast.IsNot), (ast.In, ast.NotIn)]
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    **dict(PAIRS),
    **{second: first for first, second in PAIRS},
}


def altered(node: Node, change: Callable[[Node], object]) -> Replacement:
    other = copy.deepcopy(node)
    change(other)
    return node, ast.unparse(other)


def statement_dropped(node: ast.AST) -> Iterator[Replacement]:
    """Drop calls, raises, and assignments that are visible elsewhere."""
    match node:
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.AugAssign():
            yield node, "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, "pass"
        case ast.ClassDef(body=body):
            for each in body:
                if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None:
                    yield each, "pass"
        case _:
            pass


def decorator_dropped(node: ast.AST) -> Iterator[Replacement]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield from ((decorator, None) for decorator in node.decorator_list)


def keyword_dropped(node: ast.AST) -> Iterator[Replacement]:
    if isinstance(node, ast.Call):
        yield from (altered(node, lambda call, at=at: call.keywords.pop(at)) for at in range(len(node.keywords)))


def constant_changed(node: ast.AST) -> Iterator[Replacement]:
    match node:
        case ast.Constant(value=bool() as value):
            yield node, repr(not value)
        case ast.Constant(value=int() as value):
            yield node, repr(value + 1)
        case ast.Constant(value=str() | bytes() as value):
            yield node, repr(value + type(value)(b"x") if isinstance(value, bytes) else f"{value}x")
        case _:
            pass


def element_dropped(node: ast.AST) -> Iterator[Replacement]:
    """Drop one element of a list, tuple, set or mapping: a hook, a handler, a route."""
    if isinstance(node, ast.List | ast.Set) or (isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load)):
        for at in range(len(node.elts)) if len(node.elts) > 1 else ():
            yield altered(node, lambda other, at=at: cast("Any", other).elts.pop(at))
    elif isinstance(node, ast.Dict):
        for at in range(len(node.keys)):
            yield altered(node, lambda other, at=at: (other.keys.pop(at), other.values.pop(at)))


def comparison_negated(node: ast.AST) -> Iterator[Replacement]:
    match node:
        case ast.Compare(ops=[operator]):
            yield altered(node, lambda other: setattr(other, "ops", [OPPOSITE[type(operator)]()]))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, f"({ast.unparse(operand)})"
        case _:
            pass


def and_or_swapped(node: ast.AST) -> Iterator[Replacement]:
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, f"({altered(node, lambda changed: setattr(changed, 'op', other))[1]})"


def condition_fixed(node: ast.AST) -> Iterator[Replacement]:
    """Fix a condition to true and to false; its calls still happen. A loop only ends, it never becomes endless."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) | ast.match_case(guard=ast.expr() as test):
            tests = [test]
        case ast.comprehension(ifs=tests):
            pass
        case _:
            tests = []
    for test in tests:
        yield test, f"(({ast.unparse(test)}) and False)"
        if not isinstance(node, ast.While):
            yield test, f"(({ast.unparse(test)}) or True)"


def arguments_swapped(node: ast.AST) -> Iterator[Replacement]:
    if isinstance(node, ast.Call):
        for at in range(len(node.args) - 1):
            if not any(isinstance(each, ast.Starred) for each in node.args[at : at + 2]):
                yield altered(node, lambda call, at=at: call.args.insert(at, call.args.pop(at + 1)))


def handler_dropped(node: ast.AST) -> Iterator[Replacement]:
    """Raise what was caught; drop a case of a match."""
    match node:
        case ast.ExceptHandler(body=[first, *_]):
            yield first, "raise"
        case ast.Match(cases=cases):
            # A case has no position of its own: remove the lines from its pattern to its end.
            yield from ((case, None) for case in cases[:-1])
        case _:
            pass


def return_changed(node: ast.AST) -> Iterator[Replacement]:
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield node, "return None"


OPERATORS: dict[str, Operator] = {
    operator.__name__.replace("_", "-"): operator
    for operator in (
        statement_dropped,
        decorator_dropped,
        keyword_dropped,
        constant_changed,
        element_dropped,
        comparison_negated,
        and_or_swapped,
        condition_fixed,
        arguments_swapped,
        handler_dropped,
        return_changed,
    )
}
