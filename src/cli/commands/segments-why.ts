import type { SegmentAnswer } from '../../contract/segment.ts';
import { explainMember } from '../../domains/segments/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { amountText } from '../money.ts';
import { shop } from '../option.ts';
import { segmentArgument, segmentId } from '../segment-id.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';

/** `shuke segments why SEGMENT CUSTOMER`: each condition with the facts. */
export const command = engineCommand({
  name: 'segments why',
  summary: { zh: '客户为何在或不在人群中', en: 'why a customer is in a segment, or is not' },
  arguments: [
    segmentArgument,
    { name: 'CUSTOMER', summary: { zh: '客户编号', en: 'number of the customer' } },
  ],
  options: { shop },
  async run({ platform, options, arguments: [word, customer], language, result }) {
    const found = await shopOf(platform, options.shop);
    const asked = { segment: segmentId(word), customer: Number(customer) || 0 };
    const why = orThrow(await explainMember({ platform, shop: found }, asked));
    const say = (answer: SegmentAnswer) => lines(answer, '', { ...found, language }).join('\n');
    const barred = {
      zh: '已拒绝用户画像，不进入按行为划分的人群',
      en: 'objected to being profiled, so is in no segment by behaviour',
    };
    result(why, () => `${why.barred ? `${barred[language]}\n` : ''}${say(why.answer)}\n`);
  },
});

const groups = {
  all: { zh: '全部满足', en: 'all of' },
  any: { zh: '满足任一', en: 'any of' },
  none: { zh: '均不满足', en: 'none of' },
} as const;

function lines(
  answer: SegmentAnswer,
  indent: string,
  told: { readonly language: Language; readonly timeZone: string; readonly currency: string },
): string[] {
  const mark = answer.met ? '+' : '-';
  if (answer.op !== null)
    return [
      `${indent}${mark} ${groups[answer.op][told.language]}`,
      ...answer.of.flatMap((it) => lines(it, `${indent}  `, told)),
    ];
  const [last] = answer.times;
  const { value } = answer;
  const found = answer.is_money ? amountText(told.currency, Number(value)) : value;
  const facts = [value === null ? null : found, last && shopTime(last, told.timeZone)].filter(
    (it) => it !== null && it !== undefined,
  );
  return [
    `${indent}${mark} ${answer.sentence![told.language]}${facts.length > 0 ? `  (${facts.join(', ')})` : ''}`,
  ];
}
