"""Microsoft Teams: cards, dialogs and activities, translated to and from what the service speaks."""
