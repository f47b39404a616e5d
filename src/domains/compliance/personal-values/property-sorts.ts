import { builtInTraits } from '../../../contract/dictionary.ts';
import { isPersonalName, type Named, namesOf } from './personal-names.ts';
import { folded, wordsOf } from './property-words.ts';

/**
 * What the name of a property says about its value. personal: nothing of it may be counted. ordinary: a label of the
 * trade, in whatever language. free-text: people wrote it. unknown: only a token may be counted (see strip-personal).
 */
export type PropertySort = 'personal' | 'ordinary' | 'free-text' | 'unknown';

/** Whole names that speak of goods, pages and campaigns: those of Segment's e-commerce plan and their Chinese twins. */
const ORDINARY = new Set(
  [
    'affiliation attribution browser button campaign campaignid cart carttype collection condition coupon couponname',
    'creative currency delivery department device discount experiment filter filters flavor flavour gender',
    'imageurl itemcategory itemname layout list listid listname material medium model module os page pagename',
    'pagetype pageurl path pattern placement platform productline productname producttitle promotion promotionname',
    'screen screenname season section series shipping shop sort source spec specification store style tab theme tier',
    'topic unit url variant variation',
  ].flatMap((it) => it.split(' ')),
);

/** Last words that make a name ordinary, whatever stands before: `favourite_color`, `paymentMethod`, `item.brand`. */
const ORDINARY_LAST =
  /^(?:brand|category|categories|subcategory|channel|colou?r|country|currency|language|locale|method|os|platform|province|size|sku|status|type|version)\d*$/;

const ORDINARY_CHINESE =
  /^(?:商品|产品|优惠券?|促销|店铺|页面|支付|配送|活动|订单)?(?:品类|类目|分类|类别|品牌|颜色|尺码|尺寸|规格|款式|型号|材质|口味|系列|季节|渠道|来源|平台|城市|省份|状态|类型|方式|页面|标题|名称|主题|版本|语言|设备|品名)$/;

/** Here somebody writes to somebody: a name stands in it sooner or later. */
const FREE_TEXT =
  /^(?:answers?|bod(?:y|ies)|captions?|comments?|content|descriptions?|desc|feedback|greeting|inscription|instructions?|letter|memos?|messages?|msg|notes?|questions?|remarks?|repl(?:y|ies)|reviews?|text|wish|wishes)\d*$/;

const FREE_CHINESE = /备注|附言|留言|评论|评价|反馈|内容|说明|描述|寄语|祝福|刻字|贺卡|回复|提问|消息|文本/;

/**
 * How a shop sorts names, with its own dictionary on top of the built-in one. A trait declared ordinary makes its name
 * so, unless the name itself says that it is personal (`contact-phone`).
 */
export function propertySorts(own: readonly Named[] = []): (name: string) => PropertySort {
  const traits = [...builtInTraits, ...own];
  const personal = namesOf(traits.filter((it) => it.class !== 'ordinary'));
  const declared = namesOf(traits.filter((it) => it.class === 'ordinary'));
  const isPersonal = (name: string) => personal.has(folded(name)) || isPersonalName(name);
  return remembered((name) => {
    if (isPersonal(name) || outersOf(name).some(isPersonal)) return 'personal';
    return declared.has(folded(name)) ? 'ordinary' : sortByWords(name);
  });
}

/** What holds a property that stands inside another: `address.line1` is as personal as `address`. */
const outersOf = (name: string): string[] =>
  name
    .split('.')
    .slice(0, -1)
    .map((_, n, all) => all.slice(0, n + 1).join('.'));

/** A file of a million events has the same dozen names in each. Kept as long as the caller keeps it: a batch. */
function remembered(sortOf: (name: string) => PropertySort): (name: string) => PropertySort {
  const known = new Map<string, PropertySort>();
  return (name) => {
    const sort = known.get(name) ?? sortOf(name);
    known.set(name, sort);
    return sort;
  };
}

function sortByWords(name: string): PropertySort {
  const last = wordsOf(name).at(-1) ?? '';
  if (FREE_TEXT.test(last) || FREE_TEXT.test(folded(name)) || FREE_CHINESE.test(name)) return 'free-text';
  const isOrdinary = ORDINARY.has(folded(name)) || ORDINARY_LAST.test(last) || ORDINARY_CHINESE.test(name);
  return isOrdinary || /^(?:campaign|utm)/.test(folded(name)) ? 'ordinary' : 'unknown';
}
