"""`make adapt`: adapts the encoder to the field's turns of phrase and writes data/encoder/. For maintainers, rarely.

It learns from the training phrases and the question bank, in about half an hour on two cores, from the weights that the
bot runs and with TensorFlow, which Rasa brings; nothing is fetched. ARGS=--held-out learns from four fifths instead,
writes no adapter, and prints what the other fifth says of it beside the encoder as published.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from commands.command import CommandError, run

if TYPE_CHECKING:  # TensorFlow comes with it, and takes seconds
    from commands.adapt.training import Settings

_say = partial(print, flush=True)

# Without these, glibc gives memory back to the system and asks for it again at every step, for half of the time.
_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "20000000000"}
_CARD = "README.md"


def main() -> int:
    """Train and write; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make adapt", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="measure on a fifth that isn't learnt, write nothing")
    parser.add_argument("--epochs", type=float, default=None, help="how often each phrase is seen")
    arguments = parser.parse_args()
    if any(os.environ.get(name) != value for name, value in _MEMORY.items()):
        os.execve(sys.executable, [sys.executable, "-m", "commands.adapt", *sys.argv[1:]], os.environ | _MEMORY)
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    from commands.adapt.training import Settings

    settings = Settings() if arguments.epochs is None else Settings(epochs=arguments.epochs)
    if settings.epochs <= 0:
        raise CommandError("--epochs has to be more than 0.")
    return _measure(settings) if arguments.held_out else _adapt(settings)


def _adapt(settings: Settings) -> int:
    from commands.adapt import examples, training
    from nlu.adapter import ADAPTER

    phrases, bank = examples.phrases(), examples.bank()
    adapter = training.trained(phrases, bank, settings, _say)
    adapter.save(ADAPTER)
    learnt = f"{len(phrases.texts):,} training phrases and {len(bank.texts):,} texts of the question bank"
    about = ", ".join(f"{name} {value:g}" for name, value in asdict(settings).items())
    lines = (ADAPTER.parent / _CARD).read_text(encoding="utf-8").splitlines()
    made = f"Made on {date.today():%d %B %Y} from {learnt}; {about}."
    card = [made if line.startswith("Made on ") else line for line in lines]
    (ADAPTER.parent / _CARD).write_text("\n".join(card) + "\n", encoding="utf-8")
    print(f"Wrote {ADAPTER.name} ({ADAPTER.stat().st_size / 1e6:.1f} MB), learnt from {learnt}. Now run `make train`.")
    return 0


def _measure(settings: Settings) -> int:
    from commands.adapt import examples, training
    from commands.adapt.figures import figures, table
    from nlu.encoder import Encoder

    phrases, bank = examples.phrases(), examples.bank()
    adapter = training.trained(examples.kept(phrases), examples.kept_of(bank), settings, _say)
    encoders = {"as published": Encoder(), "adapted": Encoder(adapter)}
    print("\n".join(table([(name, figures(encoder, phrases, bank)) for name, encoder in encoders.items()])))
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
