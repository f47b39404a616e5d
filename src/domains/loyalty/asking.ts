/** As in ledgers: one way to ask, for both rooms of promises. */
export { type Asking, asking } from '../ledgers/index.ts';
