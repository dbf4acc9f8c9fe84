"""What `make` runs. Each module does one target; `setup` needs nothing installed, the others what it installs."""
