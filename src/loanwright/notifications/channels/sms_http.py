"""A short-message gateway over HTTP, as the sandbox's is."""

from __future__ import annotations

import httpx

from loanwright.notifications.channels.gateway import GatewaySilent
from loanwright.notifications.model import ShortMessage


class SmsOverHttp:
    """The `Gateway` at a URL."""

    def __init__(self, url: str, timeout_seconds: float) -> None:
        self._http = httpx.Client(base_url=url.rstrip("/"), timeout=timeout_seconds)

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def send(self, message: ShortMessage) -> bool:
        """Post the message. Errors name neither phone nor text."""
        body = {"phone": message.phone, "text": message.text, "message_id": message.message_id}
        try:
            answer = self._http.post("/sms/v1/messages", json=body)
        except httpx.HTTPError as error:
            raise GatewaySilent(type(error).__name__) from None
        match answer.status_code:
            case 200 | 202:
                return True
            case 400 | 422:
                return False
            case status:
                raise GatewaySilent(f"HTTP {status}")
