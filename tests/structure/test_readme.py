"""The README says what is true."""

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
    import re

    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
