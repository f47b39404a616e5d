import { type IncomingHttpHeaders, request } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** What one request over a socket came to. */
export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Buffer;
}

let asked = 0;

/** Requests are limited per address, and all of 127.0.0.0/8 is this machine: each request comes from another. */
const nextAddress = () => {
  asked += 1;
  return `127.${1 + (asked % 250)}.${Math.floor(asked / 250) % 250}.1`;
};

const UNPACK: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  ...{ gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync, zstd: zstdDecompressSync },
};

/** As the answer says it was packed: poison asks for encodings, and an answer without a body has nothing to unpack. */
const unpacked = (bytes: Buffer, encoding = ''): Buffer =>
  bytes.length === 0 ? bytes : (UNPACK[encoding]?.(bytes) ?? bytes);

/** No route takes as long, however busy the machine is: one that never answers is a defect, and not a test without end. */
const longestMs = 120_000;

/** One request over HTTP. Rejects when the connection ends without an answer, and when none comes. */
export function ask({ method, url, headers = {}, body }: Asked): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const localAddress = process.platform === 'linux' ? nextAddress() : undefined;
    // Node sends the body of a DELETE without saying how long it is.
    const whole = body === undefined ? headers : { 'content-length': Buffer.byteLength(body), ...headers };
    const sent = request(url, { method, headers: whole, localAddress, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          headers: answer.headers,
          text: unpacked(Buffer.concat(chunks), answer.headers['content-encoding']).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.setTimeout(longestMs, () =>
      sent.destroy(new Error(`${method} ${url}: no answer in ${longestMs} ms`)),
    );
    sent.end(body);
  });
}
