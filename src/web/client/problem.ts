import type { components } from './openapi.ts';

/** What the server says went wrong, in both languages; shown as it comes. */
export type Problem = Pick<
  components['schemas']['Problem'],
  'code' | 'status' | 'message' | 'issues' | 'request_id'
>;

/** A problem on its way to whoever shows it. */
export class ConsoleProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'ConsoleProblem';
    this.problem = problem;
  }
}

/** Nobody answered: the server is stopped, or the way to it is cut. */
export const unreachable: Problem = {
  code: 'server-unreachable',
  status: 0,
  message: {
    zh: '连不上服务器。服务可能正在重启，也可能是网络中断；恢复后本页会自动继续。',
    en: 'The server does not answer. It may be restarting, or the network is cut; this page goes on by itself once it is back.',
  },
  request_id: '',
};

const unexpected = (status: number): Problem => ({
  code: 'unexpected-answer',
  status,
  message: {
    zh: '服务器的回答无法识别，中间可能有代理。请刷新重试。',
    en: 'The answer is not one of this server; a proxy may stand between. Reload and try again.',
  },
  request_id: '',
});

/** The problem a failed response carries; a gateway's page is no problem of ours but has to be told too. */
export async function readProblem(response: Response): Promise<Problem> {
  try {
    const body = (await response.clone().json()) as Problem;
    return typeof body.code === 'string' && body.message ? body : unexpected(response.status);
  } catch {
    // A proxy in front of a stopped server answers 502 to 504 with a page of its own.
    return response.status >= 502 ? unreachable : unexpected(response.status);
  }
}

/** The problem of whatever was thrown; a bug of the console is one too, and says so. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ConsoleProblem) return error.problem;
  return {
    code: 'console-failed',
    status: 0,
    message: {
      zh: '控制台自身出错了，请刷新重试。',
      en: 'The console itself failed; reload and try again.',
    },
    request_id: '',
  };
}
