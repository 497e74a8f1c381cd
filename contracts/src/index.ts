export * from './subjects.js';
export * from './change.js';
export * from './refusals.js';
export * from './envelope.js';
export * from './contract.js';
export * from './catalog.js';
export { SnapshotMismatch } from './snapshot.js';
export { type Watch, watchesOf } from './generate/watches.js';
