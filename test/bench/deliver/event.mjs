/** An event as DELIVERIES holds it. */
import { toHeaders } from '../../../contracts/dist/index.js';

export const eventHeaders = (id) =>
  toHeaders({
    specversion: '1.0',
    id,
    source: '/odoo/bench',
    type: 'procurement.purchase-order.approved.v1',
    subject: 'odoo:bench:purchase.order:42',
    time: '2026-11-22T10:00:00Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:bench',
    correlationid: id,
    causationid: id,
    partitionkey: id,
    recordversion: '1',
    dataclass: 'commercial',
    origin: 'orm',
  });

/** JSON of so many bytes. */
export function padded(data, bytes) {
  const bare = JSON.stringify({ ...data, padding: '' });
  return Buffer.from(JSON.stringify({ ...data, padding: 'x'.repeat(Math.max(0, bytes - bare.length)) }));
}
