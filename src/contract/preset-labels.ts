import { demoReader } from './imports.ts';

/** What each known kind of file is called; the console says so of what such a file told. */
export const presetLabels = {
  'pinduoduo-orders': { zh: '拼多多订单导出', en: 'Pinduoduo order export' },
  'taobao-orders': { zh: '淘宝/天猫订单导出', en: 'Taobao and Tmall order export' },
  'taobao-order-lines': { zh: '淘宝/天猫订单明细导出', en: 'Taobao and Tmall order lines' },
  'shopify-orders': { zh: 'Shopify 订单导出', en: 'Shopify order export' },
  'uci-online-retail': { zh: 'UCI 在线零售', en: 'UCI Online Retail' },
  cdnow: { zh: 'CDNOW', en: 'CDNOW' },
  'taobao-user-behavior': { zh: '淘宝用户行为（天池 649）', en: 'Taobao UserBehavior (Tianchi 649)' },
  'segment-jsonl': { zh: 'Segment 事件（JSON Lines）', en: 'Segment calls (JSON lines)' },
} as const;

const readers: Readonly<Record<string, { readonly zh: string; readonly en: string } | undefined>> = {
  ...presetLabels,
  [demoReader.name]: demoReader.label,
};

/** What a format that told something is called, the demo's own among them; undefined of everything else. */
export const readerLabel = (code: string) => readers[code];
