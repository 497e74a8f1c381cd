/**
 * CPU time by process, from /proc: on two cores the four processes of a delivery share one budget, and the clock alone does not say who
 * spends it.
 */
import { readFileSync, readdirSync } from 'node:fs';

/** `getconf CLK_TCK` of every Linux that Node runs on */
const US_PER_TICK = 10_000;

/** Behind the name, which may hold blanks and parentheses: state, ppid, ... utime and stime are the 12th and 13th (proc(5)). */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), us: (Number(fields[11]) + Number(fields[12])) * US_PER_TICK };
  } catch {
    // it has just ended, or this is no Linux
    return { parent: 0, us: 0 };
  }
}

/** @param ground its broker, receiver and database are on this machine */
export class Accounting {
  static async open(ground) {
    const accounting = new Accounting();
    const [{ pid }] = await ground.store.read((tx) => tx.query('SELECT pg_backend_pid() AS pid'));
    accounting.postmaster = statOf(pid).parent;
    accounting.pids = { receiver: ground.receiver.pid, broker: ground.server.pid };
    return accounting;
  }

  /** Microseconds so far. */
  now() {
    const { user, system } = process.cpuUsage();
    const { receiver, broker } = this.pids;
    // of the bridge's, what its main thread has: nothing is delivered faster than that
    const main = statOf(`${process.pid}/task/${process.pid}`).us;
    return { bridge: user + system, main, postgres: this.#postgres(), broker: statOf(broker).us, receiver: statOf(receiver).us };
  }

  /** Per delivery since then. */
  since(before, count) {
    const after = this.now();
    return Object.fromEntries(Object.entries(after).map(([name, us]) => [name, Math.round((us - before[name]) / count)]));
  }

  #postgres() {
    if (this.postmaster === 0) return 0;
    const stats = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [statOf(name)] : []));
    return stats.filter(({ parent }) => parent === this.postmaster).reduce((sum, { us }) => sum + us, 0);
  }
}
