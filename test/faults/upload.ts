import { randomUUID } from 'node:crypto';
import { ask, type Heard } from './ask.ts';
import { type LiveServer, shop } from './live-server.ts';

export interface Form {
  readonly file: string | Buffer;
  readonly fileName?: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Uploads a file as a browser does. */
export function upload(live: LiveServer, { file, fileName = 'file.csv', fields }: Form): Promise<Heard> {
  const boundary = randomUUID();
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `${parts.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`;
  return ask({
    ...{ method: 'POST', url: `${live.server.url}${shop}/imports` },
    headers: { ...live.ownerHeaders, 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
}
