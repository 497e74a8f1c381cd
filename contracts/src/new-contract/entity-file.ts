/** The entity's file: shape, read spec, the way from Odoo. Pure. */
import { type FieldLines, fieldLines } from './fields.js';
import type { OdooModel } from './odoo-model.js';
import { NewContractRefusal } from './refusal.js';
import type { Wanted } from './wanted.js';
import { camel, pascal, quoted, upper } from './words.js';

/** The fields of the entity: those asked for, and the one that tells the moment, because only a captured field can. */
export const fieldsOf = (wanted: Wanted, { names, fields }: OdooModel): readonly FieldLines[] => {
  const all = [...new Set([...names, ...(wanted.when === undefined ? [] : [wanted.when])])];
  const lines = all.map((name) => {
    const field = fields[name];
    if (!field) throw new NewContractRefusal('unknown-field', `Odoo did not describe ${name}`);
    return fieldLines(name, field, wanted.dataClass);
  });
  const taken = new Set(['id', 'node', 'origin']);
  for (const { odoo, ours } of lines) {
    if (taken.has(ours)) throw new NewContractRefusal('names-collide', `${odoo} would be called ${ours}, as something else is`);
    taken.add(ours);
  }
  return lines;
};

export function entityFile(wanted: Wanted, odoo: OdooModel, lines: readonly FieldLines[]): string {
  const { domain, entity, model, owner } = wanted;
  const name = camel(entity);
  const reads = [...new Set(lines.flatMap((each) => each.reads))].sort();
  const spec = [...new Set(lines.flatMap((each) => each.spec))];
  return `/**
 * ${pascal(entity)}: canonical shape and its way from Odoo's \`${model}\` (module ${odoo.module}). Made by scripts/new-contract.
 * Before it is released: name each field and its meaning for people who do not know Odoo, and give it the data class it needs.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
${reads.length > 0 ? `import { ${reads.join(', ')} } from '../../snapshot.js';` : ''}

const { field } = canonical;

${lines.flatMap((each) => each.constants).join('\n\n')}

export const ${name}Shape = z.object({
  id: field(idOf(${quoted(model)}), 'internal', 'Canonical id'),
  ${lines.map((each) => `${each.ours}: ${each.shape},`).join('\n  ')}
});

const ${upper(entity)}_SPEC = { ${spec.join(', ')} } as const satisfies ReadSpec;

export function ${name}FromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof ${name}Shape> {
  ${lines.flatMap((each) => each.before).join('\n  ')}
  return {
    id: canonicalId(origin, ${quoted(model)}, node.id),
    ${lines.map((each) => `${each.ours}: ${each.read},`).join('\n    ')}
  };
}

export const ${name} = defineEntity({
  domain: ${quoted(domain)},
  name: ${quoted(entity)},
  meaning: ${quoted(`${pascal(entity)}: what Odoo calls ${odoo.title} (${model}).`)},
  owner: ${quoted(owner)},
  shape: ${name}Shape,
  odoo: { model: ${quoted(model)}, spec: ${upper(entity)}_SPEC },
  fromOdoo: ${name}FromOdoo,
  // for our own systems; a record of a partner's is scoped by the partner: docs/add-a-contract.md
  scope: ({ id }) => ({ ${name}: id }),
});
`.replaceAll(/\n{3,}/g, '\n\n');
}
