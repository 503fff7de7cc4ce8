"""Settings come from the environment (``LOANWRIGHT_*``); a bad or missing one stops the start with a plain message.

Secrets have no default. The demo makes its own, once, and keeps them beside its data (see `loanwright.apps.run`).
"""

from __future__ import annotations

import base64
import binascii
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Mode(StrEnum):
    """`demo` plays with invented people and money; `production` refuses every convenience of the demo."""

    DEMO = "demo"
    PRODUCTION = "production"


class SettingsInvalid(Exception):
    """One or more environment variables are missing or wrong; the text says which and why."""


def _key(secret: SecretStr) -> SecretStr:
    try:
        length = len(base64.b64decode(secret.get_secret_value(), validate=True))
    except binascii.Error:
        raise ValueError("must be base64") from None
    if length != 32:
        raise ValueError(f"must be 32 bytes in base64, not {length}")
    return secret


Key = Annotated[SecretStr, AfterValidator(_key)]


class Settings(BaseSettings):
    """Everything that differs between two installations."""

    model_config = SettingsConfigDict(env_prefix="LOANWRIGHT_", frozen=True, hide_input_in_errors=True)

    mode: Mode = Mode.PRODUCTION
    database_url: str = Field(description="postgresql://user:password@host/database")
    database_pool_size: int = Field(default=10, ge=1, le=200)
    data_dir: Path = Field(default=Path(".loanwright"), description="documents, demo data")
    documents_url: str = Field(default="", description="where documents are stored: a folder or s3://; empty: data_dir")
    encryption_keys: list[Key] = Field(min_length=1, description="newest first; older ones only decrypt")
    index_key: Key = Field(description="key of the blind indexes; changing it means rebuilding them")
    bank_url: HttpUrl
    bank_public_url: HttpUrl | None = Field(default=None, description="where borrowers reach the bank's own pages")
    bureau_url: HttpUrl
    sms_url: HttpUrl
    bank_account: str = Field(default="6222000000000001", description="the lender's own account at its bank")
    outside_timeout_seconds: float = Field(default=10, gt=0, le=120)
    secure_cookies: bool = True
    host: str = Field(default="127.0.0.1", description="address the API listens on")
    port: int = Field(default=8780, ge=1, le=65535, description="port the API listens on")
    worker_threads: int = Field(default=4, ge=1, le=64, description="jobs one worker runs at a time")
    guards_kept_days: int = Field(default=30, ge=1, description="days that done-marks and stored answers are kept")
    largest_upload_mib: int = Field(default=32, ge=1, le=256, description="the longest request body, in MiB")
    loan_days_kept: int = Field(default=400, ge=31, description="days kept loan by loan; month ends stay for ever")
    codes_per_ip_hourly: int = Field(default=300, ge=1, description="one-time codes one IP address may ask for")


def load_settings() -> Settings:
    """Settings of this process.

    Raises:
        SettingsInvalid: naming every variable that is missing or wrong, never its value.
    """
    try:
        return Settings()
    except ValidationError as invalid:
        lines = [f"LOANWRIGHT_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in invalid.errors()]
        raise SettingsInvalid("\n".join(lines)) from None
