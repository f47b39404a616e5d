import { Type } from 'typebox';
import {
  type CustomerSearch,
  customerPage,
  customerQuery,
  customerSearch,
  customerView,
  newNote,
  noteView,
  traitChanges,
  unmasked,
  unmaskRequest,
} from '../../../contract/customer.ts';
import { orThrow } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Asking, asking, changing, ofCustomer, ofShop } from '../asking.ts';
import { unmask } from '../unmask.ts';
import { changeTraits } from './change-traits.ts';
import { findCustomers } from './find-customers.ts';
import type { PlaceFinder } from './find-places.ts';
import { type Note, readNotes, writeNote } from './note-store.ts';
import type { OrderFinder } from './search-customers.ts';
import { showCustomer } from './show-customer.ts';

const all = '/api/shops/:shop/customers';
const one = '/api/shops/:shop/customers/:customer';
const read = { permission: 'customers:read' } as const;
const write = { permission: 'customers:write' } as const;

/** What lists ask of orders. */
export interface Finders {
  readonly findOrder: OrderFinder;
  readonly findPlaces: PlaceFinder;
}

/** Lists, cards, notes and the audited look at a value in clear. */
export function profileRoutes(app: HttpApp, platform: Platform, finders: Finders): void {
  listRoutes(app, platform, finders);
  cardRoutes(app, platform);
  noteRoutes(app, platform);
}

function listRoutes(app: HttpApp, platform: Platform, finders: Finders): void {
  const answer = async (it: Asking, query: CustomerSearch) => {
    const { cursor, limit: _, ...filters } = query;
    const place = { platform, shopId: it.shopId, list: `customers${JSON.stringify(filters)}` };
    const [seenAt, personId] = orThrow(readCursor(place, cursor)) ?? [];
    const after = seenAt === undefined ? undefined : { seenAt: String(seenAt), personId: Number(personId) };
    const { customers, next } = orThrow(await findCustomers(it.tx, { ...it, ...finders, query, after }));
    return { customers, next_cursor: next ? writeCursor(place, [next.seenAt, next.personId]) : null };
  };

  app.get(
    all,
    {
      config: read,
      schema: {
        ...ofShop('Customers, masked'),
        querystring: Type.Object({ ...customerQuery, ...pageQuery }),
        response: { 200: customerPage },
      },
    },
    async (request) => asking(platform, request, (it) => answer(it, request.query)),
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
    async (request) => asking(platform, request, (it) => answer(it, request.body)),
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
        orThrow(await changeTraits(it.tx, { ...it, customerId, traits: request.body.traits })),
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
      return asking(platform, request, async (it) => ({
        notes: orThrow(await readNotes(it.tx, { ...it, customerId })).map(presentNote),
      }));
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
      return reply.code(201).send(presentNote(note));
    },
  );
}
