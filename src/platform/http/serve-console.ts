import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../errors.ts';
import { noSuchRoute } from './known-problems.ts';
import type { HttpApp } from './routes.ts';

/** Where the build lies: the same place seen from src/ of a clone and from dist/ of the package. */
const built = fileURLToPath(new URL('../../../dist/console/', import.meta.url));

/**
 * Only our own files run, and nothing is asked of another host. Style may stand inline because antd and ECharts write
 * their style sheets and positions at run time; a style cannot run.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const files = { maxAge: '365d', immutable: true } as const;
const page = { cacheControl: false } as const;
const hide = { schema: { hide: true } };

/**
 * The built console: its files under /assets, whose names change with what is in them, and its page at every other
 * address outside /api, because the console's own router reads the address. `folder` is where the build lies.
 */
export async function serveConsole(app: HttpApp, folder = built): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    suppressWarning: true,
  });
  app.get('/assets/*', hide, (request, reply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`, files),
  );
  app.get('/member', hide, (_request, reply) => {
    // A shop may embed it; what it does needs the token in its address, which a foreign page does not have.
    const embedded = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self' https:");
    reply.header('content-security-policy', embedded).header('cache-control', 'no-cache');
    reply.removeHeader('x-frame-options').removeHeader('cross-origin-resource-policy');
    if (!existsSync(`${folder}/member.html`)) return sayUnbuilt(reply);
    return reply.sendFile('member.html', page);
  });
  app.get('/*', hide, (request, reply) => {
    if (!wantsPage(request)) throw new ProblemError(noSuchRoute);
    reply.header('content-security-policy', policy).header('cache-control', 'no-cache');
    if (!existsSync(`${folder}/index.html`)) return sayUnbuilt(reply);
    return reply.sendFile('index.html', page);
  });
}

/**
 * A browser that goes to an address asks for HTML; scripts and API clients that lost their way get a problem. The bare
 * address, which we print, is the page also for whoever takes anything, as curl and monitors do.
 */
function wantsPage({ url, headers }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  const accept = headers.accept ?? '*/*';
  if (path === '/' && accept.includes('*/*')) return true;
  return path !== '/api' && !path.startsWith('/api/') && accept.includes('text/html');
}

const unbuilt = `<!doctype html><meta charset="utf-8"><title>熟客 Shuke</title>
<p>控制台尚未构建。请在源码目录运行 <code>npm run build</code>, 然后刷新本页。接口文档: <a href="/api/docs/">/api/docs</a>
<p lang="en">The console has not been built. Run <code>npm run build</code> where the sources are, then reload this page.
The API is documented at <a href="/api/docs/">/api/docs</a>.`;

const sayUnbuilt = (reply: FastifyReply): FastifyReply =>
  reply.code(503).type('text/html; charset=utf-8').send(unbuilt);
