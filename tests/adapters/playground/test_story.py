"""The demo: the story runs on any day, in both languages, and the terminal shows what was delivered."""

import asyncio
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sqlmodel import select

from adapters.discord.transcript import as_read, written
from adapters.playground.demo import Style, play_and_serve
from adapters.playground.story import Plan
from bot.config import sqlite_url
from data.database import Database
from data.tables import PlaygroundMessage, Praise, Task, TaskState


def told(path: Path, plan: Plan) -> str:
    out = StringIO()
    asyncio.run(play_and_serve(path, plan, Console(file=out, width=200), None))
    return out.getvalue()


@pytest.mark.parametrize("start", [date(2026, 10, day) for day in range(19, 26)])
def test_the_story_ends_with_thanks_whenever_it_begins(tmp_path: Path, start: date) -> None:
    transcript = told(tmp_path / "demo.db", Plan(start=start))
    database = Database(sqlite_url(tmp_path / "demo.db"))
    with database.transaction() as session:
        first, second = session.exec(select(Task).order_by(Task.id)).all()  # type: ignore[arg-type]  # SQLModel's columns
        assert (first.state, second.state) == (TaskState.DONE, TaskState.PROPOSED)
        assert session.exec(select(Praise)).one().text in transcript
    database.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_names_languages_and_seed_change_it(tmp_path: Path, seed: int) -> None:
    plan = Plan("Eva", "Tom", "de", "en", date(2026, 10, 22), seed)
    transcript = told(tmp_path / "demo.db", plan)
    assert transcript == told(tmp_path / "again.db", plan)
    assert "Eva · Direktnachricht · " in transcript
    assert "Tom · direct message · " in transcript
    assert "Carla" not in transcript
    assert transcript != told(tmp_path / "other.db", Plan("Eva", "Tom", "de", "en", date(2026, 10, 22), seed + 7))


def test_the_check_in_comes_at_nine_where_she_lives_though_the_clocks_change(tmp_path: Path) -> None:
    transcript = told(tmp_path / "demo.db", Plan(start=date(2026, 10, 23)))  # the clocks change on the Sunday after
    assert "Anna · Direktnachricht · Mo., 26. Okt., 9 Uhr · ♪ benachrichtigt\n    Eine Aufgabe ist offen." in transcript


def test_every_delivered_message_is_in_the_transcript(tmp_path: Path) -> None:
    transcript = told(tmp_path / "demo.db", Plan(start=date(2026, 10, 19)))
    database = Database(sqlite_url(tmp_path / "demo.db"))
    with database.transaction() as session:
        messages = [each for each in session.exec(select(PlaygroundMessage)).all() if each.author is None]
        assert len(messages) > 20
        for message in messages:
            for line in message.text.splitlines():
                assert line in transcript
    database.close()


def test_as_discord_it_reads_as_discord_shows_it(tmp_path: Path) -> None:
    out = StringIO()
    plan = Plan(start=date(2026, 10, 19))
    style = Style(written, as_read)
    asyncio.run(play_and_serve(tmp_path / "demo.db", plan, Console(file=out, width=200), None, style))
    transcript = out.getvalue()
    assert "[Zusagen] [Rückfrage] [Anderer Termin] [Ablehnen] [Mehr]" in transcript
    assert "Gewünscht bis: 22. Oktober 2026 15:00 · in 3 Tagen (bei Carla 16 Uhr)" in transcript
    assert "▎ " in transcript
    for left_over in ("<t:", "<@", "**", "\\", "-# "):
        assert left_over not in transcript
