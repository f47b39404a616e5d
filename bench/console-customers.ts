import type { Page } from 'playwright-core';
import type { OpenConsole } from '../test/browser/open-console.ts';
import { click, goTo, timed } from './click.ts';

const ROUNDS = 20;

const list = '/shops/demo/customers';

/** The table on screen: another list is another element, also where the same people are in both. */
const table = "document.querySelector('tbody')";
const rows = `${table}.innerText`;
const rowsAreThere = `document.querySelector('tbody tr a[href*="${list}/"]') !== null`;

/** Buyers of at least so much: no two rounds ask for the same, because the browser keeps what it was answered. */
const filtered = (round: number, more = ''): string => `${list}?spend_from=${100 + round}${more}`;

const sorts = ['net-sales', 'orders', 'last-order.asc', 'net-sales.asc', 'last-seen'];

/** The list of customers and the page of one, from the click to rows on screen; their code is loaded already. */
export async function customersFigures({ server }: OpenConsole, page: Page): Promise<object> {
  const go = (address: string) => click(page, { shown: table, act: goTo(address), isThere: rowsAreThere });
  await page.goto(list);
  await page.locator(`tbody a[href*="${list}/"]`).first().waitFor();
  const customers = await numbersOnScreen(page);
  const open = await timed(server, ROUNDS, async (round) => {
    await away(page);
    return go(filtered(round));
  });
  const filter = await timed(server, ROUNDS, (round) => go(filtered(100 + round, '&orders_from=2')));
  const sort = await timed(server, ROUNDS, (round) =>
    go(filtered(200 + Math.floor(round / sorts.length), `&sort=${sorts[round % sorts.length]}`)),
  );
  const next = await timed(server, ROUNDS, () =>
    click(page, { shown: rows, act: nextPage, isThere: rowsAreThere }),
  );
  const one = await timed(server, ROUNDS, async (round) => {
    await go(filtered(300 + round));
    return click(page, {
      shown: 'location.pathname',
      act: goTo(`${list}/${customers[round % customers.length]}`),
      isThere: oneIsThere,
    });
  });
  return { open, filter, sort, next_page: next, one_customer: one };
}

const nextPage = "[...document.querySelectorAll('main button')].at(-1).click()";

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
