/** The headers of an event as DELIVERIES holds it. */
import { type Envelope, toHeaders } from '@odoo-nats-bridge/contracts';

export const eventHeaders = (id: string, more: Partial<Envelope> = {}): [string, string][] =>
  toHeaders({
    specversion: '1.0',
    id,
    source: '/odoo/demo',
    type: 'procurement.purchase-order.approved.v1',
    subject: 'odoo:demo:purchase.order:42',
    time: '2026-11-22T10:00:00Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:x',
    correlationid: 'story-1',
    causationid: 'story-1',
    partitionkey: 'odoo:demo:purchase.order:42',
    recordversion: '1',
    dataclass: 'commercial',
    origin: 'orm',
    ...more,
  });
