/** Journeys wait for real servers, on a machine that others use, too. Jest's own limit of 5 s is for unit tests. */
import { jest } from '@jest/globals';

jest.setTimeout(90_000);
