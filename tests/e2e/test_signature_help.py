"""Signature help over stdio: for who asks for it."""

from pathlib import Path

import pytest
from lsprotocol import types
from serving import MARKDOWN, opened, serving

pytestmark = pytest.mark.asyncio

SOURCE = "import os.path\nos.path.join('a', "
LABEL = "os.path.join(path, *paths)"


def capabilities(*, by_offset: bool) -> types.ClientCapabilities:
    information = types.ClientSignatureInformationOptions(
        documentation_format=MARKDOWN,
        parameter_information=types.ClientSignatureParameterInformationOptions(by_offset),
        active_parameter_support=True,
    )
    return types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(
            signature_help=types.SignatureHelpClientCapabilities(signature_information=information)
        )
    )


@pytest.mark.parametrize(
    ("by_offset", "labels"), [(True, [(13, 17), (19, 25)]), (False, ["path", "*paths"])]
)
async def test_the_form_and_its_active_parameter(
    built: Path, *, by_offset: bool, labels: list[object]
) -> None:
    options = {"signatureHelp": {"enable": True}}
    async with serving(built, capabilities(by_offset=by_offset), options) as client:
        position = types.Position(1, len(SOURCE.split("\n")[1]))
        document = types.TextDocumentIdentifier(opened(client, SOURCE, "call.py"))
        params = types.SignatureHelpParams(document, position)
        found = await client.text_document_signature_help_async(params)
        assert found is not None
        assert (found.active_signature, found.active_parameter) == (0, 1)
        (form,) = found.signatures
        assert form.label == LABEL
        assert form.parameters is not None
        assert [one.label for one in form.parameters] == labels


async def test_it_is_off_by_default(built: Path) -> None:
    async with serving(built, capabilities(by_offset=True)) as client:
        document = types.TextDocumentIdentifier(opened(client, SOURCE, "call.py"))
        params = types.SignatureHelpParams(document, types.Position(1, 18))
        assert await client.text_document_signature_help_async(params) is None
