import { beta, chance, gamma, normal, pick, pickWeighted, type Random, whole } from './random.ts';

/**
 * Who the demo customers are: what everybody may see of them, and the latent numbers nobody sees.
 * Buying follows BG/NBD (Fader, Hardie and Lee 2005): a Poisson process of rate Gamma(r, alpha) per week while alive;
 * after each purchase the customer is lost with probability Beta(a, b).
 */
export const MODEL = { r: 0.9, alpha: 9, a: 0.8, b: 3.2, spendSpread: 0.35 } as const;

export interface DemoPerson {
  readonly index: number;
  readonly openAddress: string;
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  /** Has joined by phone in the mini program, under another identity: two persons, one customer. */
  readonly isMember: boolean;
  readonly birthday: string;
  /** Purchases per week while alive. */
  readonly rate: number;
  /** Chance to be lost after a purchase. */
  readonly dropout: number;
  /** Factor on the quantity bought; 1 is usual. */
  readonly spend: number;
  /** Share of baskets that begin in 母婴 rather than 家居. */
  readonly babyShare: number;
}

const PLACES: readonly (readonly [province: string, city: string, weight: number])[] = [
  ['广东省', '广州市', 9],
  ['广东省', '深圳市', 9],
  ['江苏省', '南京市', 6],
  ['江苏省', '苏州市', 6],
  ['浙江省', '杭州市', 7],
  ['浙江省', '宁波市', 4],
  ['山东省', '济南市', 6],
  ['山东省', '临沂市', 5],
  ['河南省', '郑州市', 8],
  ['河北省', '石家庄市', 6],
  ['四川省', '成都市', 7],
  ['湖北省', '武汉市', 5],
  ['湖南省', '长沙市', 5],
  ['安徽省', '合肥市', 5],
  ['福建省', '泉州市', 4],
  ['上海市', '上海市', 4],
  ['北京市', '北京市', 4],
  ['重庆市', '重庆市', 4],
  ['陕西省', '西安市', 4],
  ['江西省', '赣州市', 3],
  ['广西壮族自治区', '南宁市', 3],
  ['云南省', '昆明市', 3],
  ['辽宁省', '沈阳市', 3],
  ['黑龙江省', '哈尔滨市', 2],
];
const FAMILY = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊洋艳勇杰娟涛明超霞平刚桂英华玉萍红梅建国志欣怡子涵梓轩雨桐浩宇诗婷佳慧思琪',
];

/** Draws person number `index` of the shop. */
export function drawPerson(random: Random, index: number): DemoPerson {
  const [province, city] = pickWeighted(random, PLACES, (place) => place[2]);
  return {
    index,
    openAddress: `oa${((index * 2654435761) % 4294967296).toString(36).padStart(7, '0')}${index.toString(36)}`,
    name: pick(random, FAMILY) + pick(random, GIVEN) + (chance(random, 0.7) ? pick(random, GIVEN) : ''),
    // 154 is a range no carrier has been given: it looks like a phone and can be nobody's.
    phone: `154${String(10_000_000 + index).slice(-8)}`,
    province,
    city,
    isMember: chance(random, 0.3),
    birthday: `${whole(random, 1975, 2003)}-${String(whole(random, 1, 12)).padStart(2, '0')}-${String(whole(random, 1, 28)).padStart(2, '0')}`,
    rate: Math.max(gamma(random, MODEL.r, MODEL.alpha), 1e-4),
    dropout: beta(random, MODEL.a, MODEL.b),
    spend: Math.exp(MODEL.spendSpread * normal(random)),
    babyShare: chance(random, 0.55) ? 0.8 : 0.15,
  };
}
