import { expect, test } from 'vitest';
import { mappingKinds } from '../src/contract/mapping-fields.ts';
import { mappingSource } from '../src/domains/ingest/index.ts';
import { type Draft, guessTargets, mappingOf } from '../src/web/pages/imports/mapping-draft.ts';

/** What the console's wizard makes is a mapping that the server takes, of every kind. */
test.each(mappingKinds)('a mapping of %s, made by hand, is one', (of) => {
  const columns = [
    '订单号',
    '下单时间',
    '状态',
    '买家手机号',
    '事件名称',
    '时间',
    '商品编号',
    '活动',
    '日期',
    '金额',
  ];
  const draft: Draft = {
    ...{ name: 'till', of, channel: 'pos', currency: 'CNY', unit: 'minor', timeZone: 'Asia/Shanghai' },
    ...{ targets: guessTargets(columns, of), words: { 状态: { 已付: 'paid' } } },
  };
  const made = mappingSource(mappingOf(draft, { encoding: 'gb18030', delimiter: ';', columns }));
  expect(made.ok ? [] : made.problem.issues).toEqual([]);
});
