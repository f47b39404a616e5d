import type { Page } from 'playwright-core';
import { cpuOf } from './server-cpu.ts';
import { percentile } from './serving.ts';

/** One thing a person does on a page: scripts of the page, because the way from here to the browser is no part of it. */
export interface Click {
  /** What is on screen before; what is waited for must differ from it. */
  readonly shown: string;
  /** Does it. */
  readonly act: string;
  /** Whether everything is on screen. */
  readonly isThere: string;
}

/** Longest wait, ms: far beyond every bound, so that a bench that waits for nothing says so. */
const GIVE_UP = 120_000;

/** Milliseconds from the click to the first frame in which everything is there. */
export async function click(page: Page, { shown, act, isThere }: Click): Promise<number> {
  const took = await page.evaluate<number>(`new Promise((done) => {
    const before = ${shown};
    const since = performance.now();
    ${act};
    const look = () => {
      const ms = performance.now() - since;
      if (ms > ${GIVE_UP}) done(-1);
      else if ((${isThere}) && (${shown}) !== before) done(ms);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`);
  if (took < 0) throw new Error(`nothing came of: ${act}`);
  return took;
}

/** Without a request: the page's own router goes there, as a link would. */
export const goTo = (address: string): string =>
  `history.pushState({}, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`;

export interface Timed {
  readonly p50_ms: number;
  readonly p95_ms: number;
  /** What the server's process worked for one of them, on average. */
  readonly server_cpu_ms: number;
}

/** Does something so often and says how long it took. */
export async function timed(
  server: { pid(): number | undefined },
  rounds: number,
  act: (round: number) => Promise<number>,
): Promise<Timed> {
  const took: number[] = [];
  const before = await cpuOf(server.pid());
  for (let round = 0; round < rounds; round += 1) took.push(await act(round));
  const cpu = ((await cpuOf(server.pid())) - before) / rounds;
  const figures = {
    ...{ p50_ms: percentile(took, 0.5), p95_ms: percentile(took, 0.95) },
    server_cpu_ms: Math.round(cpu),
  };
  console.error(JSON.stringify(figures));
  return figures;
}

/** Figures with their bound beside each, and whether it holds. */
export const atMost = (
  bound: Partial<Record<'p50_ms' | 'p95_ms', number>>,
  figures: Readonly<Record<string, Timed>>,
): object =>
  Object.fromEntries(
    Object.entries(figures).map(([name, it]) => {
      const holds = Object.entries(bound).every(([figure, most]) => it[figure as 'p50_ms'] <= most);
      return [name, { ...it, at_most: bound, holds }];
    }),
  );
