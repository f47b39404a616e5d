import { isIP } from 'node:net';
import ip2region from 'ip2region';
import type { Region } from '../events/event-row.ts';
import { type Json, objectOf, textOf } from '../segment/call-values.ts';
import { Remembered } from './known-claims.ts';

/** Looks up where an address is. The database is in memory (11 MB), read when first asked; nothing leaves the machine. */
let database: InstanceType<typeof ip2region.default> | undefined;

/** A CommonJS module: Node shows its default export inside of it, bundlers in its place. */
const Searcher = ip2region.default ?? (ip2region as unknown as typeof ip2region.default);

/** Addresses of late, so that a visit of twenty pages is one lookup (30 us). */
const kept = new Remembered<Region | 'nowhere'>(20_000);

/**
 * Country, province and city of an address, in the database's words (中国, 浙江省, 杭州市); undefined for private and
 * unknown ones. The address itself goes no further than this.
 */
export function findRegion(address: string): Region | undefined {
  if (isIP(address) === 0) return undefined;
  const region = kept.get(address) ?? lookUp(address);
  return region === 'nowhere' ? undefined : region;
}

function lookUp(address: string): Region | 'nowhere' {
  const region = lookedUp(address) ?? 'nowhere';
  kept.set(address, region);
  return region;
}

function lookedUp(address: string): Region | undefined {
  database ??= new Searcher();
  const found = searched(address.replace(/^::ffff:(?=\d+\.)/i, ''));
  if (found === null || found.country === '' || /内网|保留|本机|局域/.test(JSON.stringify(found)))
    return undefined;
  return { country: found.country, province: found.province, city: found.city };
}

/** The database throws over some reserved IPv6 blocks. */
function searched(address: string) {
  try {
    return database!.search(address);
  } catch {
    return null;
  }
}

/** Clients that run in the shopper's hand; a server's address says where the server stands. */
const IN_HAND = /analytics\.js|analytics-next|ios|swift|android|kotlin|flutter|react-native|mini/i;

/** The shopper's address: what a server says it is, or whoever sent, where that was a browser or an app. */
export function addressOf(call: Json, sender: string): string {
  const context = objectOf(call.context);
  const said = textOf(context.ip);
  if (said !== '') return said;
  const inHand = IN_HAND.test(textOf(objectOf(context.library).name));
  return inHand || textOf(context.userAgent) !== '' ? sender : '';
}
