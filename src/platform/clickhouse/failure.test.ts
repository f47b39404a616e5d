import { expect, it } from 'vitest';
import { ClickHouseFailure, toFailure } from './failure.ts';

const marks = ['wang@example.com', '13812345678', '王小明'];

/** Messages as the engine was seen to write them. */
const messages = [
  "Code: 6. DB::Exception: Cannot parse string 'wang@example.com' as UInt8: In scope SELECT '13812345678'. (CANNOT_PARSE_TEXT)",
  "Code: 47. DB::Exception: Unknown expression identifier `phone` in scope SELECT phone, '王小明'. (UNKNOWN_IDENTIFIER)",
  "Code: 62. DB::Exception: Syntax error: failed at position 8 (13812345678) (line 1, col 8): 13812345678 '王小明'. Expected one of: list. (SYNTAX_ERROR)",
  'Code: 117. DB::Exception: Unknown field found while parsing JSONEachRow format: wang@example.com: (at row 3)\n: While executing. (INCORRECT_DATA)',
  "Code: 43. DB::Exception: Illegal type of argument 'it\\'s 王小明' 13812345678: while x. (ILLEGAL_TYPE_OF_ARGUMENT)",
  'Code: 36. DB::Exception: Wrong value 王小明 wang@example.com of 13812345678. (BAD_ARGUMENTS)',
];

it.each(messages)('keeps code and type, loses values: %s', (message) => {
  const failure = toFailure(new Error(message));
  expect(failure).toBeInstanceOf(ClickHouseFailure);
  expect(failure.code).toBe(Number(/Code: (\d+)/.exec(message)![1]));
  expect(failure.message).toContain(failure.type);
  for (const mark of marks)
    expect(`${failure.message}${failure.stack}${JSON.stringify(failure)}`).not.toContain(mark);
  expect(failure.cause).toBeUndefined();
});

it('says which name or row was wrong', () => {
  expect(toFailure(new Error(messages[1])).message).toContain('`phone`');
  expect(toFailure(new Error(messages[3])).message).toContain('(at row 3)');
});

it('calls what is no answer of the engine unreachable', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:8123'), { code: 'ECONNREFUSED' });
  expect(toFailure(refused)).toMatchObject({
    code: 0,
    type: 'UNREACHABLE',
    message: 'ClickHouse: UNREACHABLE (0)',
  });
});
