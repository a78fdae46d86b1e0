"""A project from the first command to live, told by the people who take it there."""
