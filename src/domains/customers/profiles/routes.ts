import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  type CustomerSearch,
  customerPage,
  customerQuery,
  customerSearch,
  customerView,
  newNote,
  noteView,
  traitChanges,
  traitHistory,
  unmasked,
  unmaskRequest,
} from '../../../contract/customer.ts';
import { customerFiguresView, peopleCount, peopleFilter } from '../../../contract/people.ts';
import { callerOf, shopOf, withActorNames } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asking, changing, ofCustomer, ofShop, readingOf } from '../asking.ts';
import type { TierFinder } from '../mirror-customers.ts';
import { unmask } from '../unmask.ts';
import { changeTraits } from './change-traits.ts';
import { findCustomers } from './find-customers.ts';
import type { PlaceFinder } from './find-places.ts';
import { allowedFilter } from './list-view.ts';
import { type Note, readNotes, writeNote } from './note-store.ts';
import type { PeopleFinder } from './people-finder.ts';
import type { OrderFinder } from './search-customers.ts';
import { showCustomer } from './show-customer.ts';
import { showFigures } from './show-figures.ts';
import { showTraitHistory } from './show-trait-history.ts';

const all = '/api/shops/:shop/customers';
const one = '/api/shops/:shop/customers/:customer';
const read = { permission: 'customers:read' } as const;
const write = { permission: 'customers:write' } as const;

/** What lists ask of orders and analytics. */
export interface Finders {
  readonly findOrder: OrderFinder;
  readonly findPlaces: PlaceFinder;
  readonly tiersOf?: TierFinder;
  readonly people: PeopleFinder;
}

/** Lists, cards, notes and the audited look at a value in clear. */
export function profileRoutes(app: HttpApp, platform: Platform, finders: Finders): void {
  listRoutes(app, platform, finders);
  cardRoutes(app, platform);
  figureRoutes(app, platform, finders);
  noteRoutes(app, platform);
}

function listRoutes(app: HttpApp, platform: Platform, finders: Finders): void {
  app.get(
    all,
    {
      config: read,
      schema: {
        ...ofShop('Customers, masked, with what each comes to: in any order, the people of any view'),
        querystring: Type.Object({ ...customerQuery, ...pageQuery }),
        response: { 200: customerPage },
      },
    },
    async (request) => pageOf(platform, request, { finders, query: request.query }),
  );

  app.post(
    `${all}/search`,
    {
      config: read,
      schema: {
        ...ofShop('Customers by name, phone, account, order or trait; the audit log keeps who searched'),
        body: customerSearch,
        response: { 200: customerPage },
      },
    },
    async (request) => pageOf(platform, request, { finders, query: request.body }),
  );

  app.get(
    `${all}/count`,
    {
      config: read,
      schema: {
        ...ofShop('How many customers a view holds, exactly, and what they come to'),
        querystring: Type.Object(peopleFilter),
        response: { 200: peopleCount },
      },
    },
    async (request) => {
      const filter = orThrow(allowedFilter(request.query, callerOf(request).permissions));
      const asked = { filter, acting: readingOf(request), signal: request.signal };
      return orThrow(await finders.people.count({ platform, shop: shopOf(request), ...asked }));
    },
  );
}

async function pageOf(
  platform: Platform,
  request: FastifyRequest,
  { finders, query }: { finders: Finders; query: CustomerSearch },
): Promise<Static<typeof customerPage>> {
  const { cursor, ...filters } = query;
  // How many rows a page has, and what is told of each, may change from page to page.
  const { limit: _, scores: __, ...list } = filters;
  const shop = shopOf(request);
  const place = { platform, shopId: shop.shopId, list: `customers${JSON.stringify(list)}` };
  const after = orThrow(readCursor(place, cursor));
  const { actor, masking, permissions } = callerOf(request);
  const keys = await platform.keyring.forShop(shop.shopId);
  const lister = { platform, shop, keys, actor, masking, permissions, now: platform.clock.now() };
  const asked = { query: filters, after, acting: readingOf(request), signal: request.signal };
  const { customers, next } = orThrow(await findCustomers({ ...finders, ...lister, ...asked }));
  return { customers, next_cursor: next ? writeCursor(place, next) : null };
}

function figureRoutes(app: HttpApp, platform: Platform, { people }: Finders): void {
  app.get(
    `${one}/figures`,
    {
      config: { permission: 'orders:read' },
      schema: { ...ofCustomer('What a customer comes to'), response: { 200: customerFiguresView } },
    },
    async (request) => {
      const { customer: customerId } = request.params;
      const { permissions } = callerOf(request);
      const { signal } = request;
      return orThrow(
        await showFigures({ platform, shop: shopOf(request), people, permissions, customerId, signal }),
      );
    },
  );
}

function cardRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    one,
    { config: read, schema: { ...ofCustomer('One customer, masked'), response: { 200: customerView } } },
    async (request) => {
      const { customer: customerId } = request.params;
      return asking(platform, request, async (it) =>
        orThrow(await showCustomer(it.tx, { ...it, customerId })),
      );
    },
  );

  app.patch(
    `${one}/traits`,
    {
      config: write,
      schema: { ...ofCustomer('Change traits by hand'), body: traitChanges, response: { 200: customerView } },
    },
    async (request) => {
      const { customer: customerId } = request.params;
      return changing(platform, request, async (it) =>
        orThrow(
          await changeTraits(it.tx, {
            ...{ ...it, customerId, traits: request.body.traits },
            permissions: callerOf(request).permissions,
          }),
        ),
      );
    },
  );

  app.get(
    `${one}/traits/:name/history`,
    {
      config: read,
      schema: {
        ...ofCustomer('Every value a trait had, masked, newest first'),
        params: Type.Object({ ...ofCustomer('').params.properties, name: Type.String({ maxLength: 63 }) }),
        response: { 200: traitHistory },
      },
    },
    async (request) => {
      const { customer: customerId, name } = request.params;
      return asking(platform, request, async (it) =>
        orThrow(await showTraitHistory(it.tx, { ...it, customerId, name })),
      );
    },
  );

  app.post(
    `${one}/unmask`,
    {
      config: { permission: 'customers:unmask' },
      schema: {
        ...ofCustomer('See personal values in clear; the audit log keeps who, what and why'),
        body: unmaskRequest,
        response: { 200: unmasked },
      },
    },
    async (request, reply) => {
      const { customer: customerId } = request.params;
      reply.header('cache-control', 'no-store');
      return asking(platform, request, async (it) => ({
        values: orThrow(await unmask(it.tx, { ...it, ...request.body, customerId })),
      }));
    },
  );
}

const presentNote = ({ noteId, body, writtenBy, writtenAt }: Note) => ({
  ...{ note_id: noteId, body, written_by: writtenBy, written_at: writtenAt },
});

function noteRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${one}/notes`,
    {
      config: write,
      schema: {
        ...ofCustomer('Notes of staff, newest first'),
        response: { 200: Type.Object({ notes: Type.Array(noteView) }) },
      },
    },
    async (request) => {
      const { customer: customerId } = request.params;
      const read = await asking(platform, request, async (it) =>
        orThrow(await readNotes(it.tx, { ...it, customerId })),
      );
      return { notes: await withWriters(platform, request, read) };
    },
  );

  app.post(
    `${one}/notes`,
    {
      config: write,
      schema: { ...ofCustomer('Write a note'), body: newNote, response: { 201: noteView } },
    },
    async (request, reply) => {
      const { customer: customerId } = request.params;
      const note = await asking(platform, request, async (it) =>
        orThrow(await writeNote(it.tx, { ...it, customerId, body: request.body.body })),
      );
      const [shown] = await withWriters(platform, request, [note]);
      return reply.code(201).send(shown!);
    },
  );
}

const withWriters = (platform: Platform, request: FastifyRequest, notes: readonly Note[]) =>
  withActorNames(platform, request, { field: 'written_by', rows: notes.map(presentNote) });
