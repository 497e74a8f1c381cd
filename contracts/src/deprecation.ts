/**
 * How a contract says that it will end. Nothing stops by itself at the sunset: the dates are a promise to subscribers and a
 * reminder to the operator (docs/versions.md). The headers are RFC 9745 (Deprecation) and RFC 8594 (Sunset).
 */

export interface Deprecation {
  /** the day from which nobody should build on it any more, `2026-11-22`, from 00:00 UTC */
  readonly since: string;
  /** the day from which it may be gone */
  readonly sunset: string;
  /** the contract to go to */
  readonly replacedBy: string;
  readonly why: string;
}

/** What an envelope carries of it: the two dates as times, and the contract to go to. */
export interface DeprecationNote {
  /** RFC 3339 UTC */
  readonly deprecated: string;
  readonly sunset: string;
  readonly replacedby: string;
}

const startOf = (day: string): string => `${day}T00:00:00Z`;

export const deprecationNote = ({ since, sunset, replacedBy }: Deprecation): DeprecationNote => ({
  deprecated: startOf(since),
  sunset: startOf(sunset),
  replacedby: replacedBy,
});

/** HTTP headers, lower-case names; none for a contract that is not deprecated. */
export function deprecationHeaders(note: Partial<DeprecationNote>): Readonly<Record<string, string>> {
  const { deprecated, sunset, replacedby } = note;
  return {
    ...(deprecated === undefined ? {} : { deprecation: `@${String(Date.parse(deprecated) / 1000)}` }),
    ...(sunset === undefined ? {} : { sunset: new Date(sunset).toUTCString() }),
    ...(replacedby === undefined ? {} : { link: `<${contractUrn(replacedby)}>; rel="successor-version"` }),
  };
}

const contractUrn = (contractId: string): string => `urn:odoo-nats-bridge:contract:${contractId}`;

export const isPastSunset = ({ sunset }: Deprecation, now: Date): boolean => Date.parse(startOf(sunset)) <= now.getTime();
