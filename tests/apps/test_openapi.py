"""The web apps' client is generated from the API as it is, not as it was."""

import json
from pathlib import Path

from loanwright.apps.openapi import document

CLIENT = Path(__file__).parents[2] / "web" / "client" / "openapi.json"


def test_the_clients_document_is_todays() -> None:
    stored = json.loads(CLIENT.read_text("utf-8"))
    assert stored == json.loads(json.dumps(document())), "run `npm run generate -w client` in web/"
