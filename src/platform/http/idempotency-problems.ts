import { type Problem, problem } from '../errors.ts';
import { invalidInput } from './known-problems.ts';

export const badKey: Problem = invalidInput([
  {
    code: 'wrong-format',
    field: 'Idempotency-Key',
    message: { zh: '须为 1 至 200 个可见 ASCII 字符', en: 'must be 1 to 200 visible ASCII characters' },
  },
]);

export const stillRunning: Problem = problem('request-in-progress', 409, {
  zh: '同一 Idempotency-Key 的请求仍在处理，请稍后重试',
  en: 'The request with this Idempotency-Key is still running; ask again shortly',
});

export const keyReused: Problem = problem('idempotency-key-reused', 422, {
  zh: '此 Idempotency-Key 已用于另一请求，请换新的',
  en: 'This Idempotency-Key was used for another request; make a new one',
});

export const answeredOnce: Problem = problem('answered-once', 409, {
  zh: '该请求已执行，其答复只显示一次，不作保存。若答复丢失：请先撤销当时新建的密钥或邀请，再用新的 Idempotency-Key 重新请求',
  en: 'This request was carried out, and its answer is shown once and not kept. If it was lost, revoke the key or invitation it made, then ask again with a new Idempotency-Key',
});

export const noShopForKey: Problem = problem('idempotency-key-without-shop', 400, {
  zh: 'Idempotency-Key 属于店铺，而此地址不在任何店铺内，重试会再次执行：请去掉该请求头',
  en: 'An Idempotency-Key belongs to a shop and this address is in none, so a retry would be carried out again: leave the header out',
});

export const noKeyForUpload: Problem = problem('idempotency-key-on-upload', 400, {
  zh: '此地址的上传不支持 Idempotency-Key：请去掉该请求头',
  en: 'Uploads to this address take no Idempotency-Key: leave the header out',
});
