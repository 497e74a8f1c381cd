import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/audit.js';

/** sha256 (hex) over the canonical JSON of type and input: by it a repeat is recognised, and to it an approval is bound. */
export const digestOf = (type: string, input: unknown): string => createHash('sha256').update(canonicalJson({ type, input })).digest('hex');
