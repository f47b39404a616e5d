/**
 * What the demo shop sells, and which things belong together. Prices and costs in fen. `with` is the truth that
 * affinity analysis must find again: the chance that a basket with this product also takes that one.
 */
export interface DemoProduct {
  readonly no: string;
  readonly title: string;
  readonly category: readonly string[];
  readonly brand: string;
  readonly priceMinor: number;
  readonly costMinor: number;
  /** Relative popularity. */
  readonly weight: number;
  readonly with?: readonly { readonly no: string; readonly chance: number }[];
  readonly refundRate: number;
}

type Row = readonly [
  no: string,
  title: string,
  category: string,
  brand: string,
  yuan: number,
  weight: number,
];

const ROWS: readonly Row[] = [
  ['7001', '纯棉四件套 1.8米', '家居>床上用品>四件套', '眠里', 129, 8],
  ['7002', '乳胶枕 护颈', '家居>床上用品>枕头', '眠里', 69, 6],
  ['7003', '夏凉被 可水洗', '家居>床上用品>被子', '眠里', 79, 5],
  ['7004', '加厚珊瑚绒毯', '家居>床上用品>毛毯', '眠里', 49, 5],
  ['7011', '密封保鲜盒 6件套', '家居>厨房用品>收纳', '厨语', 39.9, 9],
  ['7012', '不粘平底锅 28cm', '家居>厨房用品>锅具', '厨语', 89, 5],
  ['7013', '竹纤维洗碗布 10条', '家居>厨房用品>清洁', '厨语', 12.9, 12],
  ['7014', '不锈钢刀具三件套', '家居>厨房用品>刀具', '厨语', 59, 4],
  ['7015', '防滑砧板 抗菌', '家居>厨房用品>砧板', '厨语', 35, 4],
  ['7021', '桌面收纳盒', '家居>收纳整理>桌面', '归序', 19.9, 8],
  ['7022', '衣物真空压缩袋 8只', '家居>收纳整理>衣物', '归序', 29.9, 7],
  ['7023', '可折叠收纳箱', '家居>收纳整理>箱', '归序', 45, 6],
  ['7031', '原木抽纸 24包', '家居>纸品清洁>抽纸', '云朵', 32.9, 16],
  ['7032', '厨房湿巾 4包', '家居>纸品清洁>湿巾', '云朵', 19.9, 9],
  ['7033', '洗衣凝珠 50颗', '家居>纸品清洁>洗衣', '云朵', 29.9, 10],
  ['8001', '婴儿纸尿裤 L 58片', '母婴>尿裤>纸尿裤', '安芽', 89, 14],
  ['8002', '婴儿纸尿裤 XL 52片', '母婴>尿裤>纸尿裤', '安芽', 92, 10],
  ['8003', '婴儿手口湿巾 80抽x6', '母婴>洗护>湿巾', '安芽', 36, 13],
  ['8004', '婴儿洗发沐浴二合一', '母婴>洗护>沐浴', '安芽', 49, 6],
  ['8005', '护臀膏', '母婴>洗护>护肤', '安芽', 39, 6],
  ['8011', 'PPSU 奶瓶 240ml', '母婴>喂养>奶瓶', '小满', 69, 7],
  ['8012', '奶瓶清洗剂', '母婴>喂养>清洁', '小满', 25.9, 6],
  ['8013', '硅胶辅食碗套装', '母婴>喂养>餐具', '小满', 45, 6],
  ['8014', '宝宝围兜 3条', '母婴>喂养>围兜', '小满', 19.9, 7],
  ['8021', '新生儿连体衣 2件', '母婴>童装>连体衣', '叶子', 59, 6],
  ['8022', '儿童保暖内衣', '母婴>童装>内衣', '叶子', 49, 7],
  ['8023', '婴儿袜 5双', '母婴>童装>袜', '叶子', 15.9, 9],
  ['8031', '积木 大颗粒 120块', '母婴>玩具>积木', '童趣屋', 79, 5],
  ['8032', '布书 早教', '母婴>玩具>早教', '童趣屋', 39, 5],
  ['8033', '爬行垫 XPE', '母婴>玩具>爬行垫', '童趣屋', 139, 4],
];

/** The pairs that belong together, and how often the second goes into a basket with the first. */
const PAIRS: readonly (readonly [first: string, second: string, chance: number])[] = [
  ['8001', '8003', 0.34],
  ['8002', '8003', 0.3],
  ['8011', '8012', 0.42],
  ['8013', '8014', 0.36],
  ['7001', '7002', 0.22],
  ['7014', '7015', 0.31],
  ['8021', '8023', 0.26],
  ['7022', '7023', 0.24],
];

const isClothing = (category: string) => category.startsWith('母婴>童装') || category.includes('四件套');

export const products: readonly DemoProduct[] = ROWS.map(([no, title, category, brand, yuan, weight]) => ({
  no,
  title,
  category: category.split('>'),
  brand,
  priceMinor: Math.round(yuan * 100),
  costMinor: Math.round(yuan * 100 * (category.startsWith('母婴') ? 0.62 : 0.55)),
  weight,
  with: PAIRS.filter(([first]) => first === no).map(([, second, chance]) => ({ no: second, chance })),
  refundRate: isClothing(category) ? 0.11 : 0.05,
}));

export const productByNo: ReadonlyMap<string, DemoProduct> = new Map(products.map((it) => [it.no, it]));
