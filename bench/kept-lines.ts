import { connect } from 'node:net';

/** Sends a whole HTTP request and resolves with the status of its answer; 0 where the connection broke. */
export type Send = (request: Buffer) => Promise<number>;

/**
 * Kept connections, at most so many, one request at a time on each; who finds none free waits in line. HTTP is written by
 * hand: on the server's own cores node:http would take from it what a shop's clients take from machines of their own.
 */
export function openLines(url: string, most: number): { readonly send: Send; readonly close: () => void } {
  const free = Array.from({ length: most }, () => openLine(url));
  const all = [...free];
  const waiting: ((line: Line) => void)[] = [];
  const take = async (): Promise<Line> => free.pop() ?? new Promise((resolve) => waiting.push(resolve));
  const give = (line: Line): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(line);
    else next(line);
  };
  return {
    send: async (request) => {
      const line = await take();
      const status = await line.send(request);
      give(line);
      return status;
    },
    close: () => {
      for (const line of all) line.close();
    },
  };
}

interface Line {
  readonly send: Send;
  readonly close: () => void;
}

/** Connects with its first request, and anew after a break. */
function openLine(url: string): Line {
  const { hostname: host, port } = new URL(url);
  let socket: ReturnType<typeof connect> | undefined;
  let answered: (status: number) => void = () => {};
  let text = '';
  const end = (status: number): void => {
    text = '';
    answered(status);
  };
  const open = () => {
    const made = connect({ host, port: Number(port), noDelay: true }).setEncoding('latin1');
    made.on('data', (chunk) => {
      text += chunk;
      const status = statusOf(text);
      if (status !== undefined) end(status);
    });
    made.on('error', () => {});
    made.on('close', () => {
      socket = undefined;
      end(0);
    });
    return made;
  };
  return {
    send: (request) =>
      new Promise((resolve) => {
        answered = resolve;
        socket ??= open();
        socket.write(request);
      }),
    close: () => socket?.destroy(),
  };
}

/** The status of a whole answer; undefined while some of it is still to come. Our server says how long its answers are. */
function statusOf(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1] ?? 0);
  return text.length >= head + 4 + length ? Number(text.slice(9, 12)) : undefined;
}
