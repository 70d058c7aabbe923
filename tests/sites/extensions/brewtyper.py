"""A command line made with Typer."""

from typing import Annotated

import typer

app = typer.Typer(add_completion=False)


@app.command()
def brew(cups: Annotated[int, typer.Option(help="How many cups.")] = 1) -> None:
    """Brew with Typer."""
