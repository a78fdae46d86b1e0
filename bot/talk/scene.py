"""What a card is drawn from: a project, its playbook, the names of people, the time and the language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from bot.playbooks.model import Playbook
from bot.project.state import Project
from bot.talk.words import Words


class Scene(msgspec.Struct, frozen=True):
    """Everything a card may look at."""

    project: Project
    playbook: Playbook
    #: display names by person id; somebody unknown is shown as "somebody"
    names: Mapping[str, str]
    now: datetime
    words: Words
    #: the person who reads it, "" in a channel
    reader: str = ""
    #: everybody by their whole name, for what is kept for the record
    in_full: bool = False
