/**
 * What is known of a command beside its target: when, through what, what it asks to change, who made the record, what its
 * sender sent lately. With the tables it becomes the attributes of Record that policies speak about. Pure.
 */
import type * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Facts } from '@odoo-nats-bridge/contracts';
import type { Client } from '../identity/access.js';
import { type Blackout, type Limit, type Tables, WEEKDAYS } from './tables.js';

/** What policy let through of this client and contract in a window that ends now; this command is not counted. */
export interface Window {
  readonly commands: number;
  /** whole minor units of the company's currency */
  readonly volumeMinor: number;
  /** until the oldest of it leaves the window */
  readonly freesInSeconds: number;
}
export interface Sent {
  readonly minute: Window;
  readonly hour: Window;
  readonly day: Window;
}

export interface Circumstances {
  /** RFC 3339 UTC */
  readonly at: string;
  /** the door it came through, and the source system behind an inbound webhook */
  readonly via: string;
  readonly source?: string | undefined;
  /** what the command gives, by path: `cost.amount`, `lines.price` */
  readonly fields: readonly string[];
  /** clients whose commands made the record */
  readonly makers: readonly string[];
  readonly sent: Sent;
}

const NONE: Window = { commands: 0, volumeMinor: 0, freesInSeconds: 0 };
export const NOTHING_SENT: Sent = { minute: NONE, hour: NONE, day: NONE };
export const plainCircumstances = (at = new Date()): Circumstances => ({
  at: at.toISOString(),
  via: 'http',
  fields: [],
  makers: [],
  sent: NOTHING_SENT,
});

/** The attributes of Record, in the words of bridge.cedarschema. */
export interface Attributes {
  readonly via: string;
  readonly source?: string;
  readonly makers: readonly string[];
  readonly foreignFields: readonly string[];
  readonly exceededLimits: readonly string[];
  readonly blackouts: readonly string[];
  readonly threshold?: { readonly freeUpToMinor: number; readonly oneApproverUpToMinor: number };
  readonly sent: { readonly lastMinute: number; readonly lastHour: number; readonly lastDay: number; readonly lastDayMinor: number };
  readonly now: { readonly day: string; readonly hour: number; readonly weekday: string };
}

/** What policy knows of who asks. */
export interface Requester extends Pick<Client, 'id' | 'roles' | 'external' | 'supplier'> {
  readonly kind?: 'person' | 'service' | undefined;
  /** who answers for a service */
  readonly owner?: { readonly name: string } | undefined;
}

export interface Asked {
  readonly client: Requester;
  readonly contract: string;
  readonly facts: Facts;
  readonly circumstances: Circumstances;
}

export function attributesOf(tables: Tables, asked: Asked): Attributes {
  const { via, source, makers, sent, at } = asked.circumstances;
  const { minute, hour, day } = sent;
  const now = new Date(at);
  const threshold = thresholdOf(tables, asked);
  return {
    via,
    ...(source === undefined ? {} : { source }),
    makers,
    foreignFields: foreignFields(tables, asked),
    exceededLimits: exceeded(tables, asked).map(({ limit }) => limit.name),
    blackouts: tables.blackouts.filter((window) => isOver(window, asked, now)).map(({ name }) => name),
    ...(threshold === undefined ? {} : { threshold }),
    sent: { lastMinute: minute.commands, lastHour: hour.commands, lastDay: day.commands, lastDayMinor: day.volumeMinor },
    now: { day: at.slice(0, 10), hour: now.getUTCHours(), weekday: WEEKDAYS[now.getUTCDay()] ?? 'sunday' },
  };
}

/** The same for Cedar: makers are clients. */
export const toCedar = ({ makers, ...same }: Attributes): Record<string, cedar.CedarValueJson> =>
  JSON.parse(JSON.stringify({ ...same, makers: makers.map((id) => ({ type: 'Client', id })) })) as Record<string, cedar.CedarValueJson>;

/** What a command is about in money, for limits of volume. */
export const volumeOf = ({ amountMinor }: Facts): number => (typeof amountMinor === 'number' ? Math.abs(amountMinor) : 0);

/** The most generous row of the sender's roles; a row of this very company stands before one of all. */
function thresholdOf({ thresholds }: Tables, { client, contract, facts }: Asked): Attributes['threshold'] {
  const mine = thresholds.filter((row) => client.roles.includes(row.role) && row.contracts.includes(contract));
  const named = mine.filter((row) => row.company === facts.company);
  const rows = client.roles.flatMap((role) => {
    const own = named.filter((row) => row.role === role);
    return own.length > 0 ? own : mine.filter((row) => row.role === role && row.company === '*');
  });
  if (rows.length === 0) return undefined;
  return {
    freeUpToMinor: Math.max(...rows.map((row) => row.freeUpToMinor)),
    oneApproverUpToMinor: Math.max(...rows.map((row) => row.oneApproverUpToMinor)),
  };
}

function foreignFields({ ownership }: Tables, { client, contract, circumstances }: Asked): string[] {
  const owners = Object.hasOwn(ownership, contract) ? (ownership[contract] ?? {}) : {};
  const isGiven = (field: string): boolean => circumstances.fields.some((given) => given === field || given.startsWith(`${field}.`));
  return Object.entries(owners).flatMap(([field, roles]) =>
    isGiven(field) && !roles.some((role) => client.roles.includes(role)) ? [field] : [],
  );
}

const about = (contracts: readonly string[], contract: string): boolean => contracts.includes('*') || contracts.includes(contract);

export interface Exceeded {
  readonly limit: Limit;
  readonly freesInSeconds: number;
}

/** Limits that this command would break, each with the seconds until the first place is free again. */
export function exceeded({ limits }: Tables, asked: Asked): Exceeded[] {
  const { client, contract, facts, circumstances } = asked;
  const { minute, hour, day } = circumstances.sent;
  const mine = limits.filter(
    ({ roles, contracts }) => about(contracts, contract) && (roles.includes('*') || roles.some((role) => client.roles.includes(role))),
  );
  return mine.flatMap((limit) => {
    const full = [
      ...(isFull(minute.commands, limit.perMinute) ? [minute] : []),
      ...(isFull(hour.commands, limit.perHour) ? [hour] : []),
      ...(isFull(day.commands, limit.perDay) ? [day] : []),
      ...(day.volumeMinor + volumeOf(facts) > (limit.volumePerDayMinor ?? Infinity) ? [day] : []),
    ];
    return full.length === 0 ? [] : [{ limit, freesInSeconds: Math.max(...full.map((window) => window.freesInSeconds)) }];
  });
}

const isFull = (sent: number, most = Infinity): boolean => sent + 1 > most;

function isOver(window: Blackout, { contract, facts }: Asked, now: Date): boolean {
  if (!about(window.contracts, contract) || (window.company !== '*' && window.company !== facts.company)) return false;
  const { once, weekly } = window;
  if (once !== undefined) return now >= new Date(once.from) && now < new Date(once.until);
  return weekly !== undefined && isWithin(weekly, now);
}

/** Of a window into the next day, its days are those on which it begins. */
function isWithin({ days, from, until, timeZone }: NonNullable<Blackout['weekly']>, now: Date): boolean {
  const { today, yesterday, time } = localTime(now, timeZone);
  if (from < until) return days.includes(today) && time >= from && time < until;
  return (days.includes(today) && time >= from) || (days.includes(yesterday) && time < until);
}

type Weekday = (typeof WEEKDAYS)[number];

function localTime(now: Date, timeZone: string): { today: Weekday; yesterday: Weekday; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const told = Object.fromEntries(parts.formatToParts(now).map(({ type, value }) => [type, value]));
  const index = WEEKDAYS.findIndex((day) => day === told.weekday?.toLowerCase());
  const at = (n: number): Weekday => WEEKDAYS[(n + 7) % 7] ?? 'sunday';
  return { today: at(index), yesterday: at(index - 1), time: `${told.hour ?? '00'}:${told.minute ?? '00'}` };
}
