"""Docstrings in numpy's style, and programs."""

import argparse

import click


def roast(beans, degrees=200):
    """Roast the beans.

    Parameters
    ----------
    beans : str
        The beans to roast.
    degrees : int
        How hot.

    Returns
    -------
    str
        The roast.
    """


def stir(cup, spoon=None):
    """Stir the *cup*.

    :param cup: The cup to stir.
    :param spoon: What to stir with.
    """


@click.command()
@click.option("--strong", "-s", is_flag=True, help="Use less water.")
def brew_command(strong):
    """Brew from the command line."""


def parser():
    found = argparse.ArgumentParser(prog="brewarg", description="Brew with arguments.")
    found.add_argument("--fine", help="Grind finely.")
    return found
