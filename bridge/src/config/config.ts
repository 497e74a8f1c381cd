/**
 * The environment, parsed once at start into one typed object. A wrong or missing value stops the start and is named;
 * values themselves are never printed, because many are secrets.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65535);
const policies = fileURLToPath(new URL('../../policies', import.meta.url));

const environment = z.object({
  BRIDGE_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  BRIDGE_HTTP_PORT: port.default(8080),
  BRIDGE_NATS_URL: z.url({ protocol: /^(nats|tls|wss?)$/ }),
  BRIDGE_NATS_USER: z.string().min(1).default('bridge'),
  BRIDGE_NATS_PASSWORD: z.string().min(1),
  BRIDGE_NATS_CALLOUT_SEED: z.string().min(1).optional(),
  BRIDGE_NATS_CALLOUT_PASSWORD: z.string().min(1).optional(),
  BRIDGE_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  BRIDGE_ODOO_URL: z.url({ protocol: /^https?$/ }),
  BRIDGE_ODOO_DATABASE: z.string().regex(/^[A-Za-z0-9_-]+$/),
  BRIDGE_ODOO_KEYS_FILE: z.string().min(1),
  BRIDGE_ACCESS_FILE: z.string().min(1),
  BRIDGE_ENVIRONMENT: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,15}$/, 'use 1 to 16 of a-z and 0-9, a letter first')
    .default('local'),
  BRIDGE_OIDC_FILE: z.string().min(1).optional(),
  BRIDGE_SECRET_KEY: z.string().optional(),
  BRIDGE_SECRET_KEY_FILE: z.string().min(1).optional(),
  /** empty: those that come with the bridge */
  BRIDGE_POLICY_DIR: z.string().default(''),
  BRIDGE_APPROVAL_HOURS: z.coerce.number().positive().max(8_784).default(72),
  BRIDGE_APPROVAL_ESCALATION_HOURS: z.coerce.number().positive().max(8_784).default(24),
  BRIDGE_APPROVAL_ESCALATION_ROLES: z
    .string()
    .regex(/^[A-Za-z0-9_-]+(,[A-Za-z0-9_-]+)*$/)
    .default('admin'),
  BRIDGE_POLICY_SHADOW_DIR: z.string().optional(),
  BRIDGE_INBOUND_DIR: z.string().optional(),
  BRIDGE_INBOUND_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  BRIDGE_ATTEMPT_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  BRIDGE_AUDIT_KEY: z.string().min(1).optional(),
  BRIDGE_AUDIT_KEY_FILE: z.string().min(1).optional(),
  BRIDGE_AUDIT_OLD_KEYS: z.string().optional(),
  BRIDGE_AUDIT_FILE: z.string().min(1).optional(),
  BRIDGE_AUDIT_EVERY_ENTRIES: z.coerce.number().int().min(1).default(1_000),
  BRIDGE_AUDIT_EVERY_SECONDS: z.coerce.number().int().min(5).max(86_400).default(300),
  BRIDGE_TRANSLATE_THREAD: z.enum(['on', 'off']).default('on'),
  BRIDGE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

export interface Config {
  readonly http: { readonly host: string; readonly port: number };
  readonly nats: {
    readonly url: string;
    readonly user: string;
    readonly password: string;
    /** `seed`: what answers about logins are signed with; `password`: of the users callout and kick. Absent: nobody asks this bridge */
    readonly callout?: { readonly seed: string; readonly password: string } | undefined;
  };
  readonly databaseUrl: string;
  /** `keys`: one API key per service user, by login */
  readonly odoo: { readonly url: string; readonly database: string; readonly keys: Readonly<Record<string, string>> };
  readonly accessFile: string;
  /** name of this environment: part of each API key, so that one of another opens nothing here */
  readonly environment: string;
  /** whose tokens are taken (identity/oidc-file.ts). Absent: nobody's */
  readonly oidcFile?: string | undefined;
  /** 32 bytes each, the newest first: what is stored sealed is sealed with the first and opened with any */
  readonly secretKeys: readonly Uint8Array[];
  readonly policyDir: string;
  /** policies that are judged beside those in force, to see what they would change */
  readonly policyShadowDir?: string | undefined;
  /** `directory`: the sources of inbound webhooks, none without; `days`: how long their messages are kept */
  readonly inbound: { readonly directory?: string | undefined; readonly days: number };
  /** how many whole days attempts to deliver are kept */
  readonly attemptDays: number;
  /** an approval that nobody gave in time is a refusal; some time before, further roles may give it */
  readonly approvals: { readonly expiresAfterMs: number; readonly escalatesAfterMs: number; readonly escalatesTo: readonly string[] };
  readonly audit: AuditSettings;
  /** whether a thread of its own translates what arrives in crowds */
  readonly translateThread: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

export interface AuditSettings {
  /** 32 bytes that checkpoints are signed with; `off`: somebody decided to have none */
  readonly key: Uint8Array | 'off';
  /** public keys that were used before, in base64 */
  readonly oldKeys: readonly string[];
  /** where checkpoints are written beside the stream */
  readonly file: string | undefined;
  /** a checkpoint is due after so many entries, and when there is a new one after so long */
  readonly everyEntries: number;
  readonly everyMs: number;
}

/** The token Config is injected by: `constructor(@Inject(CONFIG) private readonly config: Config)`. */
export const CONFIG = Symbol('CONFIG');

const HOUR_MS = 3_600_000;
const keysFile = z.record(z.string(), z.string().min(1));

/** Throws with the names of all wrong variables, never their values. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the configuration is wrong:\n  ${wrong.join('\n  ')}`);
  }
  const given = parsed.data;
  return {
    http: { host: given.BRIDGE_HTTP_HOST, port: given.BRIDGE_HTTP_PORT },
    nats: { url: given.BRIDGE_NATS_URL, user: given.BRIDGE_NATS_USER, password: given.BRIDGE_NATS_PASSWORD, callout: calloutOf(given) },
    databaseUrl: given.BRIDGE_DATABASE_URL,
    odoo: {
      url: given.BRIDGE_ODOO_URL,
      database: given.BRIDGE_ODOO_DATABASE,
      keys: readJson(given.BRIDGE_ODOO_KEYS_FILE, keysFile, 'BRIDGE_ODOO_KEYS_FILE'),
    },
    accessFile: given.BRIDGE_ACCESS_FILE,
    environment: given.BRIDGE_ENVIRONMENT,
    oidcFile: given.BRIDGE_OIDC_FILE,
    secretKeys: secretKeysOf(given),
    policyDir: given.BRIDGE_POLICY_DIR || policies,
    policyShadowDir: given.BRIDGE_POLICY_SHADOW_DIR === '' ? undefined : given.BRIDGE_POLICY_SHADOW_DIR,
    inbound: { directory: given.BRIDGE_INBOUND_DIR === '' ? undefined : given.BRIDGE_INBOUND_DIR, days: given.BRIDGE_INBOUND_DAYS },
    attemptDays: given.BRIDGE_ATTEMPT_DAYS,
    approvals: {
      expiresAfterMs: given.BRIDGE_APPROVAL_HOURS * HOUR_MS,
      escalatesAfterMs: given.BRIDGE_APPROVAL_ESCALATION_HOURS * HOUR_MS,
      escalatesTo: given.BRIDGE_APPROVAL_ESCALATION_ROLES.split(','),
    },
    audit: {
      key: auditKeyOf(given),
      oldKeys: (given.BRIDGE_AUDIT_OLD_KEYS ?? '').split(',').flatMap((key) => (key.trim() === '' ? [] : [key.trim()])),
      file: given.BRIDGE_AUDIT_FILE,
      everyEntries: given.BRIDGE_AUDIT_EVERY_ENTRIES,
      everyMs: given.BRIDGE_AUDIT_EVERY_SECONDS * 1_000,
    },
    translateThread: given.BRIDGE_TRANSLATE_THREAD === 'on',
    logLevel: given.BRIDGE_LOG_LEVEL,
  };
}

/** Never silently unsigned: to go without checkpoints somebody has to say `off`. */
function auditKeyOf({ BRIDGE_AUDIT_KEY: text, BRIDGE_AUDIT_KEY_FILE: file }: z.infer<typeof environment>): Uint8Array | 'off' {
  if ((text === undefined) === (file === undefined))
    throw new Error('set one of BRIDGE_AUDIT_KEY and BRIDGE_AUDIT_KEY_FILE: the audit is signed with it (BRIDGE_AUDIT_KEY=off: it is not)');
  const key = (text ?? readFileSync(file ?? '', 'utf8')).trim();
  if (key === 'off') return 'off';
  if (!SECRET_KEY.test(key)) throw new Error('BRIDGE_AUDIT_KEY is not 32 bytes in base64 (openssl rand -base64 32)');
  return Buffer.from(key, 'base64');
}

function calloutOf(given: z.infer<typeof environment>): Config['nats']['callout'] {
  const { BRIDGE_NATS_CALLOUT_SEED: seed, BRIDGE_NATS_CALLOUT_PASSWORD: password } = given;
  if (seed === undefined && password === undefined) return undefined;
  if (seed === undefined || password === undefined)
    throw new Error('set both or none of BRIDGE_NATS_CALLOUT_SEED and BRIDGE_NATS_CALLOUT_PASSWORD');
  return { seed, password };
}

const SECRET_KEY = /^[A-Za-z0-9+/]{43}=$/;

/** From the variable or from the file: 32 bytes in base64; two of them, a comma between, while the old one is being replaced. */
function secretKeysOf(given: z.infer<typeof environment>): Uint8Array[] {
  const { BRIDGE_SECRET_KEY: text, BRIDGE_SECRET_KEY_FILE: file } = given;
  if ((text === undefined) === (file === undefined)) throw new Error('set one of BRIDGE_SECRET_KEY and BRIDGE_SECRET_KEY_FILE');
  const keys = (text ?? readFileSync(file ?? '', 'utf8')).split(',').map((key) => key.trim());
  if (!keys.every((key) => SECRET_KEY.test(key))) throw new Error('BRIDGE_SECRET_KEY is not 32 bytes in base64 (openssl rand -base64 32)');
  return keys.map((key) => Buffer.from(key, 'base64'));
}

/** Reads a JSON file named by a variable. The error names the variable, the file and the wrong paths, never a value. */
export function readJson<Shape extends z.ZodType>(file: string, shape: Shape, variable: string): z.infer<Shape> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${variable} names a file that cannot be read as JSON: ${file}`, {
      cause: cause instanceof SyntaxError ? undefined : cause,
    });
  }
  const parsed = shape.safeParse(content);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${variable} (${file}) is wrong:\n  ${wrong.join('\n  ')}`);
}

/** What may be printed: no password, no key, no user information inside a URL. */
export function redacted(config: Config): Record<string, unknown> {
  return {
    ...config,
    nats: {
      ...config.nats,
      url: withoutCredentials(config.nats.url),
      password: '***',
      callout: config.nats.callout === undefined ? 'off' : '***',
    },
    databaseUrl: withoutCredentials(config.databaseUrl),
    odoo: { ...config.odoo, url: withoutCredentials(config.odoo.url), keys: Object.keys(config.odoo.keys) },
    secretKeys: config.secretKeys.length,
    audit: { ...config.audit, key: config.audit.key === 'off' ? 'off' : '***' },
  };
}

function withoutCredentials(url: string): string {
  const parsed = new URL(url);
  parsed.username = '';
  parsed.password = '';
  return parsed.toString();
}
