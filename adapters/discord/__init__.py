"""Baton on Discord."""
