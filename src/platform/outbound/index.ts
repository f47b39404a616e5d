// Outbound: connections to hosts that a shop named. Knows no business word; the guard against reaching what only this
// server can reach.
export { type OutboundAddress, outboundAddress } from './public-address.ts';
