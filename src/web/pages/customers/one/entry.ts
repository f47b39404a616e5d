import type { Answer } from '../../../client/ask.ts';

/** One thing that happened to a customer. */
export type Entry = Answer<'/api/shops/{shop}/customers/{customer}/timeline'>['entries'][number];
