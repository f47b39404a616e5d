import type { RecordSource } from '../record-source.ts';
import { cdnow } from './cdnow.ts';
import { pinduoduoOrders } from './pinduoduo-orders.ts';
import { segmentJsonl } from './segment-jsonl.ts';
import { shopifyOrders } from './shopify-orders.ts';
import { taobaoOrderLines } from './taobao-order-lines.ts';
import { taobaoOrders } from './taobao-orders.ts';
import { taobaoUserBehavior } from './taobao-user-behavior.ts';
import { uciOnlineRetail } from './uci-online-retail.ts';

/** Every kind of file that is known by name. A new one is one small file and a line here. */
export const presets: readonly RecordSource[] = [
  pinduoduoOrders,
  taobaoOrders,
  taobaoOrderLines,
  shopifyOrders,
  uciOnlineRetail,
  cdnow,
  taobaoUserBehavior,
  segmentJsonl,
];

const byName = new Map(presets.map((preset) => [preset.name, preset]));

/** Names of all presets, in the order in which they are shown. */
export const presetNames: readonly string[] = [...byName.keys()];

/** The preset of that name. */
export function findPreset(name: string): RecordSource | undefined {
  return byName.get(name);
}
