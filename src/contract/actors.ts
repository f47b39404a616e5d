import { Type } from 'typebox';

/** What stands beside an actor of the logs (`user:<id>`, `key:<id>`, `cli:...`, `system`) for whoever reads them. */
export const actorName = Type.Union([Type.String(), Type.Null()], {
  description:
    'Name of the staff member, also of one who left, or of the key; null for the system, the command line, and where an API key asks for a name of staff',
});

/** A row with the name of the actor that stands in its field `F`. */
export type ActorNamed<F extends string> = { readonly [K in `${F}_name`]: string | null };
