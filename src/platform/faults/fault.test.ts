import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toFailure } from '../clickhouse/failure.ts';
import { ProblemError, problem } from '../errors.ts';
import { failureKind, faultOf } from './fault.ts';

const coded = (code: string, more: object = {}) => Object.assign(new Error('words'), { code, ...more });

const known: readonly [unknown, string][] = [
  [coded('57P01'), 'postgres-unavailable'],
  [coded('08006'), 'postgres-unavailable'],
  [coded('53300'), 'postgres-unavailable'],
  [coded('58030'), 'postgres-unavailable'],
  [coded('ECONNREFUSED', { syscall: 'connect' }), 'postgres-unavailable'],
  [coded('ENOENT', { syscall: 'connect' }), 'postgres-unavailable'],
  [new Error('Connection terminated unexpectedly'), 'postgres-unavailable'],
  [new Error('timeout exceeded when trying to connect'), 'postgres-unavailable'],
  [new Error('Client has encountered a connection error and is not queryable'), 'postgres-unavailable'],
  [new AggregateError([coded('ECONNREFUSED')]), 'postgres-unavailable'],
  [coded('53100'), 'disk-full'],
  [coded('ENOSPC', { syscall: 'write' }), 'disk-full'],
  [coded('EDQUOT', { syscall: 'write' }), 'disk-full'],
  [coded('ERR_SQLITE_ERROR', { errcode: 13 }), 'disk-full'],
  [coded('40P01'), 'too-busy'],
  [coded('40001'), 'too-busy'],
  [coded('EMFILE'), 'too-busy'],
  [toFailure(new Error('connect ECONNREFUSED 127.0.0.1:8123')), 'clickhouse-unavailable'],
  [toFailure(new Error('Code: 243. DB::Exception: no. (NOT_ENOUGH_SPACE)')), 'disk-full'],
  [
    toFailure(new Error('Code: 1001. std: write failed: No space left on device (STD_EXCEPTION)')),
    'disk-full',
  ],
  [toFailure(new Error('Code: 75. Cannot write, errno: 28 (CANNOT_WRITE_TO_FILE_DESCRIPTOR)')), 'disk-full'],
  [toFailure(new Error('Code: 252. DB::Exception: too many (TOO_MANY_PARTS)')), 'clickhouse-busy'],
  [toFailure(new Error('Code: 241. DB::Exception: memory (MEMORY_LIMIT_EXCEEDED)')), 'clickhouse-busy'],
  [new ProblemError({ ...problem('away', 503, { zh: '', en: '' }), retryAfter: 1 }), 'away'],
];

test('what of ours is away is known, also behind other errors, and says when to try again', () => {
  for (const [error, code] of known) {
    expect(faultOf(error)).toMatchObject({ code, status: 503, retryAfter: expect.any(Number) });
    expect(faultOf(new Error('outer', { cause: new Error('inner', { cause: error }) }))?.code).toBe(code);
  }
});

test('a bug, a refusal and a broken rule are no faults', () => {
  const bugs = [
    coded('23505'),
    coded('22P02'),
    coded('42703'),
    coded('ENOENT', { syscall: 'open' }),
    new TypeError('x is not a function'),
    toFailure(new Error('Code: 47. DB::Exception: Unknown identifier. (UNKNOWN_IDENTIFIER)')),
    new ProblemError(problem('order-not-found', 404, { zh: '', en: '' })),
    undefined,
  ];
  for (const bug of bugs) expect(faultOf(bug)).toBeUndefined();
  fc.assert(fc.property(fc.anything(), (thing) => faultOf(thing) === undefined));
});

test('what a failed write means: come again, come later, or this data never', () => {
  const meanings = {
    conflict: [coded('40P01'), coded('40001'), coded('55P03')],
    // 57014 waited its 30 seconds already: five tries on end would be minutes.
    away: [
      ...known.map(([error]) => error).filter((it) => !/^(40P01|40001)$/.test((it as { code: string }).code)),
      ...[coded('57014'), coded('42703'), new Error('no idea'), undefined],
      new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }),
      toFailure(new Error('Code: 47. DB::Exception: Unknown identifier. (UNKNOWN_IDENTIFIER)')),
    ],
    data: [
      ...['22P02', '21000', '23514', '54000', 'P0001'].map((code) => coded(code)),
      ...[new TypeError('no'), new RangeError('no'), new SyntaxError('no')],
      toFailure(new Error('Code: 6. DB::Exception: Cannot parse. (CANNOT_PARSE_TEXT)')),
    ],
  };
  for (const [kind, errors] of Object.entries(meanings))
    for (const error of errors) expect([failureKind(error), error]).toEqual([kind, error]);
  for (const error of meanings.data) expect(faultOf(error)).toBeUndefined();
});
