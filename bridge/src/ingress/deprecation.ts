/** What a sender over HTTP is told of a contract that will end: RFC 9745 and RFC 8594 headers. */
import { type Catalog, catalog, deprecationHeaders, deprecationNote } from '@odoo-nats-bridge/contracts';

/** No headers for a contract that stays, or that nobody knows. */
export function deprecationOf(type: string, of: Pick<Catalog, 'commands' | 'queries'> = catalog): Readonly<Record<string, string>> {
  const { deprecated } = of.commands.get(type) ?? of.queries.get(type) ?? {};
  return deprecated === undefined ? {} : deprecationHeaders(deprecationNote(deprecated));
}
