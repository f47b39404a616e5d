import { type Static, Type } from 'typebox';

/**
 * The data dictionary: every trait a customer can have. Class decides where a value may go: ordinary facts are mirrored
 * to ClickHouse, personal and sensitive ones are sealed (PIPL, art. 28 for sensitive) and leave only masked.
 */

export const traitTypes = ['text', 'number', 'boolean', 'day', 'instant', 'money'] as const;
export type TraitType = (typeof traitTypes)[number];

export const traitClasses = ['ordinary', 'personal', 'sensitive'] as const;
export type TraitClass = (typeof traitClasses)[number];

/** How a sealed trait is looked up: by its exact text, or as a phone also by the last four digits. */
export type TraitSearch = 'text' | 'phone' | 'e-mail';

/** What a shop may declare of a trait of its own. */
export const traitSearches = ['none', 'text', 'phone', 'e-mail'] as const;

/** How a personal trait is shown to those who may not see it in clear; see the masking rules. */
export const traitMasks = [
  ...(['name', 'phone', 'e-mail', 'address', 'id-number'] as const),
  ...(['day', 'account', 'text', 'all'] as const),
] as const;
export type TraitMask = (typeof traitMasks)[number];

export interface TraitDefinition {
  readonly name: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly type: TraitType;
  /** What a number counts, such as `cm`; money has the shop's currency. */
  readonly unit?: string;
  readonly class: TraitClass;
  /** Where values usually come from. */
  readonly source?: string;
  /** Other names sources use for it. */
  readonly aliases?: readonly string[];
  readonly search?: TraitSearch;
  readonly mask?: TraitMask;
  /** Since when the shop takes no new values of it, ISO 8601; absent: it takes them. */
  readonly retiredAt?: string;
  /** Since when pages do not show it, ISO 8601; absent: they do. */
  readonly hiddenAt?: string;
  readonly builtIn: boolean;
}

type Rest = Partial<Pick<TraitDefinition, 'aliases' | 'unit' | 'search' | 'mask' | 'source'>>;

const trait =
  (traitClass: TraitClass, type: TraitType = 'text') =>
  (name: string, zh: string, en: string, rest: Rest = {}): TraitDefinition => ({
    name,
    label: { zh, en },
    type,
    class: traitClass,
    builtIn: true,
    ...rest,
  });

const personal = trait('personal');
const ordinary = trait('ordinary');

/** Traits every shop has. */
export const builtInTraits: readonly TraitDefinition[] = [
  personal('name', '姓名', 'Name', { search: 'text', mask: 'name', aliases: ['fullName', 'full_name'] }),
  personal('nickname', '昵称', 'Nickname', {
    search: 'text',
    mask: 'name',
    aliases: ['nick_name', 'username'],
  }),
  personal('phone', '手机号', 'Phone', {
    search: 'phone',
    mask: 'phone',
    aliases: ['mobile', 'phoneNumber'],
  }),
  personal('e-mail', '邮箱', 'E-mail', { search: 'e-mail', mask: 'e-mail', aliases: ['email'] }),
  personal('address', '地址', 'Address', { mask: 'address' }),
  personal('wechat-id', '微信号', 'WeChat id', {
    search: 'text',
    mask: 'account',
    aliases: ['wechat', 'wechatId'],
  }),
  trait('personal', 'day')('birthday', '生日', 'Birthday', {
    mask: 'day',
    aliases: ['birthdate', 'birth_date'],
  }),
  trait('sensitive')('id-number', '身份证号', 'ID number', { search: 'text', mask: 'id-number' }),
  // A child under 14: sensitive by PIPL art. 28.
  trait('sensitive', 'day')('child-birthday', '宝宝生日', "Child's birthday", { mask: 'day' }),
  ordinary('gender', '性别', 'Gender', { aliases: ['sex'] }),
  ordinary('country', '国家', 'Country'),
  ordinary('province', '省份', 'Province', { aliases: ['state'] }),
  ordinary('city', '城市', 'City'),
  ordinary('district', '区县', 'District'),
  ordinary('tier', '会员等级', 'Tier', { aliases: ['memberLevel', 'member_level', 'level'] }),
  ordinary('language', '语言', 'Language', { aliases: ['locale'] }),
  trait('ordinary', 'day')('member-since', '入会日期', 'Member since', {
    aliases: ['createdAt', 'created_at'],
  }),
  ordinary('preferred-channel', '偏好渠道', 'Preferred channel'),
  ordinary('preferred-contact-time', '偏好联系时段', 'Preferred time of contact'),
  ordinary('preferred-category', '偏好品类', 'Preferred category'),
  ordinary('preferred-size', '偏好尺码', 'Preferred size'),
  trait('ordinary', 'boolean')('no-marketing', '拒收营销', 'Wants no marketing', {
    aliases: ['unsubscribed'],
  }),
  trait('ordinary', 'number')('household-size', '家庭人数', 'Household size', { unit: 'people' }),
];

/** A preference is a trait by its name: a shop adds its own as `preferred-...`. */
export const isPreference = (name: string): boolean =>
  name.startsWith('preferred-') || name === 'no-marketing';

const mask = Type.Enum([...traitMasks], {
  description:
    'How personal and sensitive values are shown: as a name (王*明), phone (138****5678), e-mail, address (down to the district), id-number, day (a birthday: the year), account (a WeChat id: both ends), text (the first character), all (hidden; unless told)',
});

const search = Type.Enum([...traitSearches], {
  description:
    'How personal and sensitive values are looked up, by blind index: text (exact; unless told), phone (also by the last four digits), e-mail, none',
});

const aliases = Type.Array(Type.String({ minLength: 1, maxLength: 63 }), {
  maxItems: 20,
  description: 'Other names sources use for it',
});

const label = Type.Object({
  zh: Type.String({ minLength: 1, maxLength: 60 }),
  en: Type.String({ minLength: 1, maxLength: 60 }),
});

/** A trait as a shop adds it. */
export const NewTrait = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$', description: 'kebab-case, unique in the shop' }),
    label,
    type: Type.Enum([...traitTypes]),
    unit: Type.Optional(Type.String({ maxLength: 20 })),
    class: Type.Enum([...traitClasses], {
      description:
        'ordinary: counted and segmented by; personal, sensitive: sealed and masked. Never changes.',
    }),
    source: Type.Optional(Type.String({ maxLength: 60 })),
    mask: Type.Optional(mask),
    search: Type.Optional(search),
    aliases: Type.Optional(aliases),
  },
  { additionalProperties: false },
);
export type NewTrait = Static<typeof NewTrait>;

/**
 * What may change of a trait. Name, type and class stay: values lie stored by them. Of a built-in one only what it is
 * called and whether it is shown: all else sources and detectors count on.
 */
export const TraitChange = Type.Object(
  {
    label: Type.Optional(
      Type.Partial(label, {
        additionalProperties: false,
        minProperties: 1,
        description: 'One language or both',
      }),
    ),
    hidden: Type.Optional(
      Type.Boolean({
        description:
          'true: pages no longer show it, while values stay and are still taken; false: they do again',
      }),
    ),
    mask: Type.Optional(mask),
    search: Type.Optional(search),
    aliases: Type.Optional(aliases),
    retired: Type.Optional(
      Type.Boolean({
        description: 'true: its values stay and new ones are left out; false: it is taken again',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type TraitChange = Static<typeof TraitChange>;

export const TraitDefinitionView = Type.Object({
  name: Type.String(),
  label: Type.Object({ zh: Type.String(), en: Type.String() }),
  type: Type.String(),
  unit: Type.Optional(Type.String()),
  class: Type.String(),
  source: Type.Optional(Type.String()),
  aliases: Type.Array(Type.String()),
  mask: Type.Union([Type.String(), Type.Null()], { description: 'Null: shown as it is, being ordinary' }),
  search: Type.String({ description: 'none, text, phone or e-mail; ordinary ones are found by their value' }),
  retired_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'Since when no new values are taken; null: it is in use',
  }),
  hidden_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'Since when pages do not show it; null: they do',
  }),
  built_in: Type.Boolean(),
});
export type TraitDefinitionView = Static<typeof TraitDefinitionView>;

export const UndeclaredTraitView = Type.Object({
  name: Type.String({
    description: 'As it could be declared; ? gathers names that are personal values themselves',
  }),
  type: Type.String({ description: 'What its values look like' }),
  seen: Type.Integer({ description: 'Times it was told' }),
  first_seen_at: Type.String({ format: 'date-time' }),
  last_seen_at: Type.String({ format: 'date-time' }),
});
export type UndeclaredTraitView = Static<typeof UndeclaredTraitView>;
