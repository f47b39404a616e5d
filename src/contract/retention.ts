import { type Static, Type } from 'typebox';
import { bilingual } from './measure.ts';

/** What a term can be set for, in the order a run works through them. */
export const retentionSubjects = [
  {
    code: 'events',
    class: 'ordinary',
    label: { zh: '行为事件', en: 'Behaviour events' },
    purpose: { zh: '统计分析', en: 'Analytics' },
    goes: {
      zh: '原始行为事件，客户时间线上也不再显示',
      en: 'Raw behaviour events, also from the timelines of customers',
    },
    stays: {
      zh: '按整日、整周、整月及各维度的活跃客户数，每人首次到访的渠道；订单不受影响',
      en: 'Active customers of whole days, weeks and months along every dimension, and the channel each person first came by; orders are not touched',
    },
  },
  {
    code: 'reject-files',
    class: 'personal',
    label: { zh: '导入拒收文件', en: 'Reject files of imports' },
    purpose: { zh: '更正导入', en: 'Correcting imports' },
    goes: {
      zh: '磁盘上的拒收文件 (含明文)，及多进程共享的加密副本',
      en: 'Reject files on disk, which hold values in clear, and the sealed ones that processes share',
    },
    stays: { zh: '导入记录与计数', en: 'The record of the import and its counts' },
  },
  {
    code: 'former-values',
    class: 'personal',
    label: { zh: '个人信息的旧值', en: 'Former values of personal traits' },
    purpose: { zh: '撤销导入', en: 'Undoing imports' },
    goes: {
      zh: '已被替换的加密旧值；撤销更早的导入将无法恢复它们',
      en: 'Sealed values that were replaced; undoing an older import no longer brings them back',
    },
    stays: { zh: '现值', en: 'The values that stand' },
  },
  {
    code: 'personal-traits',
    class: 'personal',
    label: { zh: '不再来的客户的个人信息', en: 'Personal traits of people no longer seen' },
    purpose: { zh: '会员服务与营销', en: 'Service and marketing' },
    goes: {
      zh: '最后一次出现早于期限者的个人信息 (姓名、电话等) 及其旧值',
      en: 'Personal traits, and their former values, of people last seen before the term',
    },
    stays: { zh: '客户编号、订单与一般属性', en: 'Customer number, orders and ordinary traits' },
  },
  {
    code: 'sensitive-traits',
    class: 'sensitive',
    label: { zh: '不再来的客户的敏感个人信息', en: 'Sensitive traits of people no longer seen' },
    purpose: { zh: '会员服务', en: 'Service' },
    goes: {
      zh: '最后一次出现早于期限者的敏感个人信息及其旧值',
      en: 'Sensitive traits, and their former values, of people last seen before the term',
    },
    stays: { zh: '客户编号、订单与其他属性', en: 'Customer number, orders and other traits' },
  },
  {
    code: 'notes',
    class: 'personal',
    label: { zh: '员工备注', en: 'Notes of staff' },
    purpose: { zh: '客户服务', en: 'Service' },
    goes: { zh: '早于期限写下的备注', en: 'Notes written before the term' },
    stays: { zh: '审计日志', en: 'The audit log' },
  },
  {
    code: 'former-tags',
    class: 'ordinary',
    label: { zh: '历史标签', en: 'Former tags' },
    purpose: { zh: '客户时间线', en: 'The timeline of a customer' },
    goes: {
      zh: '早于期限被移除或到期的标签；更早的批量移除将无法再撤销其中的标签',
      en: 'Tags taken away, or run out, before the term; a bulk change that took them away no longer gives them back',
    },
    stays: { zh: '现有的标签', en: 'The tags that stand' },
  },
  {
    code: 'receivers',
    class: 'personal',
    label: { zh: '订单收货信息', en: 'Receivers of orders' },
    purpose: { zh: '履约与售后', en: 'Delivery and after-sales' },
    goes: {
      zh: '早于期限下单的收货人姓名、电话与地址',
      en: "Receivers' names, phones and addresses of orders placed before the term",
    },
    stays: { zh: '订单、金额与省市', en: 'The order, its amounts, province and city' },
  },
  {
    code: 'messages',
    class: 'ordinary',
    label: { zh: '消息', en: 'Messages' },
    purpose: { zh: '会员服务与营销', en: 'Service and marketing' },
    goes: {
      zh: '早于期限结束的消息及其经过，站内信箱中也不再显示',
      en: 'Messages that ended before the term, with their steps, also from the inbox of the page',
    },
    stays: { zh: '联系记录与授权', en: 'The ledger of contacts, and consents' },
  },
] as const;

export type RetentionSubjectCode = (typeof retentionSubjects)[number]['code'];

export const retentionSubjectSchema = Type.Enum(retentionSubjects.map(({ code }) => code));

const months = Type.Integer({
  minimum: 1,
  maximum: 1200,
  description: 'Whole months kept besides the present one',
});

export const retentionTermSchema = Type.Object({ months }, { additionalProperties: false });

const retentionEntrySchema = Type.Object({
  subject: retentionSubjectSchema,
  class: Type.Enum(['ordinary', 'personal', 'sensitive']),
  label: bilingual,
  purpose: bilingual,
  goes: bilingual,
  stays: bilingual,
  months: Type.Union([months, Type.Null()], { description: 'null: kept without a term' }),
  /** First shop day that is kept; null without a term. */
  before: Type.Union([Type.String(), Type.Null()]),
});

export const retentionPreviewSchema = Type.Object({
  entries: Type.Array(
    Type.Object({
      ...retentionEntrySchema.properties,
      rows: Type.Integer({ description: 'What a run would drop now' }),
      oldest: Type.Union([Type.String(), Type.Null()], { description: 'Instant of the oldest of them' }),
    }),
  ),
});

export const retentionRunSchema = Type.Object({
  runs: Type.Array(
    Type.Object({ subject: retentionSubjectSchema, before: Type.String(), rows: Type.Integer() }),
  ),
});

export type RetentionRun = Static<typeof retentionRunSchema>['runs'][number];
