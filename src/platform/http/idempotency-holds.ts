import { makeHolds } from '../control/holds.ts';

/** Requests with an Idempotency-Key that run in this process now. */
export const requestsHere = makeHolds();
