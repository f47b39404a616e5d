import type { FastifyReply } from 'fastify';

/** Begins server-sent events on a hijacked reply, with what hooks have set on it: security headers are not sent by themselves. */
export function beginStream(reply: FastifyReply): void {
  reply.raw.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
}

function headersOf(reply: FastifyReply): Record<string, string> {
  const headers = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}

export function send(reply: FastifyReply, event: string, data: unknown): void {
  if (!reply.raw.destroyed) reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
