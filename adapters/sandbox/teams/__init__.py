"""A Microsoft Teams on this machine: its connector, its keys, its people and what they do, beside the local Slack."""
