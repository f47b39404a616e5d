import { dayText } from '../../../contract/measure.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import {
  type Batch,
  column,
  type ExportAsk,
  type ExportNoun,
  type Row,
} from '../../../platform/exports/index.ts';
import { clearTraits } from '../../customers/index.ts';
import { modelColumns } from './model-scores.ts';
import { readScores } from './read-scores.ts';

const dressed = { class: 'personal', clearOnly: true } as const;

const columns = [
  column('customer_id', ['客户编号', 'Customer'], 'int'),
  column('as_of', ['截至', 'As of'], 'day'),
  column('name', ['姓名', 'Name'], 'text', dressed),
  column('phone', ['手机号', 'Phone'], 'text', dressed),
  column('e_mail', ['邮箱', 'E-mail'], 'text', dressed),
  column('stage', ['生命周期阶段', 'Stage']),
  column('rfm_group', ['RFM 分组', 'RFM group']),
  column('recency_score', ['R 得分', 'Recency score'], 'int'),
  column('frequency_score', ['F 得分', 'Frequency score'], 'int'),
  column('monetary_score', ['M 得分', 'Monetary score'], 'int'),
  column('quadrant', ['象限', 'Quadrant']),
  column('last_order_day', ['最近支付', 'Last order'], 'day'),
  column('orders', ['支付订单数', 'Paid orders'], 'int'),
  column('currency', ['币种', 'Currency']),
  column('net_sales', ['净销售额', 'Net sales'], 'money'),
  column('held_out', ['对照组', 'Held out'], 'boolean'),
  ...modelColumns,
];

/** Traits by column; scores themselves name nobody. */
const traits = { name: 'name', phone: 'phone', e_mail: 'e-mail' } as const;

/**
 * RFM, quadrant and stage of every known customer as of a day: numbers, and names only where asked for in clear. It chooses nobody, so it holds
 * everybody, and says who is held out: whoever acts by it elsewhere can leave them out.
 */
export const scoresExport: ExportNoun = {
  noun: 'scores',
  summary: {
    zh: '客户得分：RFM，象限，生命周期，模型得分，每行一位',
    en: 'Scores of customers: RFM, quadrant, stage, scores by models, one customer a row',
  },
  permission: 'analytics:read',
  filters: {
    as_of: {
      schema: dayText,
      summary: { zh: '截至的店铺日，默认今天', en: 'shop day they stand for; today unless given' },
    },
  },
  columns: async () => columns,
  async *read(ask) {
    for await (const batch of readScores(ask)) yield await dress(ask, batch);
  },
};

async function dress(ask: ExportAsk, batch: Batch): Promise<Batch> {
  const wanted = Object.entries(traits).filter(([code]) => ask.columns.has(code));
  if (ask.masking !== 'clear' || wanted.length === 0) return batch;
  const { platform, shop } = ask;
  const keys = await platform.keyring.forShop(shop.shopId);
  const names = wanted.map(([, name]) => name);
  const asked = { keys, shopId: shop.shopId, customerIds: batch.people, names, now: platform.clock.now() };
  const known = await withShop(platform.db, shop.shopId, (tx) => clearTraits(tx, asked));
  const cells = (customer: number): Row =>
    Object.fromEntries(wanted.map(([code, name]) => [code, known.get(customer)?.get(name) ?? null]));
  const rows = batch.rows.map((row, nth) => ({ ...row, ...cells(batch.people[nth]!) }));
  return { ...batch, rows };
}
