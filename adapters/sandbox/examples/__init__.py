"""The projects that the demo opens with, made by the people of the workspace."""
