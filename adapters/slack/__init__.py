"""Slack: what comes from it, what goes to it, and how a card looks there."""
