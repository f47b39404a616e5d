import fc from 'fast-check';

/** What callers send who are broken, careless or hostile. */

/** Texts that some layer below chokes on: PostgreSQL on NUL, UTF-8 on lone surrogates, parsers on numbers and names. */
const poisonTexts: readonly string[] = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', 'x\udfff', '\ufeff', '\u202e', '\uffff', '😀'.repeat(200)],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    'true',
    '[object Object]',
  ],
  ...['NaN', 'Infinity', '-Infinity', '1e999', '-0', '0x10', '1_000', '１２', '9007199254740993', '-1'],
  ...['99999999999999999999999999', '9999-12-31', '-0001-01-01', '0000-00-00', '10000-01-01', '2026-02-30'],
  ...[
    '2026-01-01T25:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '-271821-04-19T00:00:00Z',
    "'; drop table x; --",
  ],
  ...['{shop:UInt32}', '%s%n', '${x}', '../../etc/passwd', 'a'.repeat(70_000), '\\', '"', "''", '\r\n\r\n'],
];

const poisonNumbers = [
  ...[0, -0, -1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, -(2 ** 63), 1e21, 1e308, 5e-324, 0.1 + 0.2],
];

/** JSON texts that no object of ours becomes by JSON.stringify. */
const rawJson: readonly string[] = [
  ...[
    '',
    '{',
    '[',
    '{"a":1',
    '{"a":1}}',
    'nul',
    "{'a':1}",
    '{"a":NaN}',
    '[1e999]',
    '{"a":1,"a":2}',
    '"\\ud800"',
  ],
  ...[
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '[01]',
    '\u0000',
    '\ufeff{}',
    'null',
    '0',
  ],
  ...[`${'['.repeat(100_000)}${']'.repeat(100_000)}`, `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ...['{"a":123456789012345678901234567890}', `{"${'k'.repeat(100_000)}":1}`, '{"a":"\u0001"}'],
];

export const poisonText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...poisonTexts),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

export const poisonJson: fc.Arbitrary<unknown> = fc.oneof(
  poisonText,
  fc.constantFrom(...poisonNumbers),
  fc.constantFrom(null, true, false, [], {}, [[]], [null], { '': '' }),
  fc.constantFrom(
    JSON.parse('{"__proto__":{"polluted":1}}'),
    { constructor: 'x', toString: 1 },
    Array.from({ length: 20_000 }, (_, n) => n),
    { a: { b: { c: { d: { e: 'deep' } } } } },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Bytes of a body that is no JSON, or broken JSON. */
export const poisonBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.constantFrom(...rawJson).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
  fc.constant(Buffer.from(JSON.stringify({ a: 'x'.repeat(10_000_000) }))),
);
