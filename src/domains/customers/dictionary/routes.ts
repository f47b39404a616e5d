import { Type } from 'typebox';
import { NewTrait, type TraitDefinition, TraitDefinitionView } from '../../../contract/dictionary.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asking, ofShop } from '../asking.ts';
import { addTrait, readDictionary } from './dictionary.ts';

const url = '/api/shops/:shop/customers/dictionary';

const presentTrait = ({ name, label, type, unit, class: it, source, builtIn }: TraitDefinition) => ({
  ...{ name, label, type, class: it, built_in: builtIn },
  ...(unit === undefined ? {} : { unit }),
  ...(source === undefined ? {} : { source }),
});

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
}
