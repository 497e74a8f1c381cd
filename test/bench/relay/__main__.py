"""npm run bench:relay [-- --rows N --seconds S]: the last line is JSON, see docs/figures.md."""

import argparse
import asyncio
import json
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import drain
import latency
from ground import Broker, Database, machine_line

_PAIRS = 3
_LIVE_RATE = 50


async def run(rows, seconds):
    print(machine_line(), flush=True)
    database, broker = Database(), Broker()
    try:
        at = {}
        for rate in (50, 200):
            at[rate] = await latency.measure(database, broker, rate, seconds)
            say(f"{rate} tx/s: p50 {p(at[rate], 0.5):.1f} ms, p99 {p(at[rate], 0.99):.1f} ms")
        ratio = await bulk_ratio(database, broker)
        drain_ratio = await drain.measure(database, broker, rows, say)
    finally:
        broker.stop()
        database.drop()
    figures = {"drain_ratio": drain_ratio, "p50_ms": p(at[200], 0.5), "p99_ms": p(at[200], 0.99)}
    figures["live_p99_ratio_during_bulk"] = ratio
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


async def bulk_ratio(database, broker):
    """Median of interleaved pairs: live p99 beside an import of 10,000 records by the quiet one."""
    ratios = []
    for _pair in range(_PAIRS):
        quiet = p(await latency.measure(database, broker, _LIVE_RATE, 10), 0.99)
        busy = p(await latency.measure(database, broker, _LIVE_RATE, 10, bulk=10_000), 0.99)
        ratios.append(busy / quiet)
        say(f"live p99: quiet {quiet:.1f} ms, beside 10,000 bulk rows {busy:.1f} ms")
    return statistics.median(ratios)


p = latency.percentile


def say(line):
    print(line, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench:relay")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    asyncio.run(run(options.rows, options.seconds))
