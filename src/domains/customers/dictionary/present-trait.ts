import type { TraitDefinition, TraitDefinitionView } from '../../../contract/dictionary.ts';

/** A trait of the dictionary as it leaves: what it is called, and how its values are kept and shown. */
export const presentTrait = ({
  builtIn,
  unit,
  source,
  retiredAt,
  hiddenAt,
  ...it
}: TraitDefinition): TraitDefinitionView => ({
  ...{ name: it.name, label: it.label, type: it.type, class: it.class, built_in: builtIn },
  ...{ aliases: [...(it.aliases ?? [])], search: it.search ?? 'none' },
  retired_at: retiredAt ?? null,
  hidden_at: hiddenAt ?? null,
  mask: it.class === 'ordinary' ? null : (it.mask ?? 'all'),
  ...(unit === undefined ? {} : { unit }),
  ...(source === undefined ? {} : { source }),
});
