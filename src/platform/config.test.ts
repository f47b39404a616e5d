import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { editDistance, nearestName } from './config-names.ts';

const issuesOf = (env: Record<string, string>) => {
  const read = readConfig(env, '/srv');
  return read.ok ? [] : (read.problem.issues ?? []);
};

const good = {
  SHUKE_DATA: fc.constantFrom('data', '/var/data', '../x', ' spaced '),
  SHUKE_HOST: fc.constantFrom('0.0.0.0', '::', 'localhost', 'crm.example.com', '::1'),
  SHUKE_PORT: fc.integer({ min: 0, max: 65_535 }).map(String),
  SHUKE_URL: fc.constantFrom('https://crm.example.com', 'http://10.0.0.1:80/'),
  SHUKE_POSTGRES_URL: fc.constantFrom(
    'postgres://m:p%40@db:5432/shuke',
    'postgresql://m@localhost/shuke?host=%2Frun',
  ),
  SHUKE_CLICKHOUSE_URL: fc.constantFrom('http://u:p@ch:8123/db', 'https://ch'),
  SHUKE_MASTER_KEY_FILE: fc.constantFrom('key', '/etc/shuke/key'),
  SHUKE_DISK_FLOOR: fc.constantFrom('0', '500MB', '2GB', '123456789'),
  SHUKE_TRUSTED_PROXIES: fc.constantFrom('127.0.0.1', '10.0.0.0/8, ::1', 'fd00::/8', ''),
  SHUKE_LOG_LEVEL: fc.constantFrom('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent', ''),
};

const bad: Record<string, fc.Arbitrary<string>> = {
  SHUKE_DATA: fc.constant('a\0b'),
  SHUKE_HOST: fc.constantFrom('http://x', 'a b', 'host:80', '-x'),
  SHUKE_PORT: fc.constantFrom('-1', '65536', '1e3', 'x', '1.5'),
  SHUKE_URL: fc.constantFrom('crm.example.com', 'https://x/crm', 'ftp://x', 'https://u:p@x'),
  SHUKE_POSTGRES_URL: fc.constantFrom('mysql://u@h/d', 'postgres://h/d', 'postgres://u:hunter2@h', 'hunter2'),
  SHUKE_CLICKHOUSE_URL: fc.constantFrom('tcp://u:hunter2@ch:9000', 'ch:8123', 'hunter2'),
  SHUKE_DISK_FLOOR: fc.constantFrom('1%', '-1', '2 TB', 'much', '1e9', '99999999999999999'),
  SHUKE_LOG_LEVEL: fc.constantFrom('INFO', 'loud'),
  SHUKE_TRUSTED_PROXIES: fc.constantFrom('hunter2', '10.0.0.0/33', '1.2.3.4,', '1.2.3.4/8/8', '::1/129'),
  SHUKE_PROT: fc.constant('1'),
  SHUKE_PASSWORD: fc.constant('hunter2'),
};

test('nothing set: everything stands in .shuke of the folder, on 127.0.0.1:7300', () => {
  expect(readConfig({}, '/srv')).toEqual({
    ok: true,
    value: {
      dataDir: '/srv/.shuke',
      host: '127.0.0.1',
      port: 7300,
      publicUrl: 'http://127.0.0.1:7300',
      postgresUrl: undefined,
      clickhouseUrl: undefined,
      clickhouseCluster: undefined,
      diskFloor: undefined,
      masterKeyFile: '/srv/.shuke/master.key',
      logLevel: 'info',
      role: 'all',
      stopDelay: 0,
      trustedProxies: [],
    },
  });
});

test.each([
  ['0.0.0.0', 'http://127.0.0.1:80'],
  ['::', 'http://127.0.0.1:80'],
  ['::1', 'http://[::1]:80'],
  ['shop.lan', 'http://shop.lan:80'],
])('on %s people are sent to %s', (host, url) => {
  const read = readConfig({ SHUKE_HOST: host, SHUKE_PORT: '80' });
  expect(read).toMatchObject({ ok: true, value: { publicUrl: url } });
});

describe('any mixture of variables', () => {
  test('good ones are taken', () => {
    fc.assert(
      fc.property(fc.record(good, { requiredKeys: [] }), (env) => {
        expect(issuesOf(env)).toEqual([]);
      }),
    );
  });

  test('every bad one is named, once, in both languages, and no value is repeated', () => {
    fc.assert(
      fc.property(
        fc.record(good, { requiredKeys: [] }),
        fc.record(bad, { requiredKeys: [] }),
        (fine, broken) => {
          const env = { ...fine, ...broken };
          const issues = issuesOf(env);
          expect(issues.map(({ field }) => field).sort()).toEqual(Object.keys(broken).sort());
          for (const { field, message } of issues) {
            expect(message.en).toContain(field);
            expect(message.zh).toContain(field);
          }
          expect(JSON.stringify(issues)).not.toContain('hunter2');
        },
      ),
    );
  });
});

test('a cluster without a server is refused', () => {
  expect(issuesOf({ SHUKE_CLICKHOUSE_CLUSTER: 'main' })).toMatchObject([{ code: 'cluster-needs-url' }]);
  expect(issuesOf({ SHUKE_CLICKHOUSE_CLUSTER: 'main', SHUKE_CLICKHOUSE_URL: 'http://ch:8123' })).toEqual([]);
  expect(issuesOf({ SHUKE_CLICKHOUSE_CLUSTER: 'a`b', SHUKE_CLICKHOUSE_URL: 'http://ch:8123' })).toMatchObject(
    [{ code: 'not-a-cluster-name' }],
  );
});

test('an unknown name is answered with the known name spelt most like it', () => {
  expect(nearestName('SHUKE_PROT')).toBe('SHUKE_PORT');
  expect(nearestName('SHUKE_DATA_DIR')).toBe('SHUKE_DATA');
  expect(nearestName('SHUKE_CLICKHOUSE')).toBe('SHUKE_CLICKHOUSE_URL');
});

test('edit distance is a distance', () => {
  const word = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, a)).toBe(0);
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
  expect(editDistance('kitten', 'sitting')).toBe(3);
});
