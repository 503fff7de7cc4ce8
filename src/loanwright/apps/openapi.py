"""``python -m loanwright.apps.openapi`` prints the API's OpenAPI 3.1 document, from which `web/client` is generated."""

from __future__ import annotations

import json
import sys
from typing import Any

from fastapi import FastAPI

from loanwright.apps.web import REFUSALS, mount_api, operation_name
from loanwright.infra.refusal_catalogue import Catalogue


def document() -> dict[str, Any]:
    """The OpenAPI document; needs no database and no settings."""
    app = FastAPI(title="Loanwright", version="1", generate_unique_id_function=operation_name)
    mount_api(app)
    described = app.openapi()
    problem = _problem_schema()
    problem["properties"]["code"]["enum"] = sorted(Catalogue.load(REFUSALS).entries)
    described.setdefault("components", {}).setdefault("schemas", {})["Problem"] = problem
    return described


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    titles = {"type": "object", "properties": {"zh-CN": text, "en": text}, "required": ["zh-CN", "en"]}
    fields: dict[str, Any] = {
        "type": text,
        "title": text,
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "params": {"type": "object", "additionalProperties": text},
        "titles": titles,
    }
    return {
        "title": "Problem",
        "description": "RFC 9457",
        "type": "object",
        "properties": fields,
        "required": [*fields],
    }


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=2, ensure_ascii=False, sort_keys=True)
    sys.stdout.write("\n")
