"""A local Slack to try the bot on: the Web API, both ways of delivery, and a page for the browser."""
