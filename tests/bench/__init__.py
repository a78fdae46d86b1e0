"""How fast the bot is, each figure against a yardstick that is measured in turn with it."""
