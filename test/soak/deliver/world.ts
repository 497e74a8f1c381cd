/** Who lives off the events in a soak: partners of different scopes, an own system, over webhooks and NATS, and how well each is doing. */
import { createHash, randomBytes } from 'node:crypto';
import type { Told } from './ledger.js';

export type Health = 'well' | 'failing' | 'hanging';

export interface Subscriber {
  readonly name: string;
  readonly client: string;
  readonly kind: 'nats' | 'webhook';
  readonly order: 'none' | 'record';
  /** undefined: of every supplier */
  readonly supplier: string | undefined;
  readonly company: string | undefined;
  readonly seesPeople: boolean;
  readonly batch: boolean;
  readonly health: Health;
  readonly secret: string;
}

export const CONTRACT = 'procurement.purchase-order.changed.v2';
export const SUPPLIERS = [11, 12, 13, 14, 15].map((id) => `odoo:golden:res.partner:${String(id)}`);
export const COMPANIES = [1, 2].map((id) => `odoo:golden:res.company:${String(id)}`);
export const OPERATOR_KEY = randomBytes(16).toString('hex');
/** the first partner is off-boarded in the middle of the soak */
export const LEAVING = 'partner-0';

const WEBHOOKS = 20;

/** Of 20 endpoints 4 fail and 1 hangs: 20 % and 5 %. */
const healthOf = (index: number): Health => (index === 7 ? 'hanging' : index % 5 === 3 ? 'failing' : 'well');

export const SUBSCRIBERS: readonly Subscriber[] = [
  ...Array.from({ length: WEBHOOKS }, (_, index) => webhookOf(index)),
  ...SUPPLIERS.map((supplier, index) => partnerOnNats(supplier, index)),
];

function webhookOf(index: number): Subscriber {
  const own = index < 14;
  return {
    name: `hook-${String(index)}`,
    client: own ? `partner-${String(index % SUPPLIERS.length)}` : 'mes',
    kind: 'webhook',
    order: index % 2 === 0 ? 'record' : 'none',
    supplier: own ? SUPPLIERS[index % SUPPLIERS.length] : undefined,
    company: index % 3 === 0 ? COMPANIES[0] : undefined,
    seesPeople: index === 15,
    batch: index % 6 === 4,
    health: healthOf(index),
    secret: `whsec_${randomBytes(32).toString('base64')}`,
  };
}

function partnerOnNats(supplier: string, index: number): Subscriber {
  return {
    name: `pull-${String(index)}`,
    client: `partner-${String(index)}`,
    kind: 'nats',
    order: index % 2 === 0 ? 'record' : 'none',
    supplier,
    company: undefined,
    seesPeople: false,
    batch: false,
    health: 'well',
    secret: '',
  };
}

/** Who an event is for, in the words of this file; the bridge has its own. */
export const isFor = ({ supplier, company }: Subscriber, event: Pick<Told, 'supplier' | 'company'>): boolean =>
  (supplier === undefined || supplier === event.supplier) && (company === undefined || company === event.company);

/** The subscription as the access file or the API takes it. */
export function declared(subscriber: Subscriber, url: string): Record<string, unknown> {
  const { name, client, kind, order, supplier, company, seesPeople, batch, secret } = subscriber;
  const scope = { ...(supplier === undefined ? {} : { supplier }), ...(company === undefined ? {} : { company }) };
  const hook = { kind, url: `${url}/${name}`, secret, allowHttp: true, allowPrivateAddress: true };
  return {
    name,
    client,
    contracts: [CONTRACT],
    scope,
    fieldClasses: ['public', 'internal', 'commercial', ...(seesPeople ? ['personal'] : [])],
    channel: kind === 'nats' ? { kind } : hook,
    order,
    ...(batch ? { mode: { kind: 'batch', everyMs: 500, maxEvents: 20 } } : {}),
    // an hour's worth of trouble in minutes: the same steps, shorter
    limits: { inFlight: 4, perSecond: 200, timeoutMs: 2_000, retryMs: Array<number>(30).fill(700), longestPauseMs: 4_000 },
  };
}

/** Clients in the file; subscriptions come by the API, so that some can go by it. */
export const accessFile = (): unknown => ({
  clients: [
    { id: 'ops', roles: ['operator'], apiKeySha256: createHash('sha256').update(OPERATOR_KEY).digest('hex') },
    { id: 'mes', roles: ['mes'] },
    ...SUPPLIERS.map((supplier, index) => ({ id: `partner-${String(index)}`, roles: ['supplier'], supplier })),
  ],
  subscriptions: [],
});
