import { consoleSize } from '../scripts/console-size.mjs';
import { type OpenConsole, openConsole, signIn } from '../test/browser/open-console.ts';
import { customersFigures } from './console-customers.ts';
import { overviewFigures } from './console-overview.ts';

const CUSTOMERS = process.env.BENCH_CUSTOMERS ?? '2000';

/** A data directory with the shop `demo` in it, to measure a large one without filling it at every run. */
const FILLED = process.env.BENCH_DATA;

/** The console in a real browser, in the demo shop: what is fetched, the overview, the customers. */
export async function consoleFigures(): Promise<object> {
  const it = await openConsole(undefined, FILLED);
  try {
    if (FILLED === undefined) await it.server.shuke('demo', '--customers', CUSTOMERS);
    const page = await it.visit();
    await signIn(page, await ownerOf(it));
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    return {
      ...(FILLED === undefined ? { customers: Number(CUSTOMERS) } : { data: FILLED }),
      gzipped_bytes: sizes(),
      overview: await overviewFigures(it, page),
      customers_pages: await customersFigures(it, page),
    };
  } finally {
    await it.close();
  }
}

const mostBytes = { shell: 260_000, overview_with_charts: 650_000 };

/** What is fetched, each with its bound beside it. */
function sizes(): object {
  const found = consoleSize();
  const bounded = Object.entries(mostBytes).map(([name, most]) => {
    const bytes = found[name as keyof typeof mostBytes];
    return [name, { bytes, at_most: most, holds: bytes <= most }];
  });
  return { ...found, ...Object.fromEntries(bounded) };
}

/** The account that the first start made; in a directory that has one, with a new password. */
async function ownerOf({ owner, server }: OpenConsole): Promise<OpenConsole['owner']> {
  if (owner !== null) return owner;
  const email = 'owner@shuke.local';
  return { email, ...(await server.shuke<{ password: string }>('accounts', 'reset-password', email)) };
}
