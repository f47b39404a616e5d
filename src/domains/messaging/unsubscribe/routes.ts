import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { allOf } from '../../../platform/crypto/master-keys.ts';
import { ProblemError, problem } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ComplianceHandlers } from '../../compliance/index.ts';
import { type PageState, pageStyle, unsubscribePage } from './page.ts';
import { readToken } from './token-rules.ts';
import { shopOfLink, unsubscribe } from './unsubscribe.ts';
import { unsubscribePath, unsubscribeSecrets } from './unsubscribe-url.ts';

const style = createHash('sha256').update(pageStyle).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${style}'; form-action 'self'; frame-ancestors 'none'`;

const schema = {
  tags: ['messages'],
  params: Type.Object({ token: Type.String({ maxLength: 80 }) }),
  response: { 200: Type.String() },
};

/**
 * Where unsubscribe links lead, for anybody who has one. GET asks and changes nothing: scanners of mail open every link.
 * POST does it, from the page's button or from the reader's mail program (RFC 8058, `List-Unsubscribe=One-Click`).
 */
export function unsubscribeRoutes(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  const config = { permission: 'public' } as const;
  const read = (token: string) =>
    allOf(unsubscribeSecrets(platform))
      .map((secret) => readToken(secret, token))
      .find((it) => it !== undefined);
  app.register(async (scope) => {
    // The body says nothing that the address does not; form or multipart, it is let go by.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 65_536 }, (_request, _body, done) =>
      done(null),
    );
    scope.get(
      `${unsubscribePath}/:token`,
      { config, schema: { ...schema, summary: 'The page of an unsubscribe link: asks, changes nothing' } },
      async (request, reply) => {
        const of = read((request.params as { token: string }).token);
        const shop = of && (await shopOfLink(platform, of));
        return page(reply, shop === undefined ? 'void' : 'ask', shop?.name);
      },
    );
    scope.post(
      `${unsubscribePath}/:token`,
      { config, schema: { ...schema, summary: 'Unsubscribe: one click, RFC 8058' } },
      async (request, reply) => {
        const of = read((request.params as { token: string }).token);
        const shop = of && (await shopOfLink(platform, of));
        if (of === undefined || shop === undefined) return page(reply, 'void');
        await unsubscribe({ platform, handlers, of });
        return page(reply, 'done', shop.name);
      },
    );
  });
}

/** A browser gets the page; a mail program or a script that is refused gets a problem. */
function page(reply: FastifyReply, state: PageState, shop = ''): FastifyReply {
  const isRead = (reply.request.headers.accept ?? '').includes('text/html');
  if (state === 'void' && !isRead) throw new ProblemError(noSuchLink);
  return reply
    .code(state === 'void' ? 404 : 200)
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(unsubscribePage(state, shop));
}

const noSuchLink = problem('no-such-link', 404, {
  zh: '退订链接无效',
  en: 'This link to unsubscribe is not valid',
});
