"""What runs in the processes that tests start: servers and commands."""
