import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPublicAddress, outboundAddress } from './public-address.ts';

it('private, reserved and disguised addresses are no public ones', () => {
  const inside = [
    ...['127.0.0.1', '10.9.8.7', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...[
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
    ],
    ...['64:ff9b::a00:1', '2002:a00:1::', '2001:0:4136:e378::1', 'ff02::1', '2001:db8::1', 'localhost', ''],
  ];
  expect(inside.filter(isPublicAddress)).toEqual([]);
  const outside = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '223.5.5.5', '2400:3200::1', '2606:4700::1111'];
  expect(outside.filter((it) => !isPublicAddress(it))).toEqual([]);
});

it('no spelling of a loopback address that the system understands gets through', async () => {
  const spelt = ['127.0.0.1', '127.1', '0x7f000001', '2130706433', '017700000001', '[::1]', 'localhost'];
  for (const host of spelt)
    expect((await outboundAddress({ host, allowPrivate: false })).ok, host).toBe(false);
  expect(await outboundAddress({ host: '127.0.0.1', allowPrivate: true })).toEqual({
    ...{ ok: true, value: { address: '127.0.0.1', family: 4 } },
  });
});

it('agrees with arithmetic on every address of the private networks', () => {
  const inNetwork = ([a, b]: number[]) =>
    a === 10 || (a === 172 && b! >= 16 && b! < 32) || (a === 192 && b === 168) || a === 127;
  const part = fc.nat(255);
  const first = fc.constantFrom(10, 172, 192, 127);
  fc.assert(
    fc.property(fc.tuple(first, part, part, part), (parts) => {
      if (inNetwork(parts)) expect(isPublicAddress(parts.join('.'))).toBe(false);
    }),
  );
});
