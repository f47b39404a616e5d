/**
 * The 34 provinces, each a square, about where it lies: no outline, so nothing of a map to approve. `code` is what is
 * left of any spelling (浙江, 浙江省); `mark` the sign on number plates.
 */
export interface Province {
  readonly code: string;
  readonly en: string;
  readonly mark: string;
  /** 1-based place in the grid. */
  readonly column: number;
  readonly row: number;
}

const rows: readonly string[] = [
  '8 黑龙江 黑 Heilongjiang',
  '6 内蒙古 蒙 Inner-Mongolia|7 辽宁 辽 Liaoning|8 吉林 吉 Jilin',
  '1 新疆 新 Xinjiang|2 甘肃 甘 Gansu|3 宁夏 宁 Ningxia|4 山西 晋 Shanxi|5 河北 冀 Hebei|6 北京 京 Beijing|7 天津 津 Tianjin',
  '2 青海 青 Qinghai|3 陕西 陕 Shaanxi|4 河南 豫 Henan|5 山东 鲁 Shandong',
  '1 西藏 藏 Tibet|2 四川 川 Sichuan|3 重庆 渝 Chongqing|4 湖北 鄂 Hubei|5 安徽 皖 Anhui|6 江苏 苏 Jiangsu|7 上海 沪 Shanghai',
  '2 云南 云 Yunnan|3 贵州 贵 Guizhou|4 湖南 湘 Hunan|5 江西 赣 Jiangxi|6 浙江 浙 Zhejiang',
  '3 广西 桂 Guangxi|4 广东 粤 Guangdong|5 福建 闽 Fujian|7 台湾 台 Taiwan',
  '3 海南 琼 Hainan|4 澳门 澳 Macao|5 香港 港 Hong-Kong',
];

export const provinces: readonly Province[] = rows.flatMap((text, row) =>
  text.split('|').map((one) => {
    const [column = '', code = '', mark = '', en = ''] = one.split(' ');
    return { code, mark, en: en.replace('-', ' '), column: Number(column), row: row + 1 };
  }),
);

/** The province a spelling means; undefined for what is none of the 34, a foreign region or an empty text. */
export const provinceOf = (spelling: string): Province | undefined =>
  provinces.find((it) => spelling.startsWith(it.code));
