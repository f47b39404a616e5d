import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Problem, Text } from '../errors.ts';

const textSchema = Type.Object({ zh: Type.String(), en: Type.String() });

/** application/problem+json (RFC 9457) as every failing route answers it; both languages always, `detail` in the reader's. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'urn:shuke:problem:<code>' }),
    title: Type.String({ description: 'English sentence; the same for every occurrence of the code' }),
    status: Type.Integer(),
    detail: Type.String({ description: 'The sentence in the language of Accept-Language' }),
    code: Type.String({ description: 'Stable kebab-case code to program against' }),
    message: textSchema,
    request_id: Type.String(),
    issues: Type.Optional(
      Type.Array(
        Type.Object({
          code: Type.String(),
          field: Type.Optional(Type.String({ description: 'JSON pointer, or the name of a parameter' })),
          line: Type.Optional(Type.Integer()),
          message: textSchema,
        }),
      ),
    ),
  },
  { $id: 'Problem', title: 'Problem' },
);

/** 'zh' when the reader prefers Chinese over English, 'en' otherwise: the first of the two languages by weight. */
function languageOf(acceptLanguage: string | undefined): keyof Text {
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const weight = parameters.map((it) => /^\s*q=([\d.]+)$/.exec(it)?.[1]).find((it) => it !== undefined);
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  const known = wishes.filter((it) => (it.language === 'zh' || it.language === 'en') && it.weight > 0);
  const best = known.reduce((a, b) => (b.weight > a.weight ? b : a), { language: 'en', weight: 0 });
  return best.language === 'zh' ? 'zh' : 'en';
}

function problemBody(problem: Problem, request: FastifyRequest) {
  return {
    type: `urn:shuke:problem:${problem.code}`,
    title: problem.message.en,
    status: problem.status,
    detail: problem.message[languageOf(request.headers['accept-language'])],
    code: problem.code,
    message: problem.message,
    request_id: request.id,
    ...(problem.issues === undefined ? {} : { issues: problem.issues }),
  };
}

/** Ends the request with a problem. Text, because a route's response schema would cut fields it does not know. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((body) => JSON.stringify(body))
    .send(problemBody(problem, reply.request));
}
