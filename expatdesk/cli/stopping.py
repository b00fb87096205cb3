"""How a command ends that cannot go on: in one line, without a traceback."""

import click


class Stopped(click.ClickException):
    """Why a command cannot go on, in one line."""


class WrongInput(Stopped):
    """What was given to a command is not what it takes."""

    exit_code = 2
