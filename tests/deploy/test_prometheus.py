"""What Prometheus is given beside the dashboard: it takes the files, and each alert fires when it should."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from actions import service
from channels.ops.metrics import PREFIX, Metrics
from commands.deployment import FOLDER as DEPLOY
from tests.channels.ops.test_ops_dashboard import names
from tests.programs import program

FOLDER = DEPLOY / "prometheus"
RULES = [rule for group in yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"] for rule in group["rules"]]
BOT, ACTIONS = ("outsourcing-guide-bot", "outsourcing-guide-actions")

# Series of an hour, one value a minute, in promtool's notation: who is told, and what is fine.
CASES = {
    "BotAway": (
        {f'up{{job="{BOT}",instance="a"}}': "1+0x30 0+0x30"},
        {f'up{{job="{BOT}",instance="a"}}': "1+0x60"},
    ),
    "ActionServerAway": (
        {f'up{{job="{ACTIONS}",instance="a"}}': "1+0x30 0+0x30"},
        {f'up{{job="{ACTIONS}",instance="a"}}': "1+0x60"},
    ),
    "MessagesWithoutAnswer": (
        {"failures_total{channel='web',reason='error'}": "0+3x60", "messages_total{channel='web'}": "0+30x60"},
        {"failures_total{channel='web',reason='error'}": "0+3x60", "messages_total{channel='web'}": "0+300x60"},
    ),
    "SlowAnswers": (
        {f"turn_seconds_bucket{{le='{le}'}}": f"0+{by}x60" for le, by in (("2.5", 5), ("5", 10), ("+Inf", 10))},
        {f"turn_seconds_bucket{{le='{le}'}}": f"0+{by}x60" for le, by in (("2.5", 10), ("5", 10), ("+Inf", 10))},
    ),
    "MessagesPileUp": ({"turns_in_progress{instance='a'}": "60+0x60"}, {"turns_in_progress{instance='a'}": "9+0x60"}),
    "ActionsFail": (
        {"action_seconds_count{status='500',instance='a'}": "0+1x60"},
        {"action_seconds_count{status='200',instance='a'}": "0+1x60"},
    ),
    "ChannelUnreachable": ({"channel_up{channel='slack'}": "0+0x60"}, {"channel_up{channel='slack'}": "1+0x60"}),
    "SeveralReleases": (
        {"release_info{model='a',content='a'}": "1+0x60", "release_info{model='b',content='a'}": "1+0x60"},
        {"release_info{model='a',content='a',i='1'}": "1+0x60", "release_info{model='a',content='a',i='2'}": "1+0x60"},
    ),
    "MoreVotesDownThanUp": (
        {"votes_total{value='down',subject='kpo'}": "0+1x60"},
        {"votes_total{value='down',subject='kpo'}": "0+1x60", "votes_total{value='up',subject='kpo'}": "0+2x60"},
    ),
    "OftenAskedNotCovered": ({"gaps_total{subject='pay'}": "0+1x60"}, {"gaps_total{subject='pay'}": "0+0x60"}),
}


def _test(alert: str, series: dict[str, str], firing: int) -> dict[str, object]:
    full = {name if name.startswith("up{") else f"{PREFIX}_{name}": values for name, values in series.items()}
    return {
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in full.items()],
        "promql_expr_test": [
            {
                "expr": f'count(ALERTS{{alertname="{alert}",alertstate="firing"}})',
                "eval_time": "55m",
                "exp_samples": [{"labels": "{}", "value": firing}] if firing else [],
            }
        ],
    }


@pytest.mark.parametrize("alert", CASES)
def test_an_alert_fires_when_it_should_and_not_else(alert: str, tmp_path: Path) -> None:
    bad, good = CASES[alert]
    tests = {"rule_files": [str(FOLDER / "alerts.yml")], "tests": [_test(alert, bad, 1), _test(alert, good, 0)]}
    path = tmp_path / "test.yml"
    path.write_text(yaml.safe_dump(tests))
    done = subprocess.run(
        [program("promtool", "prometheus"), "test", "rules", str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_prometheus_takes_its_configuration() -> None:
    command = [program("promtool", "prometheus"), "check", "config", "--syntax-only", str(FOLDER / "prometheus.yml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_is_tried_and_explained() -> None:
    document = (DEPLOY.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [rule["alert"] for rule in RULES] == list(CASES)
    assert [name for name in CASES if f"| `{name}` |" not in document] == []


def test_the_rules_ask_for_figures_that_are_there() -> None:
    there = set(names(Metrics([]).registry)) | set(names(service.registry))
    asked = {name for rule in RULES for name in re.findall(rf"{PREFIX}_\w+", rule["expr"])}
    assert asked <= there


def test_all_services_are_scraped() -> None:
    jobs = yaml.safe_load((FOLDER / "prometheus.yml").read_text())["scrape_configs"]
    targets = {job["job_name"]: job["static_configs"][0]["targets"] for job in jobs}
    for job, kind in ((BOT, "bot"), (ACTIONS, "actions")):
        unit = (DEPLOY / "systemd" / f"outsourcing-guide-{kind}@.service").read_text(encoding="utf-8")
        assert targets[job] == [f"127.0.0.1:{port}" for port in re.findall(rf"{kind}@(\d+)", unit)]
    assert {job["job_name"] for job in jobs if "authorization" in job} == {BOT}, "its figures are for operators"
