import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Audit } from '../auth/index.ts';
import { orThrow } from '../errors.ts';
import { type Asked, type ExportRequest, prepareExport } from './export-request.ts';
import { startExport } from './start-export.ts';
import { fileKinds } from './writers/writers.ts';

/** Checks an export, puts it on record and streams it as a download. Throws its problems. */
export async function sendExport(reply: FastifyReply, asked: Asked, audit: Audit): Promise<FastifyReply> {
  const { platform, shop, noun, request: wanted } = asked;
  const { bytes } = await startExport(orThrow(await prepareExport(asked)), audit);
  const whole = await begun(bytes);
  const { mediaType, extension } = fileKinds[wanted.format];
  const day = platform.clock.now().toLocaleDateString('sv-SE', { timeZone: shop.timeZone });
  const name = `${shop.slug}-${noun.noun}-${day}.${extension}`;
  return reply
    .type(mediaType === 'text/csv' ? `text/csv; charset=${charsetOf(wanted)}` : mediaType)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(whole, { objectMode: false, highWaterMark: 64 * 1024 }));
}

const charsetOf = ({ encoding }: ExportRequest): string => (encoding === 'gb18030' ? 'gb18030' : 'utf-8');

/** Waits for the first piece: what fails before it is answered as a problem, and not as a broken file. */
async function begun(bytes: AsyncGenerator<Buffer>): Promise<AsyncGenerator<Buffer>> {
  const first = await bytes.next();
  return (async function* () {
    try {
      if (first.done !== true) yield first.value;
      yield* bytes;
    } finally {
      await bytes.return(undefined);
    }
  })();
}
