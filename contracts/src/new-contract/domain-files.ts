/** The domain's list of entities and events, and the catalogue's line. Pure. */
import { NewContractRefusal } from './refusal.js';
import type { Wanted } from './wanted.js';
import { camel, quoted, spoken } from './words.js';

/** What the domain's file has to name, from `./<file>.js`. */
export interface Exported {
  readonly identifier: string;
  readonly file: string;
}

const importLine = ({ identifier, file }: Exported): string => `import { ${identifier} } from './${file}.js';`;

export function domainFile({ domain, model }: Wanted, entity: Exported, event: Exported): string {
  return `import type { Domain } from '../../contract.js';
${importLine(entity)}
${importLine(event)}

export const ${camel(domain)}: Domain = {
  name: ${quoted(domain)},
  meaning: ${quoted(`What is kept of ${spoken(domain)}: ${model}.`)},
  // of the service user, for commands and queries: there are none yet
  odooGroups: [],
  entities: [${entity.identifier}],
  events: [${event.identifier}],
  commands: [],
};
`;
}

/** A domain's file with an event more, and with an entity more unless it has it. */
export function withContract(source: string, domain: string, entity: Exported | undefined, event: Exported): string {
  const added = [...(entity ? [entity] : []), event];
  const imports = [...source.matchAll(/^import [^;]*;$/gm)].at(-1);
  if (imports === undefined) throw unreadable(domain);
  const at = imports.index + imports[0].length;
  const imported = `${source.slice(0, at)}\n${added.map(importLine).join('\n')}${source.slice(at)}`;
  const listed = withEntry(imported, 'events', event.identifier, domain);
  return entity ? withEntry(listed, 'entities', entity.identifier, domain) : listed;
}

function withEntry(source: string, list: 'entities' | 'events', identifier: string, domain: string): string {
  const found = new RegExp(`^ {2}${list}: \\[([^\\]]*)\\],$`, 'm').exec(source);
  if (!found) throw unreadable(domain);
  const entries = (found[1] ?? '').trimEnd();
  const comma = entries === '' || entries.endsWith(',') ? '' : ',';
  return source.replace(found[0], () => `  ${list}: [${entries}${comma} ${identifier}],`);
}

const unreadable = (domain: string): NewContractRefusal =>
  new NewContractRefusal('entity-not-found', `contracts/src/domains/${domain}/${domain}.ts has no plain lists of entities and events`);

const CATALOG_LIST = /^export const catalog: Catalog = catalogOf\(\[\n([\s\S]*?)^\]\);$/m;
const DOMAIN_IMPORT = /^import \{ \w+ \} from '\.\/domains\/[^']+';$/gm;

/** The catalogue with the domain, in the order of the alphabet. */
export function withDomain(source: string, domain: string): string {
  const list = CATALOG_LIST.exec(source)?.[1];
  const imports = source.match(DOMAIN_IMPORT);
  if (list === undefined || !imports) throw new NewContractRefusal('entity-not-found', 'contracts/src/catalog.ts has no list of domains');
  const line = `import { ${camel(domain)} } from './domains/${domain}/${domain}.js';`;
  const domains = [...list.trimEnd().split('\n'), `  ${camel(domain)},`].sort();
  return source.replace(list, () => `${domains.join('\n')}\n`).replace(imports.join('\n'), () => [...imports, line].sort().join('\n'));
}
