/** Journeys wait for real servers, on a machine that others use, too. Jest's own limit of 5 s is for unit tests. */
import { jest } from '@jest/globals';

// a refusal takes 0.3 s on an idle machine and some seconds on a busy one; a test provokes up to nine
jest.setTimeout(240_000);
