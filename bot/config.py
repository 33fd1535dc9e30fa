"""Settings, from the environment and a ``.env`` file. Every problem is reported at once."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SLACK = "https://slack.com/api/"


class Misconfigured(Exception):
    """Settings that can't be used; ``problems`` holds a line for each, beginning with the variable's name."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """What Baton can be told from outside; ``.env.example`` explains each."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)

    # Before the addresses: their checks look at it.
    baton_allow_remote_endpoints: bool = False
    slack_bot_token: str | None = None
    slack_app_token: str | None = None
    slack_signing_secret: str | None = None
    slack_api_url: str = SLACK
    discord_token: str | None = None
    discord_api_base: str | None = None
    discord_gateway_url: str | None = None
    baton_host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65_535)
    database_url: str = Field(default_factory=lambda: sqlite_url(data_folder() / "baton.db"))

    @property
    def slack_over_http(self) -> bool:
        """Whether Slack's requests come to ``port``."""
        return bool(self.slack_bot_token and self.slack_signing_secret and not self.slack_app_token)

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret", "discord_token", mode="before")
    @classmethod
    def _without_blanks(cls, value: Any) -> Any:
        return value.strip() or None if isinstance(value, str) else value

    @field_validator("slack_api_url", "discord_api_base", "discord_gateway_url")
    @classmethod
    def _address(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Tokens go to this address, so it is the platform's, this machine's, or expressly allowed."""
        if value is None:
            return None
        slack = info.field_name == "slack_api_url"
        secure, plain = ("wss", "ws") if info.field_name == "discord_gateway_url" else ("https", "http")
        parts = urlsplit(value)
        if parts.scheme not in (secure, plain) or not parts.hostname:
            raise ValueError(f"this is no {plain} address")
        homes = ("slack.com",) if slack else ("discord.com", "discord.gg")
        own = parts.scheme == secure and any(f".{parts.hostname}".endswith(f".{home}") for home in homes)
        if not own and not _is_loopback(parts.hostname) and not info.data.get("baton_allow_remote_endpoints"):
            platform = "Slack" if slack else "Discord"
            raise ValueError(
                f"tokens are sent to {platform} or to this machine only, unless BATON_ALLOW_REMOTE_ENDPOINTS=1"
            )
        return f"{value.rstrip('/')}/" if slack else value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        for short in ("postgres://", "postgresql://"):
            value = value.replace(short, "postgresql+psycopg://", 1) if value.startswith(short) else value
        try:
            backend = make_url(value).get_backend_name()
        except ArgumentError:
            raise ValueError("this is no database address; try sqlite:///baton.db") from None
        if backend not in ("sqlite", "postgresql"):
            raise ValueError("Baton speaks with sqlite and postgresql")
        return value


def load_settings(**given: Any) -> Settings:
    """The settings. Raises Misconfigured with a line per problem; values never stand in it, they may be secrets."""
    try:
        return Settings(**given)
    except ValidationError as error:
        problems = [
            f"{str(each['loc'][0]).upper()}: {each['msg'].removeprefix('Value error, ')}" for each in error.errors()
        ]
        raise Misconfigured(problems) from None


def data_folder() -> Path:
    """Where this platform keeps a program's data."""
    return user_data_path("baton", appauthor=False, ensure_exists=True)


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
