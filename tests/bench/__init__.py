"""How fast a click is answered, each figure against a yardstick that is measured in turn with it."""
