import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { badRequest } from './known-problems.ts';

/** What Node's parser gives up on, by its codes; everything else is 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what is no HTTP (garbled chunks, headers without end, a length that is none) as a problem, and hangs up. */
export function answerClientError({ code }: Error & { code?: string }, socket: Socket): void {
  // A caller that hung up reads nothing.
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = statuses[code ?? ''] ?? 400;
  const { message, ...problem } = badRequest(status);
  const facts = { type: `urn:shuke:problem:${problem.code}`, title: message.en, detail: message.en };
  const body = JSON.stringify({ ...facts, ...problem, message, request_id: randomUUID() });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
