"""A self-contained HTML page: text that is escaped, tables, pictures inside the file, nothing fetched, no script."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xraydesk.core.files import write_atomically

_STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --faint: #5c6670; --line: #d9dee3; --paper: #ffffff; --soft: #f4f6f8;
  --error: #a4161a; --warning: #8a5300; --good: #1d6b3a; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 5rem; max-width: 74rem; color: var(--ink); background: var(--paper);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.6rem 0 .6rem; padding-top: .8rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
p { margin: .5rem 0; max-width: 60rem; } .faint, figcaption, caption { color: var(--faint); }
ul.findings { list-style: none; padding: 0; margin: .6rem 0; }
ul.findings li { border-left: 4px solid var(--line); background: var(--soft); padding: .45rem .8rem; margin: .35rem 0;
  overflow-wrap: anywhere; }
ul.findings li.error { border-color: var(--error); } ul.findings li.warning { border-color: #e0a030; }
ul.findings li b { text-transform: uppercase; font-size: .72rem; letter-spacing: .06em; margin-right: .6rem; }
li.error b { color: var(--error); } li.warning b { color: var(--warning); } li.good b { color: var(--good); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .6rem 0; font-variant-numeric: tabular-nums; font-size: .9rem; }
caption { text-align: left; padding-bottom: .35rem; }
th, td { padding: .22rem .7rem; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; background: var(--soft); } th:first-child, td:first-child, .text { text-align: left; }
td.text { overflow-wrap: anywhere; min-width: 5.5rem; max-width: 32rem; }
td.strong { font-weight: 600; color: var(--error); }
figure { margin: 1rem 0; } figure img { max-width: 100%; height: auto; border: 1px solid var(--line); }
.stamp { border: 2px solid var(--error); color: var(--error); padding: .5rem .9rem; font-weight: 600; }
nav { font-size: .9rem; margin: .8rem 0 0; } nav a { color: inherit; margin-right: 1rem; }
@media print { body { max-width: none; padding: 0; font-size: 11px; } h2 { break-after: avoid; }
  figure { break-inside: avoid; } }
"""

Cell = str | int | float | None


@dataclass
class Page:
    """An HTML page that is built from top to bottom.

    Every text is escaped: labels and file names come from anywhere. The page's own policy forbids scripts and
    anything that is not in the file.

    Parameters
    ----------
    title
        Heading and window title.
    """

    title: str
    _body: list[str] = field(default_factory=list)
    _sections: list[str] = field(default_factory=list)

    def section(self, heading: str) -> None:
        """Begin a section; it appears in the list at the top."""
        self._sections.append(heading)
        self._body.append(f'<h2 id="s{len(self._sections)}">{_safe(heading)}</h2>')

    def heading(self, text: str) -> None:
        """A smaller heading inside a section."""
        self._body.append(f"<h3>{_safe(text)}</h3>")

    def text(self, text: str, *, faint: bool = False) -> None:
        """A paragraph."""
        self._body.append(f"<p{' class=faint' if faint else ''}>{_safe(text)}</p>")

    def stamp(self, text: str) -> None:
        """A framed sentence that nobody can miss."""
        self._body.append(f'<p class="stamp">{_safe(text)}</p>')

    def findings(self, sentences: Sequence[tuple[str, str]]) -> None:
        """Sentences with their weight: ``error``, ``warning``, ``note`` or ``good``."""
        items = "".join(
            f'<li class="{_safe(weight)}"><b>{_safe(weight)}</b>{_safe(text)}</li>' for weight, text in sentences
        )
        self._body.append(f'<ul class="findings">{items}</ul>')

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        caption: str = "",
        *,
        strong: Sequence[tuple[int, int]] = (),
    ) -> None:
        """A table; numbers stand right, texts left, None is a dash, the cells ``strong`` (row, column) stand out."""
        marked = set(strong)
        lines = [f"<caption>{_safe(caption)}</caption>"] if caption else []
        texts = [any(isinstance(row[column], str) and row[column] for row in rows) for column in range(len(header))]
        heads = (
            f'<th class="{"text" if text else ""}">{_safe(name)}</th>' for name, text in zip(header, texts, strict=True)
        )
        lines.append(f"<tr>{''.join(heads)}</tr>")
        for number, row in enumerate(rows):
            cells = "".join(_cell(value, (number, column) in marked) for column, value in enumerate(row))
            lines.append(f"<tr>{cells}</tr>")
        self._body.append(f'<div class="wide"><table>{"".join(lines)}</table></div>')

    def figure(self, png: bytes, description: str, caption: str = "", width: int = 0) -> None:
        """A picture that stands inside the page; ``width`` in pixels of the page, 0 for its own."""
        data = base64.b64encode(png).decode()
        size = f' width="{width}"' if width else ""
        words = f"<figcaption>{_safe(caption)}</figcaption>" if caption else ""
        image = f'<img src="data:image/png;base64,{data}" alt="{_safe(description)}"{size}>'
        self._body.append(f"<figure>{image}{words}</figure>")

    def html(self) -> str:
        """The whole page."""
        links = "".join(f'<a href="#s{k}">{_safe(name)}</a>' for k, name in enumerate(self._sections, 1))
        policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{_safe(self.title)}</title><style>{_STYLE}</style></head>\n<body><h1>{_safe(self.title)}</h1>"
            + (f"<nav>{links}</nav>" if links else "")
            + "\n".join(self._body)
            + "</body></html>\n"
        )

    def write(self, path: Path) -> None:
        """Write the page, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, self.html().encode("utf-8", "replace"))


def _cell(value: Cell, strong: bool) -> str:
    kind = " text" if isinstance(value, str) else ""
    kind += " strong" if strong else ""
    if value is None:
        text = "–"
    elif isinstance(value, float):
        text = f"{value:.3f}"
    elif isinstance(value, int):
        text = f"{value:,}"
    else:
        text = _safe(value)
    return f'<td class="{kind.strip()}">{text}</td>' if kind else f"<td>{text}</td>"


def _safe(text: str) -> str:
    """Escaped, and without control characters, which no page should hold."""
    return html.escape("".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text))
