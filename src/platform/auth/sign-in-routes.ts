import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { ProblemError, problem } from '../errors.ts';
import type { HttpApp } from '../http/routes.ts';
import type { Auth } from './auth.ts';
import { addressHeader } from './better-auth.ts';
import { signInPaths } from './sign-in-paths.ts';
import { signedAnew } from './sign-in-secrets.ts';

/** Mounts what of better-auth we let through at /api/auth. Its refusals leave as problem+json like all others. */
export function signInRoutes(app: HttpApp, auth: Auth): void {
  for (const { method, path, summary, body, answer } of signInPaths) {
    app.route({
      method,
      url: `/api/auth${path}`,
      config: { permission: 'public' },
      // Only said, not applied: answers are relayed as text.
      schema: {
        tags: ['auth'],
        summary,
        ...(body && { body }),
        ...(answer && { response: { 200: answer } }),
      },
      handler: async (request, reply) => {
        // Taken together: the secrets may change between two looks.
        const { signIn, secrets } = auth;
        const response = await signIn.handler(asWebRequest(request, { publicUrl: auth.publicUrl, secrets }));
        if (response.status >= 500) await failAs(auth);
        return relay(response, reply);
      },
    });
  }
}

/** better-auth keeps its causes to itself: where the store does not answer, that is the cause, and it is thrown. */
async function failAs({ db }: Auth): Promise<never> {
  await sql`select 1`.execute(db);
  // It has told the log already; outside, a failure of ours has no details.
  throw new Error('better-auth failed');
}

function asWebRequest(request: FastifyRequest, auth: Pick<Auth, 'publicUrl' | 'secrets'>): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const cookie = headers.get('cookie');
  if (cookie !== null) headers.set('cookie', signedAnew(cookie, auth.secrets));
  // Fastify knows the peer (and which proxies to trust); the client's own word for it counts nothing.
  headers.set(addressHeader, request.ip);
  headers.delete('content-length');
  headers.delete('transfer-encoding');
  const body = request.method === 'GET' ? null : JSON.stringify(request.body ?? {});
  if (body !== null) headers.set('content-type', 'application/json');
  return new Request(new URL(request.url, auth.publicUrl), { method: request.method, headers, body });
}

async function relay(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  const text = await response.text();
  if (response.status >= 400) throw refusal(response, text);
  return reply
    .code(response.status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text);
}

/** better-auth says `{code: 'INVALID_EMAIL_OR_PASSWORD', message}`; we say `invalid-email-or-password`. */
function refusal(response: Response, text: string): ProblemError {
  const { code, message } = parse(text);
  if (response.status === 429) return tooManyAttempts(response);
  const name = (code ?? 'sign-in-failed').toLowerCase().replaceAll('_', '-');
  const en = message ?? 'Signing in did not work.';
  return new ProblemError(
    problem(name, response.status, { zh: chinese[name] ?? '登录或安全设置操作未成功。', en }),
  );
}

function parse(text: string): { code?: string; message?: string } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function tooManyAttempts(response: Response): ProblemError {
  const seconds = response.headers.get('x-retry-after') ?? '60';
  return new ProblemError(
    problem('too-many-attempts', 429, {
      zh: `尝试次数过多，请 ${seconds} 秒后再试。`,
      en: `Too many attempts; try again in ${seconds} s.`,
    }),
  );
}

const chinese: Readonly<Record<string, string>> = {
  'invalid-email-or-password': '邮箱或密码不正确。',
  'invalid-password': '密码不正确。',
  'invalid-code': '验证码不正确。',
  'invalid-backup-code': '备用码不正确。',
  'invalid-two-factor-cookie': '请先用邮箱和密码登录。',
  'totp-already-enabled': '两步验证已开启。',
  'totp-not-enabled': '尚未开启两步验证。',
  'too-many-attempts-request-new-code': '尝试次数过多，请重新登录。',
  'password-too-short': '密码过短。',
  'password-too-long': '密码过长。',
  'invalid-origin': '请求来自其他网站，已拒绝。',
  'missing-or-null-origin': '请求没有来源 (Origin), 已拒绝。',
  unauthorized: '请先登录。',
};
