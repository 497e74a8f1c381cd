/** The flags of a program that takes nothing else. `--help` prints the usage; what the program does not know ends it before it does anything. */
import { parseArgs } from 'node:util';

export function flagsOf<Name extends string>(usage: string, names: readonly Name[]): Readonly<Record<Name, boolean>> {
  const options = Object.fromEntries([...names, 'help'].map((name) => [name, { type: 'boolean' as const, default: false }]));
  try {
    const { values } = parseArgs({ options });
    if (values.help !== true) return Object.fromEntries(names.map((name) => [name, values[name] === true])) as Record<Name, boolean>;
    console.log(usage);
    process.exit(0);
  } catch (thrown) {
    console.error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${usage}`);
    process.exit(2);
  }
}
