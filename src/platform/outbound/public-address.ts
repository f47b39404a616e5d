import { lookup as resolve } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { fail, ok, problem, type Result } from '../errors.ts';

/** Where a name leads: connect to the address itself, or the name could lead elsewhere by then. */
export interface OutboundAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface Resolving {
  readonly host: string;
  /** True where the operator lets shops reach machines of the private network (SHUKE_OUTBOUND=any). */
  readonly allowPrivate: boolean;
}

/** Of IPv4 what is no host of the public internet (IANA's special-purpose registry), multicast and reserved included. */
const special4: readonly (readonly [string, number])[] = [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
  ] as const),
  ...([
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
  ] as const),
  ...([
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
];

/** Within 2000::/3: Teredo and 6to4 lead into IPv4, which may be private; the rest is documentation and benchmarks. */
const special6: readonly (readonly [string, number])[] = [
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
];

const blocked = new BlockList();
for (const [network, prefix] of special4) blocked.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of special6) blocked.addSubnet(network, prefix, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the public internet. IPv6 outside 2000::/3 (loopback, link-local, mapped IPv4) is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

/**
 * The address of a host that a shop, not the operator, named: the guard against requests to machines that only this
 * server can reach (SSRF). Every address of a name must be public. Problems: unknown-host, private-address.
 */
export async function outboundAddress({ host, allowPrivate }: Resolving): Promise<Result<OutboundAddress>> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const found = await resolve(name, { all: true }).catch(() => []);
  const [first] = found;
  if (first === undefined) return fail(unknownHost);
  if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address))) return fail(privateAddress);
  return ok({ address: first.address, family: first.family === 6 ? 6 : 4 });
}

const unknownHost = problem('unknown-host', 422, {
  zh: '找不到这个主机名',
  en: 'There is no host of that name',
});

const privateAddress = problem('private-address', 422, {
  zh: '这是内网或保留地址；如确需使用，由运营者设置 SHUKE_OUTBOUND=any',
  en: 'This is a private or reserved address; the operator can allow those with SHUKE_OUTBOUND=any',
});
