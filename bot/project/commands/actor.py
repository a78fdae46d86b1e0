"""Who commands."""

from __future__ import annotations

from typing import Literal

import msgspec

#: roles in a whole workspace (`framework.md`, section 3); those in a project are in the playbook's model
WorkspaceRole = Literal["workspace_admin", "portfolio_admin", "auditor"]


class Actor(msgspec.Struct, frozen=True):
    """Who commands; `present` says that the envelope shows them in the project's channel."""

    person: str
    present: bool = False
    #: what the person may do in the whole workspace
    granted: tuple[WorkspaceRole, ...] = ()


#: the clock: it may only pass time
CLOCK = Actor(person="")
#: whoever runs the command line of the bot, beside its database
OPERATOR = Actor(person="", granted=("workspace_admin",))
