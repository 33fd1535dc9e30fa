"""Kills, stops and cuts off the running program while it delivers, and counts at the wire."""
