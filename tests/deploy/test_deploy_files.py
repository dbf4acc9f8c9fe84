"""The files of deploy/ are what their programs take, as far as these are here."""

from __future__ import annotations

import contextlib
import http.client
import re
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg2.errors
import pytest
import yaml
from rasa.core.utils import AvailableEndpoints, read_endpoints_from_path
from redis import Redis
from sanic.config import DEFAULT_CONFIG

from actions import workers
from channels.ops import renewal
from channels.ops.settings import TOKEN
from channels.slack.settings import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from channels.web.settings import NAME, Settings
from commands import cluster_files, deployment, network, postgresql, processes, servers, tools, watchdog
from commands.progress import Progress
from commands.releases import CURRENT, Release
from commands.variables import BACKLOG
from dialogue import shortcuts
from stores.lock_store import RedisLockStore
from stores.tracker_store import ConversationStore
from tests.programs import program

DEPLOY = deployment.FOLDER
OPTIONAL = {TOKEN, BOT_TOKEN, SIGNING_SECRET, APP_TOKEN}  # for operators from elsewhere, and for Slack
WAITS = ("proxy_next_upstream_timeout", "proxy_read_timeout")
YAML = sorted([*DEPLOY.glob("*.yml"), *DEPLOY.glob("helm/*.yml")])


def test_what_is_missing_in_the_environment_is_named_in_one_line() -> None:
    environment = {"PATH": "/usr/bin", "DB_HOST": "database", "REDIS_URL": " "}
    command = [sys.executable, "-m", "commands.deployment"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=DEPLOY.parent)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    names = [name for name in deployment.needed() if name != "DB_HOST"]
    assert line.startswith(f"Set in the environment: {', '.join(names)} ")


def test_nothing_is_missing_where_all_are_set() -> None:
    assert deployment.missing(dict.fromkeys(deployment.needed(), "x")) == []


def test_the_document_says_what_each_variable_is() -> None:
    text = (DEPLOY.parent / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert [name for name in (*deployment.needed(), *OPTIONAL) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_it_holds_no_secret(path: Path) -> None:
    values = re.findall(r"(?:password|secret|token)\w*:\s*(\S+)", path.read_text(encoding="utf-8"), re.IGNORECASE)
    assert [value for value in values if not value.startswith(("${", "{", "[", "set"))] == []


def test_rasa_reads_the_endpoints_and_the_channels(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in deployment.needed():
        monkeypatch.setenv(name, "redis://redis:6379/0" if name == "REDIS_URL" else "7")
    endpoints: AvailableEndpoints = read_endpoints_from_path(str(DEPLOY / "endpoints.yml"))
    assert endpoints.tracker_store.type == f"{ConversationStore.__module__}.{ConversationStore.__name__}"
    assert endpoints.lock_store.type == f"{RedisLockStore.__module__}.{RedisLockStore.__name__}"
    assert endpoints.lock_store.url == "redis://redis:6379/0"
    credentials = (DEPLOY / "credentials.yml").read_text(encoding="utf-8").replace("${REDIS_URL}", "redis://redis:6379")
    assert Settings.read(yaml.safe_load(credentials)[NAME]).limits_storage == "redis://redis:6379"


def test_no_channel_that_trusts_its_callers_is_public() -> None:
    channels = yaml.safe_load((DEPLOY / "credentials.yml").read_text(encoding="utf-8").replace("${", "$ {"))
    kinds = ("web.channel.WebInput", "slack.channel.SlackInput", "ops.channel.OpsInput")
    assert set(channels) == {f"channels.{kind}" for kind in kinds}


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    path = cluster_files.nginx(tmp_path, 8443, 8080, 5054, (5005, 5006), (5055, 5056))
    command = [program("nginx"), "-p", str(tmp_path), "-e", str(tmp_path / "log"), "-c", str(path), "-t"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_nginx_lets_slack_send_much_from_one_address_and_logs_no_address(tmp_path: Path) -> None:
    """No bot stands behind it: what isn't throttled gets a 502."""
    site, *others = network.free_ports(7)
    path = cluster_files.nginx(tmp_path, site, *others[:2], others[2:4], others[4:])
    debians = path.read_text(encoding="utf-8").replace("access_log off;", f"access_log {tmp_path}/access.log;", 1)
    path.write_text(debians, encoding="utf-8")
    command = [program("nginx"), "-p", str(tmp_path), "-e", str(tmp_path / "log"), "-c", str(path)]
    running = processes.start(command, tmp_path / "nginx.log", tmp_path)
    try:
        while network.is_free(site):
            assert running.poll() is None, (tmp_path / "nginx.log").read_text(encoding="utf-8")
        trusting = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
        trusting.check_hostname = False
        slack = http.client.HTTPSConnection(network.HOST, site, context=trusting)
        assert {_status(slack, "/webhooks/slack/events") for _ in range(200)} == {502}
        slack.close()
    finally:
        processes.stop([running])
    assert (tmp_path / "access.log").read_text(encoding="utf-8") == ""


def _status(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("POST", path)
    with connection.getresponse() as answer:
        answer.read()
        return answer.status


def test_nginx_gives_no_server_what_took_another_one_long() -> None:
    """A message that hung one server would hang the next, until none is left."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    actions = text[text.index("listen 127.0.0.1:5054") :]
    assert _found(r"^ +proxy_next_upstream (.*);", actions).split() == ["error", "non_idempotent"]
    within, read = (int(_found(rf"^ +{name} (\d+)s;", actions)) for name in WAITS)
    assert within < workers.LIMIT < read <= shortcuts.CALL_LIMIT


def test_a_server_of_actions_that_stands_still_is_replaced_everywhere() -> None:
    """By the watchdog; where Kubernetes runs it by its own probe, after as many seconds."""
    unit = (DEPLOY / "systemd" / "outsourcing-guide-actions@.service").read_text(encoding="utf-8")
    in_systemd = _found(r"^ExecStart=(.*)", unit).replace("%i", "5055").split()
    in_compose = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]["actions"]["command"]
    here = servers._action_server(5055, Path("log"), None, is_public=True).arguments
    program = ("-m", "rasa_sdk", "--actions", "actions", "--port", "5055")
    watched = watchdog.over("http://127.0.0.1:5055/health", *program)
    assert here == watched
    assert in_systemd[1:] == in_compose[1:] == ["-m", "commands.logged", *watched[2:]]
    probe = yaml.safe_load((DEPLOY / "helm" / "actions.yml").read_text(encoding="utf-8"))["livenessProbe"]
    assert probe["periodSeconds"] * probe["failureThreshold"] == watchdog.SILENCE


def test_nginx_lets_go_of_a_connection_before_a_server_closes_it() -> None:
    """Else a message goes out into a connection that ends just then, and mustn't be sent again."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    kept = [int(seconds) for seconds in re.findall(r"^ +keepalive_timeout (\d+)s;", text, re.MULTILINE)]
    assert len(kept) == text.count("keepalive 64;") == 2
    assert max(kept) < DEFAULT_CONFIG["KEEP_ALIVE_TIMEOUT"]


def test_the_services_are_sound(tmp_path: Path) -> None:
    """With a Python that is there; the folder of the installation isn't, on this machine."""
    verify = program("systemd-analyze", "systemd")
    for path in (DEPLOY / "systemd").glob("*.service"):
        text = path.read_text(encoding="utf-8").replace("/opt/outsourcing-guide/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    units = [str(path).replace("@.", "@5005.") for path in tmp_path.glob("*.service")]
    done = subprocess.run([verify, "verify", "--man=no", *units], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "outsourcing-guide" not in done.stderr, done.stderr  # a misspelt setting alone doesn't fail


def test_the_services_start_with_the_current_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model of `make train` met no bar, and a restart mustn't undo a rollback."""
    bot, actions = (
        (DEPLOY / "systemd" / f"outsourcing-guide-{kind}@.service").read_text(encoding="utf-8")
        for kind in ("bot", "actions")
    )
    folder = _found(rf"^Environment=.*\b{renewal.RELEASES}=(\S+)", bot)
    current = Release(Path(folder) / CURRENT)
    monkeypatch.setenv(renewal.RELEASES, folder)
    assert _found(r"^ExecStart=.* --model (\S+)", bot) == str(current.archive) == str(renewal.archive())
    assert _found(r"^Environment=.*\bKNOWLEDGE=(\S+)", actions) == str(current.knowledge)


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("systemd/outsourcing-guide-bot@.service", "rasa run"),
        ("systemd/outsourcing-guide-actions@.service", "commands.watchdog http://127.0.0.1:%i/health -m rasa_sdk"),
        ("Dockerfile", "rasa run"),
        ("compose.yml", 'commands.watchdog, "http://127.0.0.1:5055/health", -m, rasa_sdk'),
        ("helm/bot.yml", "rasa run"),
        ("helm/actions.yml", "rasa_sdk"),
    ],
)
def test_every_server_writes_its_log_in_one_form(name: str, module: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8").replace("commands.logged,", "commands.logged")
    assert text.count(f"commands.logged {module}") == 1
    assert not re.search(r"python,? -m,? (?!commands\.(?:logged|deployment))", text)


def test_what_keeps_the_logs_rotates_them_and_gets_their_last_lines() -> None:
    """Journald rotates by itself; the one that writes has to outlive the server for what it says at its end."""
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    for name in ("bot", "actions"):
        assert set(services[name]["logging"]["options"]) == {"max-size", "max-file"}
        unit = (DEPLOY / "systemd" / f"outsourcing-guide-{name}@.service").read_text(encoding="utf-8")
        assert _found(r"^KillMode=(\w+)", unit) == "mixed"


def _found(pattern: str, text: str) -> str:
    """What the one line that fits has in the group of the pattern."""
    (value,) = re.findall(pattern, text, re.MULTILINE)
    return str(value)


def test_the_document_tells_all_services_of_a_release() -> None:
    """By default only one bot and one action server are told."""
    text = (DEPLOY.parent / "docs" / "deploy.md").read_text(encoding="utf-8")
    for variable, kind in (("BOTS", "bot"), ("ACTIONS", "actions")):
        unit = (DEPLOY / "systemd" / f"outsourcing-guide-{kind}@.service").read_text(encoding="utf-8")
        enabled = re.findall(rf"{kind}@(\d+)", unit)
        told = _found(rf"\b{variable}=(\S+) .*make release$", text)
        assert told == ",".join(f"http://127.0.0.1:{port}" for port in enabled)


def test_the_image_runs_as_nobody_special_and_owns_nothing() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last = max(place for place, line in enumerate(lines) if line.startswith("FROM "))
    users = [line.split()[1] for line in lines[last:] if line.startswith("USER ")]
    assert users
    assert users[-1] not in ("0", "root")
    assert not [line for line in lines if "--chown" in line or line.startswith("ADD ")]


def test_git_would_not_take_the_secrets() -> None:
    asked = subprocess.run(["git", "check-ignore", "--quiet", "--no-index", "deploy/.env"], cwd=DEPLOY.parent)
    assert asked.returncode == 0


def test_the_image_gets_nothing_that_git_ignores() -> None:
    """Secrets in .env above all."""
    ignored = (DEPLOY.parent / ".gitignore").read_text(encoding="utf-8").split()
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert [name for name in ignored if f"**/{name.rstrip('/')}" not in left_out] == []


def test_compose_gives_the_bot_what_it_needs() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    given = services["bot"]["environment"]
    assert set(deployment.needed()) <= set(given)
    assert {name: given.get(name) for name in OPTIONAL} == {name: f"${{{name}:-}}" for name in OPTIONAL}
    assert given["SANIC_BACKLOG"] == BACKLOG
    assert set(services["bot"]["depends_on"]) <= set(services)
    assert services["bot"]["read_only"]
    assert services["actions"]["read_only"]


def test_helm_gives_the_bot_what_it_needs() -> None:
    values = yaml.safe_load((DEPLOY / "helm" / "bot.yml").read_text(encoding="utf-8"))
    given = {each["name"]: each for each in values["extraEnv"]}
    secret = {name: each["valueFrom"]["secretKeyRef"] for name, each in given.items() if "valueFrom" in each}
    assert {name for name, key in secret.items() if not key.get("optional")} == set(deployment.needed())
    assert {name for name, key in secret.items() if key.get("optional")} >= OPTIONAL
    assert [name for name, key in secret.items() if key["key"] != name] == []
    assert given["SANIC_BACKLOG"]["value"] == BACKLOG
    assert values["securityContext"]["readOnlyRootFilesystem"]


def test_a_message_that_cannot_be_stored_stays_out_of_the_databases_log() -> None:
    """With the settings that compose gives to PostgreSQL."""
    program("postgres")
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    name, *settings = services["database"]["command"]
    assert name == "postgres"
    with tempfile.TemporaryDirectory() as place:
        folder, (port,) = Path(place), network.free_ports(1)
        folder.chmod(0o755)  # PostgreSQL's user has to pass
        log = folder / "log"
        running = processes.start([*postgresql.server(folder, port), *settings], log, folder)
        try:
            _fail_to_store(port, "what somebody wrote", lambda: running.poll() is None)
        finally:
            processes.stop([running])
        text = log.read_text(encoding="utf-8")
    assert "violates not-null constraint" in text
    assert "what somebody wrote" not in text


def _fail_to_store(port: int, text: str, is_running: Callable[[], bool]) -> None:
    """Once the database is there."""
    while True:
        assert is_running()
        with contextlib.suppress(psycopg2.OperationalError):
            connection = psycopg2.connect(host=network.HOST, port=port, user=postgresql.USER)
            break
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE events (id integer NOT NULL, data text)")
        with pytest.raises(psycopg2.errors.NotNullViolation):
            cursor.execute("INSERT INTO events VALUES (NULL, %s)", [text])


def test_redis_keeps_no_address_on_its_disk_as_the_document_says(tmp_path: Path) -> None:
    """With the settings that compose gives to Redis, and after an orderly end, when it would write a snapshot."""
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    name, *settings = services["redis"]["command"]
    document = (DEPLOY.parent / "docs" / "privacy.md").read_text(encoding="utf-8")
    options = " ".join(each or '""' for each in settings)
    assert f"writes nothing to its disk with `{options}`, as [compose.yml]" in document
    (port,) = network.free_ports(1)
    command = [program(name), "--bind", network.HOST, "--port", str(port), "--dir", str(tmp_path), *settings]
    running = processes.start(command, tmp_path / "log", tmp_path)
    try:
        while network.is_free(port):
            assert running.poll() is None, (tmp_path / "log").read_text(encoding="utf-8")
        with Redis(host=network.HOST, port=port) as redis:
            redis.set("LIMITER/192.0.2.7/messages", 1, ex=60)
    finally:
        processes.stop([running])
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


@pytest.mark.parametrize(
    "check",
    [
        ("hadolint", "--no-color", "Dockerfile"),
        ("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yml"),
    ],
    ids=lambda check: check[0],
)
def test_docker_would_take_the_files(check: tuple[str, ...]) -> None:
    """There is no Docker for tests; its linter and the specification of Compose are."""
    linter = tools.program("deploy_checks", check[0], Progress(f"Looking for {check[0]}"))
    done = subprocess.run([str(linter), *check[1:]], cwd=DEPLOY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
