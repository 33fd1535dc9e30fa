"""Settings from the environment."""

from pathlib import Path

import pytest

from bot.config import SLACK, Misconfigured, load_settings

VARIABLES = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "BATON_ALLOW_REMOTE_ENDPOINTS",
    "DISCORD_TOKEN",
    "DISCORD_API_BASE",
    "DISCORD_GATEWAY_URL",
    "DATABASE_URL",
    "PORT",
    "BATON_HOST",
)


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_is_needed() -> None:
    settings = load_settings()
    assert settings.slack_bot_token is None
    assert settings.slack_api_url == SLACK
    assert settings.database_url.startswith("sqlite:///")


def test_a_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nPORT=4000\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN", " xoxb-environment ")
    settings = load_settings()
    assert (settings.slack_bot_token, settings.port) == ("xoxb-environment", 4000)


def test_every_problem_is_reported_at_once_and_no_secret_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "99999")
    monkeypatch.setenv("SLACK_API_URL", "https://user:hunter2@evil.example/api")
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hunter2@localhost/baton")
    with pytest.raises(Misconfigured) as wrong:
        load_settings()
    assert sorted(problem.partition(":")[0] for problem in wrong.value.problems) == [
        "DATABASE_URL",
        "PORT",
        "SLACK_API_URL",
    ]
    assert "hunter2" not in str(wrong.value)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://slack.com/api", True),
        ("https://eu.slack.com/api/", True),
        ("http://slack.com/api/", False),
        ("http://127.0.0.1:9000/api/", True),
        ("http://[::1]:9000/api/", True),
        ("http://localhost:9000/api/", True),
        ("https://slack.com.evil.example/", False),
        ("https://evilslack.com/", False),
        ("http://10.0.0.1/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_where_tokens_may_go(monkeypatch: pytest.MonkeyPatch, address: str, allowed: bool) -> None:
    monkeypatch.setenv("SLACK_API_URL", address)
    if allowed:
        assert load_settings().slack_api_url == address.rstrip("/") + "/"
    else:
        with pytest.raises(Misconfigured):
            load_settings()


def test_other_addresses_when_they_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "https://proxy.example/slack")
    monkeypatch.setenv("BATON_ALLOW_REMOTE_ENDPOINTS", "1")
    assert load_settings().slack_api_url == "https://proxy.example/slack/"


@pytest.mark.parametrize("address", ["postgres://u@h/b", "postgresql://u@h/b", "postgresql+psycopg://u@h/b"])
def test_postgresql_by_any_of_its_names(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert load_settings().database_url == "postgresql+psycopg://u@h/b"


@pytest.mark.parametrize(
    ("variable", "good", "bad"),
    [
        (
            "DISCORD_API_BASE",
            ["https://discord.com/api/v10", "http://127.0.0.1:9/api/v10/"],
            ["https://evil.example/", "x"],
        ),
        ("DISCORD_GATEWAY_URL", ["wss://gateway.discord.gg", "ws://localhost:9"], ["wss://evil.example", "http://x"]),
    ],
)
def test_discords_token_goes_to_discord_or_to_this_machine(
    monkeypatch: pytest.MonkeyPatch, variable: str, good: list[str], bad: list[str]
) -> None:
    for address in good:
        monkeypatch.setenv(variable, address)
        assert getattr(load_settings(), variable.lower()) == address.rstrip("/")
    for address in bad:
        monkeypatch.setenv(variable, address)
        with pytest.raises(Misconfigured, match=variable):
            load_settings()
    monkeypatch.setenv(variable, bad[0])
    monkeypatch.setenv("BATON_ALLOW_REMOTE_ENDPOINTS", "1")
    assert getattr(load_settings(), variable.lower()) == bad[0].rstrip("/")
