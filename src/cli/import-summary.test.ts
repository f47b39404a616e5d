import { expect, test } from 'vitest';
import { importSummary } from './import-summary.ts';

const done = {
  ...{ id: 7, rows: 1_234, accepted: 1_230, rejected: 3, duplicates: 1, lines: 5, events: 0, refunds: 2 },
  ...{ customers: { created: 4, updated: 1 }, orders: { created: 3, updated: 0 } },
  ...{ amount_minor: { CNY: 418_226, JPY: -500 }, reject_file: null, seconds: 0.26, peak_rss_mb: 1 },
  ...{ undeclared_traits: {}, unfit_traits: {}, left_out: {} },
};

test('says what came in, in the language asked for, with amounts as people write them', () => {
  expect(importSummary(done, 'hz')).toContain('import 7 into hz: 1,234 rows');
  expect(importSummary(done, 'hz')).toContain('4,182.26 CNY, -500 JPY');
  expect(importSummary(done, 'hz', 'zh')).toContain('接受 1,230, 已存在 1, 拒收 3');
});

test('a dry run has no number, and says that nothing was stored', () => {
  expect(importSummary({ ...done, id: null }, 'hz')).toMatch(/^dry run, nothing stored in hz/);
  expect(importSummary({ ...done, id: null }, 'hz', 'zh')).toMatch(/^试运行，未写入 hz/);
});

test('what a file of products or spend has none of is not told as a zero', () => {
  const nothing = { created: 0, updated: 0 };
  const products = { ...done, customers: nothing, orders: nothing, lines: 0, refunds: 0, amount_minor: {} };
  expect(importSummary(products, 'hz').trim().split('\n')).toHaveLength(2);
  expect(importSummary(products, 'hz', 'zh')).not.toMatch(/订单|客户|金额|行为事件/);
  expect(importSummary({ ...products, reject_file: '/r.csv' }, 'hz')).toContain('rejects    /r.csv');
});

test('names what was left out, the commonest first, and how to keep it', () => {
  const left = { ...done, undeclared_traits: { tone: 2, 'skin-type': 1_203 }, unfit_traits: { birthday: 4 } };
  const said = importSummary(left, 'hz');
  expect(said).toContain('undeclared traits left out: skin-type (1,203), tone (2)');
  expect(said).toContain('shuke traits add NAME --shop hz');
  expect(said).toContain('do not fit: birthday (4)');
  expect(importSummary(left, 'hz', 'zh')).toContain('未入库的属性: skin-type (1,203), tone (2)');
  expect(importSummary({ ...done, left_out: { 用户购买手机号: 9 } }, 'hz')).toContain(
    'columns: 用户购买手机号 (9)',
  );
  const many = Object.fromEntries(Array.from({ length: 15 }, (_, n) => [`t${n}`, 1]));
  expect(importSummary({ ...done, undeclared_traits: many }, 'hz')).toContain('+ 3');
});
