"""Golden cases of what staff read when something is wrong."""
