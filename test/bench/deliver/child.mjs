/** A process beside the bench that answers questions. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export class Child {
  #process;
  #asked = 0;

  constructor(file, ...args) {
    this.#process = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.setMaxListeners(0);
  }

  get pid() {
    return this.#process.pid;
  }

  /** Until it has said that it is there. */
  async ready() {
    await once(this.#process, 'message');
    return this;
  }

  ask(what, more = {}) {
    const id = (this.#asked += 1);
    return new Promise((done) => {
      const listen = (told) => {
        if (told.id !== id) return;
        this.#process.off('message', listen);
        done(told.answer);
      };
      this.#process.on('message', listen);
      this.#process.send({ id, what, ...more });
    });
  }

  end() {
    this.#process.disconnect();
  }
}
