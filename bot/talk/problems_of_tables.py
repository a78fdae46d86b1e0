"""What was expected of a table of projects under way: its head, its lines, the people and channels that it names."""

from __future__ import annotations

from bot.project.refusals import BadInputCode
from bot.talk.words import N_

OF_TABLES: dict[BadInputCode, tuple[str, ...]] = {
    "empty_table": (
        N_("The table is empty. Give a line with the columns' names, and one for each project."),
    ),
    "too_many_lines": (
        N_("The table has {value} projects. At most {most} come in at once."),
        N_("The table has too many projects to come in at once."),
    ),
    "too_many_cells": (
        N_(
            "This line has {value} cells, more than the {most} columns. A cell that holds a comma stands between "
            "quotation marks."
        ),
        N_("This line has more cells than there are columns."),
    ),
    "open_quotation": (N_("A cell from here on has a quotation mark without its other one."),),
    "column_missing": (N_('The column "{value}" is missing.'), N_("A column is missing.")),
    "column_unknown": (
        N_('There is no column "{value}". Did you mean {nearest}?'),
        N_('There is no column "{value}".'),
        N_("This column is not known."),
    ),
    "column_twice": (N_('The column "{value}" is there twice.'), N_("This column is there twice.")),
    "line_twice": (
        N_("This is the same project as in line {line}. Give each its own key."),
        N_("This project is there twice. Give each its own key."),
    ),
    "unknown_address": (
        N_(
            "Nobody with the address {value} is known here yet. Give their user id instead, "
            "or let them open Tollgate's home once."
        ),
        N_("Nobody with this address is known here yet. Give their user id instead."),
    ),
    "address_of_several": (
        N_("Several people have the address {value}. Give the user id of the one who is meant."),
        N_("Several people have this address. Give a user id."),
    ),
    "unknown_user": (
        N_("{value} is nobody of this workspace. Give an address, or the user id from their profile."),
        N_("Choose a person of this workspace."),
    ),
    "bot_not_there": (
        N_(
            "Tollgate is not in the channel {value}. Give the channel's id from its details, and invite the bot "
            "there."
        ),
        N_("Tollgate is not in this channel. Invite it there first."),
    ),
    "not_a_playbook": (
        N_('"{value}" is not a playbook. There are: {nearest}.'),
        N_("Choose one of the options."),
    ),
    "not_yes_or_no": (N_('"{value}" is neither yes nor no.'), N_("Give yes or no.")),
    "same_as_lead": (N_("Lead and sponsor must be two people, unless the project is for practice."),),
}
