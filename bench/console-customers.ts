import type { Page } from 'playwright-core';
import type { OpenConsole } from '../test/browser/open-console.ts';
import { atMost, click, goTo, timed } from './click.ts';

const ROUNDS = 20;

const list = '/shops/demo/customers';

/** Which list is on screen: former rows stay while the next are on their way, and the same people may be in both. */
const listShown = "document.querySelector('[data-list][aria-busy=false]')?.dataset.list";
const rows = "document.querySelector('tbody')?.innerText";
const rowsAreThere = `document.querySelector('tbody tr a[href*="${list}/"]') !== null`;

/** Buyers of at least so much: no two rounds ask for the same, because the browser keeps what it was answered. */
const filtered = (round: number, more = ''): string => `${list}?spend_from=${100 + round}${more}`;

const sorts = ['net-sales', 'orders', 'last-order.asc', 'net-sales.asc', 'last-seen'];

/** The list of customers and the page of one, from the click to rows on screen; their code is loaded already. */
export async function customersFigures({ server }: OpenConsole, page: Page): Promise<object> {
  const go = (address: string) =>
    click(page, {
      shown: listShown,
      act: goTo(address),
      isThere: `${listShown} !== undefined && ${rowsAreThere}`,
    });
  await page.goto(list);
  await page.locator(`tbody a[href*="${list}/"]`).first().waitFor();
  const customers = await numbersOnScreen(page);
  const bound = { p50_ms: 300 };
  const lists = {
    open: await timed(server, ROUNDS, async (round) => {
      await away(page);
      return go(filtered(round));
    }),
    filter: await timed(server, ROUNDS, (round) => go(filtered(100 + round, '&orders_from=2'))),
    sort: await timed(server, ROUNDS, (round) =>
      go(filtered(200 + Math.floor(round / sorts.length), `&sort=${sorts[round % sorts.length]}`)),
    ),
    next_page: await timed(server, ROUNDS, (round) => nextPage(page, round)),
  };
  const open = (act: string) => click(page, { shown: 'location.pathname', act, isThere: oneIsThere });
  const one = {
    // From an address, with nothing asked before.
    one_customer: await timed(server, ROUNDS, async (round) => {
      await go(filtered(300 + round));
      return open(goTo(`${list}/${customers[round % customers.length]}`));
    }),
    one_customer_clicked: await timed(server, ROUNDS, async (round) => {
      await go(filtered(400 + round));
      await page.locator(linkOf(round)).hover();
      await page.waitForTimeout(REST_MS);
      return open(`document.querySelector('${linkOf(round)}').click()`);
    }),
  };
  return atMost(bound, { ...lists, ...one });
}

/** A hand rests on a name before it clicks; people take longer. */
const REST_MS = 150;

const linkOf = (round: number): string => `tbody tr:nth-child(${round + 21}) a[href*="${list}/"]`;

const nextButton = "[...document.querySelectorAll('main button')].at(-1)";

/** Whoever reads a page has its next one asked for meanwhile: a second at the least. */
async function nextPage(page: Page, round: number): Promise<number> {
  if (round > 0) await page.waitForTimeout(1000);
  await page.waitForFunction(`${nextButton}.disabled === false`);
  return click(page, { shown: rows, act: `${nextButton}.click()`, isThere: rowsAreThere });
}

/** Who they are, what they come to, and what happened. */
const oneIsThere =
  "document.querySelector('main h1') !== null && document.querySelector('main dl dd') !== null && document.querySelector('main [data-kind]') !== null";

async function away(page: Page): Promise<void> {
  await page.evaluate(goTo('/shops/demo/worklist'));
  await page.locator('tbody').waitFor({ state: 'detached' });
}

async function numbersOnScreen(page: Page): Promise<string[]> {
  const links = await page
    .locator(`tbody a[href*="${list}/"]`)
    .evaluateAll((all) => all.map((it) => String((it as unknown as { href: string }).href)));
  return [...new Set(links.map((it) => it.split('/').at(-1)!))];
}
