import { contactsView } from '../../../contract/consent.ts';
import { withActorNames } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asking, ofCustomer, one, reading } from '../asking.ts';
import type { ComplianceHandlers } from '../handlers.ts';
import { showContacts } from './show-contacts.ts';

/** The ledger of contacts of one customer. */
export function contactRoutes(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  app.get(
    `${one}/contacts`,
    {
      config: reading,
      schema: {
        ...ofCustomer(
          'Contacts made with a customer, what counts against caps, and whether one may be made now',
        ),
        response: { 200: contactsView },
      },
    },
    async (request) => {
      const view = await asking(platform, request, async ({ tx, shopId, now }) => {
        const { customer: id } = request.params;
        const personIds = orThrow(await handlers.findPersons(tx, shopId, id));
        return showContacts(tx, { shopId, subject: { id, personIds }, now });
      });
      const made = await withActorNames(platform, request, { field: 'recorded_by', rows: view.made });
      return { ...view, made };
    },
  );
}
