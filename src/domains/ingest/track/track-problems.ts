import { type Issue, type Problem, problem } from '../../../platform/errors.ts';

/** Most of one request, as the Segment specification bounds it. Bytes of the body as JSON, after unpacking. */
export const MOST_BODY_BYTES = 500 * 1024;
export const MOST_EVENT_BYTES = 32 * 1024;
export const MOST_CALLS = 500;

/** 400 on purpose: clients drop such a body, and sent again it would be the same. */
export const bodyTooLarge: Problem = problem('too-large', 400, {
  zh: '请求体超过 500 KB（解压后），或一批超过 500 个事件',
  en: 'The body is larger than 500 KB (unpacked), or the batch has more than 500 events',
});

export const bodyUnreadable: Problem = problem('unreadable-body', 400, {
  zh: '请求体不是 JSON 对象（UTF-8，可用 gzip 压缩）；批量接口应为 {"batch": [...]}',
  en: 'The body is no JSON object (UTF-8, gzip if you like); a batch is {"batch": [...]}',
});

export const tryAgain: Problem = problem('try-again', 503, {
  zh: '暂时无法保存，请稍后原样重发；已确认的数据不受影响',
  en: 'Nothing can be stored for the moment; send the same again shortly. What was acknowledged is safe',
});

export const tooOften: Problem = problem('too-many-requests', 429, {
  zh: '该写入密钥的请求过于频繁，请稍后原样重发',
  en: 'This write key sends too many requests; send the same again shortly',
});

export const eventTooLarge: Issue = {
  code: 'too-large',
  message: { zh: '单个事件超过 32 KB', en: 'The event is larger than 32 KB' },
};

export const notACall: Issue = {
  code: 'not-an-object',
  message: { zh: '应为 JSON 对象', en: 'Must be a JSON object' },
};

export const notStorable: Issue = {
  code: 'not-storable',
  message: { zh: '数据库拒绝了该事件', en: 'The store refused this event' },
};

export const unusableIdentity: Issue = {
  code: 'unusable-identity',
  field: 'userId',
  message: {
    zh: '标识为占位或脱敏值，事件未归到任何客户',
    en: 'The id is a placeholder or masked; the event belongs to nobody',
  },
};
