"""The search indexes of what is shown: one of each docset, or of several libraries together."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from docs_lsp.docsets.docset_files import DocsetFiles
from docs_lsp.docsets.libraries_index import let_go, libraries_index
from docs_lsp.docsets.selection import DocsetFile, FileState, Ids, ids_of, libraries_in
from docs_lsp.errors import DocsetError
from docs_lsp.runtime.whole_thread import in_whole_thread

if TYPE_CHECKING:
    from docs_lsp.docsets.store import OpenDocset
    from docs_lsp.search import SearchIndex

log = logging.getLogger(__name__)


@dataclass(slots=True)
class SearchIndexes:
    """The search indexes of *files*. `working` takes what needs seconds, for as long as it does."""

    files: DocsetFiles
    working: Callable[[str], AbstractContextManager[object]]
    _joined: dict[Ids, "SearchIndex | None"] = field(default_factory=dict)

    def joined(self, files: Iterable[DocsetFile]) -> "SearchIndex | None":
        """Return the one index of the libraries among *files*, if it is loaded."""
        return self._joined.get(ids_of(libraries_in(files)))

    def let_go(self) -> None:
        """Let what the last searches looked at leave the memory."""
        for index in filter(None, self._joined.values()):
            let_go(index)

    async def load(
        self,
        shown: Iterable[Sequence[DocsetFile]],
        asked: Collection[str],
        is_superseded: Callable[[], bool],
        publish: Callable[[], None],
    ) -> None:
        """Load the indexes of what each project is *shown*, until a newer request supersedes this.

        Several libraries of a project have one together. The docsets with the ids *asked*, and what
        no such index has, have their own; these are published while one of several is made.
        """
        every = map(libraries_in, shown)
        several = {ids_of(libraries): libraries for libraries in every if len(libraries) > 1}
        self._joined = {ids: index for ids in several if (index := self._joined.get(ids))}
        await self._load_alone(set(chain.from_iterable(several)), asked, is_superseded)
        if len(self._joined) < len(several) and not is_superseded():
            publish()
        for ids, libraries in several.items():
            if not is_superseded() and ids not in self._joined:
                self._joined[ids] = await self._made(libraries)
        ready = (ids for ids, index in self._joined.items() if index is not None)
        await self._load_alone(set(chain.from_iterable(ready)), asked, is_superseded)

    async def _load_alone(
        self,
        joined: Collection[tuple[str | None, FileState]],
        asked: Collection[str],
        is_superseded: Callable[[], bool],
    ) -> None:
        """Load the indexes of the docsets that are not in *joined*, or are *asked* for."""
        for file in self.files:
            if is_superseded():
                break
            is_needed = file.id in asked or (file.id, file.state) not in joined
            if is_needed and file.docset is not None and file.index is None:
                file.index = await index_of(file.docset, self.working)

    async def _made(self, libraries: Iterable[DocsetFile]) -> "SearchIndex | None":
        wanted = [
            (self.files.path_of(file), file.state, file.docset)
            for file in libraries
            if file.docset is not None
        ]
        return await libraries_index(wanted, self.working)


async def index_of(
    docset: "OpenDocset", working: Callable[[str], AbstractContextManager[object]]
) -> "SearchIndex":
    """Return the search index of a docset: the stored one, or a new one, which takes a second.

    A new one has no index of whole texts, which would take ten times as long to make.
    """
    try:
        index = await in_whole_thread(partial(_stored_index, docset))
    except (ValueError, DocsetError) as error:
        log.warning("%s: %s", docset.info.id, error)
        index = None
    if index is not None:
        return index
    log.info("%s was built for another search than this; it is indexed anew", docset.info.id)
    with working(f"Indexing {docset.info.project} {docset.info.version}"):
        aliases, references = await docset.aliases(), await docset.references()
        parameters = await docset.parameters()
        entries = docset.entries
        build = _search().build
        return await in_whole_thread(
            partial(build, entries, aliases, references, docset.with_words, parameters)
        )


def _stored_index(docset: "OpenDocset") -> "SearchIndex | None":
    packed = docset.packed_search()
    if packed is None:
        return None
    return _search().load(packed, docset.entries, docset.with_words)


def _search() -> type["SearchIndex"]:
    """Return the search's class, imported on first use so that no hover waits for it."""
    from docs_lsp.search import SearchIndex  # noqa: PLC0415

    return SearchIndex
