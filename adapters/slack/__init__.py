"""Baton on Slack."""
