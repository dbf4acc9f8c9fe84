"""The Grafana dashboard asks for figures that are there, and leaves none out."""

from __future__ import annotations

import json
import re
from pathlib import Path

from prometheus_client import CollectorRegistry

from actions import service
from channels.ops.metrics import PREFIX, Metrics

DASHBOARD = Path(__file__).resolve().parents[3] / "deploy" / "grafana" / "dashboard.json"


def names(registry: CollectorRegistry) -> dict[str, str]:
    """Each figure's name as it can be asked for -> the figure."""
    types = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "info": ("_info",), "gauge": ("",)}
    return {f"{family.name}{end}": family.name for family in registry.collect() for end in types[family.type]}


def test_it_uses_every_figure_and_no_other() -> None:
    there = names(Metrics([]).registry) | names(service.registry)
    text = DASHBOARD.read_text(encoding="utf-8")
    expressions = [target["expr"] for panel in json.loads(text)["panels"] for target in panel["targets"]]
    asked = set(re.findall(rf"{PREFIX}_\w+", text))
    assert asked <= set(there)
    shown = {there[name] for expression in expressions for name in re.findall(rf"{PREFIX}_\w+", expression)}
    assert shown == set(there.values())


def test_its_labels_are_those_of_the_figures() -> None:
    labels = {label for by in re.findall(r"by \(([^)]*)\)", DASHBOARD.read_text()) for label in by.split(", ")}
    assert labels <= {"channel", "part", "subject", "value", "reason", "le", "status", "instance"}
