import type { Issue, Text } from '../../../platform/errors.ts';

/** What can be wrong with a call. `field` is the path in the call; no text repeats a value. */

const issue = (code: string, field: string, message: Text): Issue => ({ code, field, message });

export const nobody = issue('missing-value', 'userId', {
  zh: '没有 userId 或 anonymousId',
  en: 'Neither userId nor anonymousId is there',
});

export const noTime = issue('not-a-time', 'timestamp', {
  zh: '没有可用的时间',
  en: 'No timestamp can be read',
});

export const noSuchType = issue('unknown-value', 'type', {
  zh: '不认识的调用类型',
  en: 'No such type of call',
});

export const noName = issue('missing-value', 'event', {
  zh: 'track 调用缺少事件名',
  en: 'A track call needs the name of its event',
});

export const noOrderNo = issue('missing-value', 'properties.order_id', {
  zh: '没有 order_id：事件照记，但不成为订单',
  en: 'Without order_id the event is kept, but makes no order',
});

export const noRefundAmount = issue('refund-amount-unknown', 'properties.total', {
  zh: '退款没有金额，也没有本店已知的订单可参照',
  en: 'The refund says no amount, and names no order known here to take it from',
});

export const notMoney = (field: string): Issue =>
  issue('not-an-amount', field, {
    zh: '不是可用的金额（主币单位，不为负）',
    en: 'Not a usable amount (major units, not negative)',
  });

export const notQuantity = (field: string): Issue =>
  issue('not-a-quantity', field, {
    zh: '数量应为不超过 1000000000 的非负整数',
    en: 'A quantity is a whole number from 0 to 1000000000',
  });

export const noAmount = (field: string): Issue =>
  issue('not-an-amount', field, {
    zh: '不是可用的金额，事件照记，不含该金额',
    en: 'Not a usable amount: the event is kept without it',
  });

export const noCount = (field: string): Issue =>
  issue('not-a-quantity', field, {
    zh: '不是整数，事件照记，不含该数量',
    en: 'Not a whole number: the event is kept without it',
  });

export const notCurrency = issue('not-a-currency', 'properties.currency', {
  zh: '不是 ISO 4217 货币代码，按店铺货币计',
  en: "Not an ISO 4217 code; taken as the shop's currency",
});

export const tooLong = (field: string, most: number): Issue =>
  issue('too-long', field, { zh: `超过 ${most} 个字符`, en: `Longer than ${most} characters` });

export const notAnObject = (field: string): Issue =>
  issue('not-an-object', field, { zh: '应为 JSON 对象', en: 'Must be a JSON object' });
