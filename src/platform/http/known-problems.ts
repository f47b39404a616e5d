import { type Issue, type Problem, problem } from '../errors.ts';

/** The problems HTTP itself can have. Those of a domain are built where its rule stands. */

export const invalidInput = (issues: readonly Issue[]): Problem =>
  problem(
    'invalid-input',
    400,
    { zh: '输入有误，详见 issues', en: 'The input is not usable; see issues' },
    issues,
  );

export const internal: Problem = problem('internal', 500, {
  zh: '系统内部错误，请凭请求编号查日志',
  en: 'Something failed inside; the request id finds it in the log',
});

export const noSuchRoute: Problem = problem('no-such-route', 404, {
  zh: '没有这个地址，接口文档见 /api/docs',
  en: 'There is nothing at this address; /api/docs lists what there is',
});

export const tooManyRequests = (seconds: number): Problem =>
  problem('too-many-requests', 429, {
    zh: `请求过于频繁，请 ${seconds} 秒后再试`,
    en: `Too many requests; try again in ${seconds} s`,
  });

/** Whoever starts it again needs about that long. */
export const shuttingDown: Problem = {
  ...problem('shutting-down', 503, {
    zh: '服务正在停止，请稍后再试',
    en: 'The server is shutting down; try again shortly',
  }),
  retryAfter: 5,
};

export const malformedJson: Problem = problem('malformed-json', 400, {
  zh: '请求体不是有效的 JSON',
  en: 'The body is not valid JSON',
});

export const emptyBody: Problem = problem('empty-body', 400, {
  zh: '请求体为空，但声明了 JSON',
  en: 'The body is empty although it is declared as JSON',
});

export const tooLarge: Problem = problem('too-large', 413, {
  zh: '请求体或文件超出大小限制',
  en: 'The body or a file of it is larger than allowed',
});

export const unsupportedMediaType: Problem = problem('unsupported-media-type', 415, {
  zh: '不支持该内容类型；请用 application/json 或 multipart/form-data',
  en: 'This content type is not taken; send application/json or multipart/form-data',
});

/** PostgreSQL found what no schema says: a number beyond its type, a day that is none. */
export const unusableValue: Problem = problem('unusable-value', 422, {
  zh: '输入中有超出范围或无法识别的值 (数字过大，日期不存在等)',
  en: 'A value of the input is out of range or not what it claims to be (a number too large, a day that does not exist)',
});

/** Whatever else the HTTP layer refuses as the caller's mistake. */
export const badRequest = (status: number): Problem =>
  problem('bad-request', status, { zh: '请求格式有误', en: 'The request is malformed' });
