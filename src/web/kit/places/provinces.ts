/**
 * The 34 provinces, each a square, about where it lies: no outline, so nothing of a map to approve. `code` is what is
 * left of any spelling (浙江，浙江省); `mark` the sign on number plates; `letters` those of ISO 3166-2:CN, for readers of English.
 */
export interface Province {
  readonly code: string;
  readonly en: string;
  readonly mark: string;
  readonly letters: string;
  /** 1-based place in the grid. */
  readonly column: number;
  readonly row: number;
}

const rows: readonly string[] = [
  '8 黑龙江 黑 HL Heilongjiang',
  '6 内蒙古 蒙 NM Inner-Mongolia|7 辽宁 辽 LN Liaoning|8 吉林 吉 JL Jilin',
  '1 新疆 新 XJ Xinjiang|2 甘肃 甘 GS Gansu|3 宁夏 宁 NX Ningxia|4 山西 晋 SX Shanxi|5 河北 冀 HE Hebei|6 北京 京 BJ Beijing|7 天津 津 TJ Tianjin',
  '2 青海 青 QH Qinghai|3 陕西 陕 SN Shaanxi|4 河南 豫 HA Henan|5 山东 鲁 SD Shandong',
  '1 西藏 藏 XZ Tibet|2 四川 川 SC Sichuan|3 重庆 渝 CQ Chongqing|4 湖北 鄂 HB Hubei|5 安徽 皖 AH Anhui|6 江苏 苏 JS Jiangsu|7 上海 沪 SH Shanghai',
  '2 云南 云 YN Yunnan|3 贵州 贵 GZ Guizhou|4 湖南 湘 HN Hunan|5 江西 赣 JX Jiangxi|6 浙江 浙 ZJ Zhejiang',
  '3 广西 桂 GX Guangxi|4 广东 粤 GD Guangdong|5 福建 闽 FJ Fujian|7 台湾 台 TW Taiwan',
  '3 海南 琼 HI Hainan|4 澳门 澳 MO Macao|5 香港 港 HK Hong-Kong',
];

export const provinces: readonly Province[] = rows.flatMap((text, row) =>
  text.split('|').map((one) => {
    const [column = '', code = '', mark = '', letters = '', en = ''] = one.split(' ');
    return { code, mark, letters, en: en.replace('-', ' '), column: Number(column), row: row + 1 };
  }),
);

/** The province a spelling means; undefined for what is none of the 34, a foreign region or an empty text. */
export const provinceOf = (spelling: string): Province | undefined =>
  provinces.find((it) => spelling.startsWith(it.code));
