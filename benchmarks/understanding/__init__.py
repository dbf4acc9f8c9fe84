"""How well messages are understood: by the pipeline of config.yml, and by what else was tried."""
