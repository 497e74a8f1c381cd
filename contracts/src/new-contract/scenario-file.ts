/** The scenario that records the example from a real Odoo (contracts/examples/record.py). Pure. */
import type { Example, ExampleValue, ExampleValues } from './odoo-model.js';
import type { Wanted } from './wanted.js';
import { quoted } from './words.js';

/** `fleet_vehicle_registered`: a file of scenarios/ is a Python module. */
export const scenarioName = ({ domain, entity, event }: Wanted): string => [domain, entity, event].join('_').replaceAll('-', '_');

/** The name of the recorded change that is the moment. */
export const momentName = ({ domain, entity, event }: Wanted): string => `${domain}-${entity}-${event}`;

export function scenarioFile(wanted: Wanted, example: Example): string {
  const { model, contract, when } = wanted;
  const [created, edited] =
    when === undefined ? [momentName(wanted), `${momentName(wanted)}-edited`] : [`${momentName(wanted)}-created`, momentName(wanted)];
  const edit = Object.keys(example.edit).length > 0 ? [`record.write(${python(example.edit)})`, recorded(model, 'update', edited)] : [];
  return `"""${contract}: a record of ${model} is created, then changed. Made by scripts/new-contract: make it a story of yours."""


def play(stage):
    env = stage.env
    record = env[${quoted(model)}].create(${python(example.create)})
    ${[recorded(model, 'create', created), ...edit].join('\n    ')}
`;
}

const recorded = (model: string, op: 'create' | 'update', name: string): string =>
  `stage.record({${quoted(`${model} ${op}`)}: ${quoted(name)}})`;

const python = (values: ExampleValues): string => {
  const entries = Object.entries(values).map(([name, value]) => `\n            ${quoted(name)}: ${pythonValue(value)},`);
  return entries.length > 0 ? `\n        {${entries.join('')}\n        }\n    ` : '{}';
};

function pythonValue(value: ExampleValue): string {
  if ('value' in value) return typeof value.value === 'boolean' ? (value.value ? 'True' : 'False') : JSON.stringify(value.value);
  const model = `env[${quoted(value.of)}]`;
  if ('named' in value) return `${model}.search([(${quoted(value.by)}, "=", ${quoted(value.named)})], limit=1, order="id").id`;
  return `${model}.search([], offset=${value.at}, limit=1, order="id").id`;
}
