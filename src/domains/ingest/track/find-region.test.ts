import { describe, expect, it } from 'vitest';
import { addressOf, findRegion } from './find-region.ts';

describe('a region', () => {
  it.each([
    ['120.24.78.68', '中国', '广东省'],
    ['::ffff:120.24.78.68', '中国', '广东省'],
    ['240e:47d:c20:1627:30a3:ba0d:a5e6:ec19', '中国', '广东省'],
    ['8.8.8.8', '美国', ''],
  ])('%s is in %s %s', (address, country, province) => {
    const found = findRegion(address);
    expect(found?.country).toBe(country);
    if (province !== '') expect(found?.province).toBe(province);
  });

  it.each(['127.0.0.1', '10.1.2.3', '192.168.0.1', '0.0.0.0', '::1', 'fe80::1', 'not an address', ''])(
    '%s is nowhere',
    (address) => {
      expect(findRegion(address)).toBeUndefined();
    },
  );
});

describe('whose address', () => {
  it.each([
    [{ context: { ip: '1.2.3.4' } }, '1.2.3.4'],
    [{ context: { library: { name: '@segment/analytics-node' } } }, ''],
    [{ context: { library: { name: 'analytics.js' } } }, 'sender'],
    [{ context: { userAgent: 'Mozilla' } }, 'sender'],
    [{}, ''],
  ])('%j', (call, expected) => {
    expect(addressOf(call, 'sender')).toBe(expected);
  });
});
