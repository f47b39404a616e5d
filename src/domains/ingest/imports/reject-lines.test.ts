import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowReject } from './files/rows.ts';
import { textFinder } from './find-texts.ts';
import { rejectBytesOf } from './reject-file.ts';
import { rejectLines, starValues } from './reject-lines.ts';

/** One that begins with an apostrophe reads like one that was made harmless by it, and may lose it. */
const cell = fc
  .oneof(
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '王', '=', "'", 'a', '-', '😀') }),
    fc.constantFrom('王小明', '=1', '', '"', '\r\n'),
  )
  .filter((text) => !text.startsWith("'"));
const reject = fc.record<RowReject>({
  line: fc.nat(),
  column: cell,
  value: cell,
  code: fc.constant('not-an-amount'),
  message: fc.record({ zh: cell, en: cell }),
});

test('lines read back as they were written, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(reject, { maxLength: 8 }), fc.nat(), (rejects, cut) => {
      const bytes = rejectBytesOf(rejects, 1);
      const whole = rejectLines(bytes);
      expect(whole.end).toBe(bytes.length);
      expect(whole.lines.map(({ cells }) => cells)).toEqual(
        rejects.map((it) => [String(it.line), it.column, it.value, it.code, it.message.zh, it.message.en]),
      );
      const first = rejectLines(bytes.subarray(0, cut % (bytes.length + 1)));
      const rest = rejectLines(bytes.subarray(first.end));
      expect([...first.lines, ...rest.lines].map(({ cells }) => cells)).toEqual(
        whole.lines.map(({ cells }) => cells),
      );
    }),
  );
});

test('stars take the values meant and not a byte else', () => {
  fc.assert(
    fc.property(fc.array(reject, { maxLength: 8 }), fc.func(fc.boolean()), (rejects, meant) => {
      const bytes = rejectBytesOf(rejects, 1);
      // The slow way: each line alone, its value found by writing the line with no value.
      const expected = rejects.map((it) => {
        const [whole, without] = [it, { ...it, value: '' }].map((one) => rejectBytesOf([one], 1).toString());
        if (!meant(it.value ?? '')) return whole;
        const head = rejectBytesOf(
          [{ line: it.line, column: it.column, code: '', message: { zh: '', en: '' } }],
          1,
        );
        const from = head.length - ',,,\r\n'.length;
        return Buffer.concat([
          Buffer.from(whole!).subarray(0, from),
          Buffer.from('*'.repeat(Buffer.byteLength(whole!) - Buffer.byteLength(without!))),
          Buffer.from(without!).subarray(from),
        ]).toString();
      });
      starValues(bytes, (text) => meant(text));
      expect(bytes.toString()).toBe(expected.join(''));
    }),
  );
});

test.each([
  ['13800138000', '+8613800138000', true],
  ['+86 138-0013-8000', '+8613800138000', true],
  ['电话 13800138000 转 2', '+8613800138000', true],
  ['138001380001', '+8613800138000', false],
  ['12345', '345', false],
  ['345.00', '345', true],
  ['收货人：王小明', '王小明', true],
  ['王 小 明', '王小明', true],
  ['王', '王', true],
  ['王五', '王', false],
  ['WANG@Example.com ', 'wang@example.com', true],
  ['Bo', 'bob', false],
  ['about', 'bo', false],
  ['浙江省杭州市西湖区文三路', '浙江省杭州市西湖区文三路 100 号 2 幢', true],
  ['杭州市', '浙江省杭州市西湖区文三路 100 号', false],
  ['', '王小明', false],
])('a cell %j of somebody known by %j: %j', (text, value, found) => {
  expect(textFinder([value, ''])(text)).toBe(found);
});
