"""What does capture cost? CPU of Odoo's Python and of its Postgres backends, against an Odoo without the addon.

usage: npm run bench:capture -- [--rounds N] [--tasks T,...] [--variants V,...]

Four databases copied from the stack's templates, an Odoo process each: none (no addon), idle (nothing watched),
watched (contracts/generated/watches.json and invoices with their lines), auditlog (OCA's, on the same models; writes only).
In each round every variant does every task once, in rotating order; a ratio is the median of the rounds' ratios.
The last line is one JSON object.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))

from local_stack import lifecycle

import variants as ways

REPEAT = {"write": 40, "write_json2": 30, "po_confirm": 3, "partners": 1, "invoices": 1}
# The heavy ones vary less and take longer: one round in three is enough.
EACH = {"partners": 2, "invoices": 3, "po_confirm": 1, "write": 1, "write_json2": 1}
# auditlog takes 5 to 8 times as long; its figure is the one-field write's.
AUDITED = {"write", "write_json2"}


def machine():
    """One line about where this was measured."""
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "unknown CPU")
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    return f"machine: {os.cpu_count()} x {model}, load {load}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def over_http(variant, number):
    """The one-field write again, as a client of JSON-2 sends it."""
    variant.ask("begin", "write_json2")
    client = http.client.HTTPConnection("127.0.0.1", variant.facts["port"])
    headers = {"Authorization": f"bearer {variant.facts['key']}", "Content-Type": "application/json",
               "X-Odoo-Database": variant.database}
    for repetition in range(REPEAT["write_json2"]):
        body = {"ids": [variant.facts["partner_id"]], "vals": {"ref": f"H{number}-{repetition}"}}
        client.request("POST", "/json/2/res.partner/write", json.dumps(body), headers)
        answer = client.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{variant.name}: JSON-2 answered {answer.status}: {text[:500]!r}")
    client.close()
    return variant.ask("end", "write_json2")


def measure(variants, tasks, rounds):
    """{task: {variant: [CPU seconds per repetition]}}; round -1 warms up and does not count."""
    found = {task: {variant.name: [] for variant in variants} for task in tasks}
    for number in range(-1, rounds):
        for task in tasks:
            if number > 0 and number % EACH[task]:
                continue
            turn = number % len(variants)
            for variant in (*variants[turn:], *variants[:turn]):
                if variant.name == "auditlog" and task not in AUDITED:
                    continue
                spent = over_http(variant, number) if task == "write_json2" else variant.ask("run", task)
                if number >= 0:
                    found[task][variant.name].append((spent["python_s"], spent["postgres_s"]))
    return found


def ratio(found, task, name):
    """Median over the rounds of this variant's CPU through that of the plain Odoo; None when not measured."""
    mine, plain = found.get(task, {}).get(name), found.get(task, {}).get("none")
    if not mine or not plain:
        return None
    return round(statistics.median(sum(m) / sum(p) for m, p in zip(mine, plain, strict=True)), 3)


def report(found):
    print(f"{'task':12} {'variant':9} {'rounds':>6} {'python ms':>10} {'postgres ms':>11} {'ratio':>6}")
    for task, by_variant in found.items():
        for name, spent in by_variant.items():
            if not spent:
                continue
            python, postgres = (statistics.median(each) * 1000 / REPEAT[task] for each in zip(*spent, strict=True))
            shown = ratio(found, task, name)
            print(f"{task:12} {name:9} {len(spent):6} {python:10.2f} {postgres:11.2f} {shown or '-':>6}")


def main():
    parser = argparse.ArgumentParser(prog="npm run bench:capture --", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--tasks", default=",".join(REPEAT), help="default: %(default)s")
    parser.add_argument("--variants", default="", metavar="V,...", help="default: all four")
    options = parser.parse_args()
    os.umask(0o022)
    lifecycle.open_stack()
    variants, no_auditlog = ways.chosen([name for name in options.variants.split(",") if name])
    with ways.running(variants):
        print(machine())
        found = measure(variants, options.tasks.split(","), options.rounds)
    report(found)
    result = {
        "idle_ratio": ratio(found, "write", "idle"),
        **{f"{task}_ratio": ratio(found, task, "watched")
           for task in ("po_confirm", "partners", "invoices", "write", "write_json2")},
        "auditlog_write_ratio": ratio(found, "write", "auditlog"),
    }
    if no_auditlog:
        result["auditlog_missing"] = no_auditlog
    print(json.dumps(result))


main()
