"""Load, faults and growth: what the bot does when it gets more than usual, or something around it fails."""
