"""The README says what is true."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Settings
from bot.overview import command_table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_stands_in_the_readme() -> None:
    assert command_table() in README, "run `baton commands` and paste the table"


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_explained(name: str) -> None:
    assert name.upper() in (ROOT / ".env.example").read_text("utf-8")


@pytest.mark.parametrize("folder", ["bot", "adapters", "scheduling", "data", "tests"])
def test_the_map_of_the_house_names_every_floor(folder: str) -> None:
    assert f"{folder}/" in README


def test_what_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_worked_example_works(tmp_path: Path) -> None:
    """What the README says about adding a command, done to a copy of the house."""
    for folder in ("bot", "data", "adapters", "scheduling", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    written = re.findall(r"```(?:python|ftl)\n# (\S+)\n(.*?)```", README, re.DOTALL)
    assert len(written) == 4
    for path, content in written:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    modules = tmp_path / "bot/features/__init__.py"
    modules.write_text(
        modules.read_text("utf-8").replace(
            '    "bot.features.help', '    "bot.features.hurrah.commands",\n    "bot.features.help'
        )
    )
    checks = ["tests/features/test_hurrah.py", "tests/structure/test_texts.py"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *checks], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
