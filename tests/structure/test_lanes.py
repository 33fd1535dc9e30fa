"""What must hold of all of Baton's code about lanes and databases: by reading it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("adapters", "scheduling", "bot", "data")


def sources(*floors: str) -> Iterator[tuple[str, ast.AST]]:
    for floor in floors:
        for path in sorted((ROOT / floor).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def names(tree: ast.AST) -> set[str]:
    """Every name and attribute that is spoken of, and every name that is imported."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found | {each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names}


def test_only_the_lowest_floor_knows_which_database_it_is() -> None:
    for path, tree in sources("adapters", "scheduling", "bot"):
        assert not names(tree) & {"dialect", "is_sqlite", "is_alone", "sqlite3", "psycopg"}, path


def test_features_never_touch_lanes() -> None:
    """Only admission wakes them; so everything that leaves comes by one way."""
    for path, tree in sources("bot"):
        assert not names(tree) & {"Lane", "lanes", "lane_of", "wake"}, path


def test_other_programs_are_notified_by_admission_and_release_alone() -> None:
    """NOTIFY takes a lock on the whole database when it is committed."""
    found = {
        (path, function.name)
        for path, tree in sources(*FLOORS)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "notify"
    }
    assert found == {
        ("scheduling/admission.py", "_admit_some"),
        ("scheduling/delivery.py", "_leave"),
        ("scheduling/delivery.py", "_release"),
    }
