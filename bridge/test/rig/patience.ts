/** These tests run on a real Postgres and a real broker, on machines that do other work, too. Jest's own limit is 5 s. */
import { jest } from '@jest/globals';

// a database of its own and its migrations take a second on an idle machine
jest.setTimeout(60_000);
