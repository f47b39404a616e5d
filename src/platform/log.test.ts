import { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLog } from './log.ts';

const marked = '13800138000';

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) });
  write(openLog('trace', sink));
  return lines.join('');
}

test('a line is JSON with an instant, a level and what was said', () => {
  const line = JSON.parse(logged((log) => log.info({ imported: 3 }, 'import done')));
  expect(line).toMatchObject({ level: 30, imported: 3, msg: 'import done' });
  expect(new Date(line.time).toISOString()).toBe(line.time);
});

test('an error leaves its words behind, whatever PostgreSQL quoted in them', () => {
  const error = Object.assign(new Error(`duplicate ${marked}`), {
    code: '23505',
    detail: `Key (phone)=(${marked}) already exists.`,
    where: marked,
    query: `insert '${marked}'`,
    cause: new Error(marked),
  });
  for (const name of ['err', 'error', 'reason']) {
    const text = logged((log) => log.error({ [name]: error }, 'failed'));
    expect(text).not.toContain(marked);
    expect(JSON.parse(text)[name]).toMatchObject({ code: '23505' });
  }
  expect(logged((log) => log.error(error, 'failed'))).not.toContain(marked);
  expect(logged((log) => log.error(error))).not.toContain(marked);
  expect(logged((log) => log.error({ err: error }))).not.toContain(marked);
});

test('a personal field or a secret is blanked, down to two levels', () => {
  const name = fc.constantFrom(
    'phone',
    'name',
    'email',
    'password',
    'cookie',
    'address',
    'receiver',
    'values',
    'row',
  );
  const around = fc.array(fc.constantFrom('customer', 'order', 'req', 'x'), { maxLength: 2 });
  fc.assert(
    fc.property(name, around, (field, path) => {
      const thing = path.reduceRight<object>((inner, key) => ({ [key]: inner }), { [field]: marked });
      expect(logged((log) => log.info(thing, 'said'))).not.toContain(marked);
    }),
  );
});
