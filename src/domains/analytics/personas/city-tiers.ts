import type { CityTier } from '../../../contract/personas.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';

/**
 * Tiers of cities as trade speaks of them, after the yearly ranking of Chinese cities by commercial appeal (城市商业魅力排行榜,
 * 2022 and the years around it): 4, 15, 30 and 70 cities. Every other known place is lower. Names without 市.
 */
const cities: Readonly<Partial<Record<CityTier, string>>> = {
  first: '北京 上海 广州 深圳',
  'new-first': '成都 重庆 杭州 西安 武汉 苏州 郑州 南京 天津 长沙 东莞 宁波 佛山 合肥 青岛',
  second:
    '昆明 沈阳 济南 无锡 厦门 福州 温州 金华 哈尔滨 大连 贵阳 南宁 泉州 石家庄 长春 南昌 惠州 常州 嘉兴 徐州 南通 太原 保定 珠海 中山 兰州 临沂 潍坊 烟台 绍兴',
  third:
    '海口 汕头 扬州 洛阳 乌鲁木齐 唐山 镇江 盐城 湖州 赣州 漳州 揭阳 江门 桂林 邯郸 泰州 台州 济宁 呼和浩特 咸阳 芜湖 三亚 阜阳 淮安 遵义 银川 衡阳 上饶 柳州 淄博 莆田 绵阳 湛江 商丘 宜昌 沧州 连云港 南阳 蚌埠 驻马店 滁州 邢台 潮州 秦皇岛 肇庆 荆州 周口 马鞍山 清远 宿州 威海 九江 新乡 信阳 襄阳 岳阳 安庆 菏泽 宜春 黄冈 泰安 宿迁 株洲 宁德 鞍山 南充 六安 大庆 舟山 廊坊',
};

const citiesOf = (tier: CityTier): string[] => cities[tier]?.split(' ') ?? [];

/** The four municipalities are cities and provinces at once: exports leave the city out, or call it a district. */
const noCity = ['', '市辖区', '县', '城区'];

/** SQL of a place's name as the lists have it: of the city, or of the province where there is none. */
export const placeName = (city: string, province: string): string =>
  `replaceRegexpOne(if(${city} IN (${noCity.map(quote).join(', ')}), ${province}, ${city}), '(市|地区|盟)$', '')`;

/** SQL of the tier of a place's name; '' of none. */
export function tierOf(place: string): string {
  const listed = (['first', 'new-first', 'second', 'third'] as const).map(
    (tier) => `${place} IN (${citiesOf(tier).map(quote).join(', ')}), '${tier}'`,
  );
  return `multiIf(${place} = '', '', match(${place}, '(县|旗|镇|乡|村)$'), 'county', ${listed.join(', ')}, 'lower')`;
}
