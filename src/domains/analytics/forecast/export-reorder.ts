import type { ReorderAnswer } from '../../../contract/forecast.ts';
import { column, type ExportNoun } from '../../../platform/exports/index.ts';

/** What to order as something that can be exported: a row a product, as shown. */
export function reorderNoun({ rows }: ReorderAnswer): ExportNoun {
  const columns = [
    column('product_id', ['商品编号', 'Product number'], 'int'),
    column('title', ['商品', 'Product']),
    column('category', ['类目', 'Category']),
    column('units', ['近 28 天销量', 'Units in 28 days'], 'int'),
    column('stock', ['现有库存', 'Stock'], 'int'),
    column('cover_days', ['可售天数', 'Days of cover'], 'number'),
    column('demand', ['预计需求', 'Expected demand'], 'number'),
    column('safety', ['安全库存', 'Safety stock'], 'number'),
    column('order_up_to', ['补货目标', 'Order up to'], 'int'),
    column('suggestion', ['建议补货', 'To order'], 'int'),
    column('model', ['模型', 'Model']),
    column('confidence', ['置信度', 'Confidence']),
    column('wape', ['误差 (WAPE)', 'Error (WAPE)'], 'number'),
    column('naive_wape', ['同期法误差', 'Error of seasonal naive'], 'number'),
  ];
  const round = (it: number | null) => (it === null ? null : Math.round(it * 1000) / 1000);
  return {
    ...{ noun: 'reorder', permission: 'analytics:read', filters: {} },
    summary: { zh: '补货建议', en: 'What to order' },
    columns: async () => columns,
    async *read() {
      const written = rows.map((it) => ({
        ...it,
        ...{ cover_days: round(it.cover_days), demand: round(it.demand), safety: round(it.safety) },
        ...{ wape: round(it.wape), naive_wape: round(it.naive_wape) },
      }));
      yield { rows: written, people: [] };
    },
  };
}
