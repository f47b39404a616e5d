import { Type } from 'typebox';
import { NewTrait, TraitChange, TraitDefinitionView } from '../../../contract/dictionary.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asking, ofShop } from '../asking.ts';
import { changeTrait } from './change-trait.ts';
import { addTrait, readDictionary } from './dictionary.ts';
import { presentTrait } from './present-trait.ts';
import { indexTraits } from './trait-index.ts';

const url = '/api/shops/:shop/customers/dictionary';

/** The data dictionary of a shop. */
export function dictionaryRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    url,
    {
      config: { permission: 'customers:read' },
      schema: {
        ...ofShop('Every trait a customer can have'),
        response: { 200: Type.Object({ traits: Type.Array(TraitDefinitionView) }) },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => ({
        traits: (await readDictionary(tx, shopId)).traits.map(presentTrait),
      })),
  );

  app.post(
    url,
    {
      config: { permission: 'dictionary:write' },
      schema: { ...ofShop('Add a trait'), body: NewTrait, response: { 201: TraitDefinitionView } },
    },
    async (request, reply) => {
      const trait = await asking(platform, request, async ({ tx, shopId }) =>
        orThrow(await addTrait(tx, shopId, request.body)),
      );
      return reply.code(201).send(presentTrait(trait));
    },
  );

  app.patch(
    `${url}/:name`,
    {
      config: { permission: 'dictionary:write' },
      schema: {
        ...ofShop(
          'Change how a trait is called and whether it is shown; of one of your own also how it is masked and searched',
        ),
        description:
          'Answers when the values stored before are found as the trait is now searched; asked again after a crash, it goes on.',
        params: Type.Object({ shop: slugSchema, name: Type.String({ maxLength: 63 }) }),
        body: TraitChange,
        response: { 200: TraitDefinitionView },
      },
    },
    async (request) => {
      const { name } = request.params;
      const trait = await asking(platform, request, async ({ tx, shopId, actor }) =>
        orThrow(await changeTrait(tx, { shopId, name, change: request.body, actor })),
      );
      await indexTraits(platform, shopOf(request).shopId);
      return presentTrait(trait);
    },
  );
}
