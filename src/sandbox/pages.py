"""The frame of the sandbox's few HTML pages. Everything variable is escaped by the caller through `text`."""

from __future__ import annotations

from html import escape
from string import Template

from fastapi.responses import HTMLResponse

_FRAME = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title><style>
:root { color-scheme: light; --ink: #1b2430; --quiet: #5b6675; --line: #d9dee5; --tint: $tint; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f5f8; color: var(--ink);
  font: 16px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; }
header { background: var(--tint); color: #fff; padding: 14px 20px; font-weight: 600; }
header small { font-weight: 400; opacity: .85; margin-left: .6em; }
main { max-width: 34rem; margin: 20px auto; padding: 20px; background: #fff; border: 1px solid var(--line);
  border-radius: 10px; }
h1 { font-size: 1.25rem; margin: 0 0 12px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; margin: 0 0 16px; }
dt { color: var(--quiet); } dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
label { display: block; margin: 12px 0; color: var(--quiet); }
input { display: block; width: 100%; padding: 10px; font: inherit; color: var(--ink); border: 1px solid var(--line);
  border-radius: 6px; }
button { width: 100%; padding: 12px; font: inherit; font-weight: 600; color: #fff; background: var(--tint); border: 0;
  border-radius: 6px; cursor: pointer; }
.alert { padding: 10px 12px; border-radius: 6px; background: #fdecea; color: #8f1d14; }
.done { padding: 10px 12px; border-radius: 6px; background: #e8f5ec; color: #17603a; }
.amount { font-size: 1.5rem; font-weight: 700; } .quiet { color: var(--quiet); font-size: .875rem; }
table { width: 100%; border-collapse: collapse; } td, th { text-align: left; padding: 8px 6px; vertical-align: top;
  border-bottom: 1px solid var(--line); } a { color: var(--tint); }
</style></head><body><header>$name<small>$note</small></header><main>$body</main></body></html>""")


def page(*, lang: str, title: str, name: str, note: str, body: str, tint: str) -> HTMLResponse:
    """A whole page; `body` is HTML already."""
    shown = {"lang": lang, "title": title, "name": name, "note": note}
    return HTMLResponse(_FRAME.substitute({key: text(value) for key, value in shown.items()}, body=body, tint=tint))


def text(value: str) -> str:
    """`value` safe inside HTML text and double-quoted attributes."""
    return escape(value, quote=True)
