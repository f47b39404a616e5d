/** As in ledgers: one way to ask, for both rooms of promises. */
export { asking } from '../ledgers/index.ts';
