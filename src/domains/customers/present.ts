import type { Masking } from '../../contract/auth.ts';
import type { CustomerRow, CustomerView } from '../../contract/customer.ts';
import { isPreference, type TraitDefinition, type TraitMask } from '../../contract/dictionary.ts';
import type { CustomerFigures } from '../../contract/people.ts';
import type { IdentityKind, TraitValue } from '../../contract/records.ts';
import { maskPersonal } from '../compliance/index.ts';
import type { Dictionary } from './dictionary/dictionary.ts';
import type { OpenIdentity } from './identity/read-identities.ts';
import type { Card, CardTrait } from './profiles/read-cards.ts';
import type { TieRow } from './profiles/tie-store.ts';

/** How identities leave: what a platform or the shop itself numbered stays, what a person is reached or known by not. */
const identityMasks: Readonly<Record<IdentityKind, TraitMask | 'clear'>> = {
  'customer-number': 'clear',
  'pos-number': 'clear',
  'open-address': 'account',
  'open-uid': 'account',
  'union-id': 'account',
  'open-id': 'account',
  'member-name': 'name',
  'member-card': 'account',
  phone: 'phone',
  'e-mail': 'e-mail',
  device: 'account',
  'user-id': 'account',
  'anonymous-id': 'account',
};

/** Dressed for somebody: what they may see of whom. */
export interface Presenting {
  readonly dictionary: Dictionary;
  readonly masking: Masking;
}

/** A trait's value as it leaves: personal and sensitive ones masked, and those the dictionary has lost hidden. */
export function presentValue(
  trait: Pick<TraitDefinition, 'class' | 'mask'> | undefined,
  value: TraitValue,
  masking: Masking,
): { value: string | number | boolean; masked: boolean } {
  if (trait?.class === 'ordinary' && value !== null) return { value, masked: false };
  return { value: maskPersonal(trait?.mask ?? 'all', String(value), masking), masked: true };
}

function presentTrait(it: CardTrait, { dictionary, masking }: Presenting): CustomerView['traits'][number] {
  const trait = dictionary.find(it.name);
  return {
    name: it.name,
    label: trait?.label ?? { zh: it.name, en: it.name },
    class: trait?.class ?? 'personal',
    hidden: trait?.hiddenAt !== undefined,
    ...presentValue(trait, it.value, masking),
    source: it.source,
    at: it.at.toISOString(),
  };
}

type RowIdentity = Pick<OpenIdentity, 'channel' | 'kind' | 'value'>;

/** A row of the list: the identity says who it is where no trait does, the place where they were sent something. */
export interface RowShown {
  readonly card: Card;
  readonly identity: RowIdentity | undefined;
  readonly place: { readonly province: string; readonly city: string | null } | undefined;
  readonly figures: CustomerFigures | undefined;
  /** Of the shop's own ladder; it goes before what channels say. */
  readonly tier: string | undefined;
}

export function presentRow(
  { card, identity, place, figures, tier }: RowShown,
  presenting: Presenting,
): CustomerRow {
  const { dictionary, masking } = presenting;
  const sent = (name: 'province' | 'city'): string | null => {
    const value = place?.[name] ?? null;
    return value === null ? null : String(presentValue(dictionary.find(name), value, masking).value);
  };
  const shown = (name: string): string | null => {
    const it = card.traits.find((trait) => trait.name === name);
    const isHidden = presenting.dictionary.find(name)?.hiddenAt !== undefined;
    return it === undefined || isHidden ? null : String(presentTrait(it, presenting).value);
  };
  return {
    ...{ customer_id: card.customerId, persons: card.personIds.length },
    ...{ name: shown('name') ?? shown('nickname'), phone: shown('phone') },
    identity: identity === undefined ? null : presentIdentityValue(identity, masking),
    ...{ province: shown('province') ?? sent('province'), city: shown('city') ?? sent('city') },
    tier: tier ?? shown('tier'),
    tags: card.tags.map((it) => it.tag),
    first_seen_at: card.firstSeenAt.toISOString(),
    last_seen_at: card.lastSeenAt.toISOString(),
    figures: figures ?? null,
  };
}

/** Traits a row of the list shows. */
export const rowTraits = ['name', 'nickname', 'phone', 'province', 'city', 'tier'];

export interface Shown {
  readonly card: Card;
  readonly identities: readonly OpenIdentity[];
  readonly ties: readonly TieRow[];
  readonly flags: Omit<CustomerView['flags'], 'sensitive'>;
}

export function presentCustomer(
  { card, identities, ties, flags }: Shown,
  presenting: Presenting,
): CustomerView {
  const traits = card.traits.map((it) => presentTrait(it, presenting));
  return {
    customer_id: card.customerId,
    person_ids: card.personIds,
    first_seen_at: card.firstSeenAt.toISOString(),
    last_seen_at: card.lastSeenAt.toISOString(),
    first_touch: card.firstTouch,
    traits,
    preferences: traits.filter(({ name }) => isPreference(name)),
    tags: card.tags.map((it) => ({
      ...{ tag: it.tag, source: it.source, added_by: it.added_by },
      ...{ added_at: it.added_at.toISOString(), expires_at: it.expires_at?.toISOString() ?? null },
    })),
    identities: identities.map((it) => presentIdentity(it, presenting.masking)),
    ties: ties.map((it) => ({
      ...{ kind: it.kind, tie_no: it.tie_no, role: it.role, seen_at: it.seen_at.toISOString() },
      customers: it.others,
    })),
    flags: {
      ...flags,
      sensitive: flags.minor === true || card.traits.some((it) => isSensitive(it, presenting)),
    },
  };
}

/** The data of somebody under 14 is sensitive as a whole. */
const isSensitive = ({ name }: CardTrait, { dictionary }: Presenting): boolean =>
  dictionary.find(name)?.class === 'sensitive';

function presentIdentity(it: OpenIdentity, masking: Masking): CustomerView['identities'][number] {
  return {
    ...presentIdentityValue(it, masking),
    ...{ person_id: it.personId, quarantined: it.quarantined },
    first_seen_at: it.firstSeenAt.toISOString(),
  };
}

/** An identity with its value as the caller may see it. */
export function presentIdentityValue({ channel, kind, value }: RowIdentity, masking: Masking) {
  const mask = identityMasks[kind];
  return { channel, kind, value: mask === 'clear' ? value : maskPersonal(mask, value, masking) };
}
