"""The content of the bot as types: read, checked, searched. Pure; every other room reads it, none defines it."""
