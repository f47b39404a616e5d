import { Value } from 'typebox/value';
import {
  type PersonaCode,
  type PersonaRule,
  type PersonaSettings,
  personaCodes,
  personaSettingsSchema,
} from '../../../contract/personas.ts';

const nothing = {
  ...{
    on: true,
    least_acts: 3,
    tiers: null,
    words: null,
    word_share: null,
    bands_to: null,
    band_share: null,
  },
  ...{ hour_from: null, hour_to: null, hour_share: null, need_share: null },
};

const homeWords =
  '家居 居家 床上 四件套 被子 枕 毛毯 厨房 厨具 锅 餐具 收纳 清洁 洗衣 抽纸 纸品 湿巾 家纺 家装 窗帘 绿植';
const youngWords =
  '潮 二次元 动漫 盲盒 手办 电竞 游戏 美妆 彩妆 口红 耳机 数码 零食 奶茶 运动鞋 卫衣 汉服 露营 宿舍 学生';

/** As a shop finds them. Words are of goods, never of people: nobody's age or home is guessed. */
const defaults: Readonly<Record<PersonaCode, Partial<PersonaRule>>> = {
  rural: { least_acts: 0, tiers: ['lower', 'county'] },
  young: {
    ...{ words: youngWords.split(' '), word_share: 0.4 },
    ...{ hour_from: 20, hour_to: 2, hour_share: 0.3 },
  },
  'price-led': { bands_to: 2, band_share: 0.7 },
  'home-maker': { words: homeWords.split(' '), word_share: 0.6 },
  'city-2-3': { least_acts: 0, tiers: ['second', 'third'] },
  'specific-need': { need_share: 0.75 },
};

const defaultOf = (persona: PersonaCode): PersonaRule => ({ persona, ...nothing, ...defaults[persona] });

/** Every persona once: as the shop chose it, or as it is found; what no longer fits is as if it had not been chosen. */
export function personasOf(written: unknown): PersonaSettings {
  const chosen = Value.Check(personaSettingsSchema, written) ? written.personas : [];
  return {
    personas: personaCodes.map((code) => chosen.find((it) => it.persona === code) ?? defaultOf(code)),
  };
}
