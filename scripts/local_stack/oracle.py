"""The oracle (test/oracle): each seed on a database made anew, beside a reader of PostgreSQL's log."""

import json
import subprocess
import sys
from dataclasses import dataclass

from local_stack import layout, lifecycle, locks, odoo, postgres, programs, templates
from local_stack.account import account
from local_stack.instance import Instance
from local_stack.progress import die_with_parent, say

VERDICTS = ("missed", "spurious", "wrong")


@dataclass(frozen=True)
class Task:
    """What to run: seeds `first`, `first` + 1, ...; `self_test` runs no workload."""

    seeds: int
    transactions: int
    first: int
    self_test: bool


def run(name: str, task: Task) -> int:
    """Run all seeds; the last line printed is the sum of their verdicts. Returns 0 when nothing diverged."""
    total, code = dict.fromkeys(VERDICTS, 0), 0
    with lifecycle.working_on(name):
        programs.install({"postgres", "odoo"})
        instance = lifecycle.prepare(name, with_addon=True)
        for seed in range(task.first, task.first + task.seeds):
            _new_database(instance)
            say(f"seed {seed}: {task.transactions} transactions on the database {name}")
            failed, found = _run_seed(instance, seed, task)
            code = code or failed
            total = {verdict: total[verdict] + found[verdict] for verdict in VERDICTS}
    print(json.dumps(total, separators=(",", ":")), flush=True)
    return code or int(any(total.values()))


def _new_database(instance: Instance) -> None:
    with locks.hold("cluster"):
        postgres.start()
        postgres.drop_database(instance.database)
        templates.create_database(instance, new_passwords=False)
    odoo.write_conf(instance.places.odoo_conf, instance.places.odoo_data, instance.secrets["ODOO_MASTER_PASSWORD"])


def _run_seed(instance: Instance, seed: int, task: Task) -> tuple[int, dict[str, int]]:
    """The exit code of one run, and its verdicts (all 0 when it ended before it could say them)."""
    command = [programs.PYTHON, "-m", "oracle", "--database", instance.database, "--seed", str(seed),
               "--transactions", str(task.transactions), *(["--self-test"] if task.self_test else [])]
    process = subprocess.Popen(
        command, env=_environment(instance), cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - this program has no threads
        **account().popen_options())
    last = ""
    for line in process.stdout:
        if last:
            print(last, flush=True)
        last = line.rstrip("\n")
    code = process.wait()
    try:
        return code, {verdict: json.loads(last)[verdict] for verdict in VERDICTS}
    except (ValueError, KeyError, TypeError):
        print(last, flush=True)
        print(f"seed {seed}: the run ended without a verdict (exit code {code})", file=sys.stderr)
        return code or 1, dict.fromkeys(VERDICTS, 0)


def _environment(instance: Instance) -> dict[str, str]:
    variables = odoo.program_environment(instance.places.odoo_data) | odoo.instance_environment(instance)
    variables["PYTHONPATH"] += f":{layout.REPO / 'test'}"
    known = postgres.credentials()
    variables["ORACLE_LOG_ADDRESS"] = (
        f"host=127.0.0.1 port={known['ports']['postgres']} dbname={instance.database}"
        f" user={postgres.SUPERUSER} password={known['POSTGRES_PASSWORD']}")
    return {key: value for key, value in variables.items() if value}
