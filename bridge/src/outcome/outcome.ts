/**
 * What a sender is told of its command: its status over every door, and an event when it ends or waits for a person. The events lie in
 * the stream OUTCOMES, each under its client's own subject, which only this client may read.
 */
export { endEarly } from './early-end.js';
export { type Told, tell } from './outbox.js';
export { type Status, refusedAtTheDoor, statusOf } from './status.js';
export { tellEnds, tellWaiting } from './sender.js';
