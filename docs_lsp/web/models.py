"""The types of the JSON API's answers, with the keys of the contract and of `--json`."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Range = Annotated[tuple[int, int], Field(description="Start and end, exclusive, in UTF-16 units.")]


class _Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")


class SearchItem(_Model):
    """One result: an entry, and the parts of its strings that the query matched."""

    name: str
    kind: str
    docset: str
    anchor: str
    url: str
    summary: str
    title: str | None = None
    signature: str | None = None
    since: str | None = None
    deprecated: str | None = None
    name_ranges: list[Range] | None = None
    title_ranges: list[Range] | None = None
    summary_ranges: list[Range] | None = None


class SearchResult(_Model):
    """Results in rank order."""

    items: list[SearchItem]


class NoticeModel(_Model):
    """A mark such as "Changed in version 3.10: ...", with its own text, plain."""

    kind: str
    text: str
    version: str | None = None
    until: str | None = None


class EntryModel(_Model):
    """One documented thing with its whole text in three forms; HTML and Markdown are sanitised."""

    name: str
    kind: str
    domain: str
    role: str
    docset: str
    anchor: str
    url: str
    signatures: list[str]
    markdown: str
    html: str
    text: str
    notices: list[NoticeModel]
    title: str | None = None
    since: str | None = None
    deprecated: str | None = None


class DocsetModel(_Model):
    """One documentation set at one version; the `shown` ones are searched by default."""

    id: str
    project: str
    version: str
    entries: int
    built_at: str
    shown: bool


class DocsetList(_Model):
    """All installed docsets."""

    items: list[DocsetModel]


class Status(_Model):
    """The docsets that can be asked, and the version of the server."""

    version: str
    shown: list[str]
    searchable: bool


class Problem(_Model):
    """An error (RFC 9457), with the next step."""

    title: str
    status: int
    detail: str
    next: str
