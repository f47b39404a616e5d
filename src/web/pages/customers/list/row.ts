import type { Answer } from '../../../client/ask.ts';

export type CustomerRow = Answer<'/api/shops/{shop}/customers'>['customers'][number];
