import { builtInTraits } from '../../../contract/dictionary.ts';
import { folded, wordsOf } from './property-words.ts';

/** Which names of properties say that the value is personal: by the data dictionary, and by how sources write them. */

/** A trait of a dictionary, as far as names go. */
export interface Named {
  readonly name: string;
  readonly class: string;
  readonly aliases?: readonly string[];
  readonly label?: { readonly zh: string; readonly en: string };
}

/** All names of traits, folded; a label too is how a source may call it: 会员等级. */
export const namesOf = (traits: readonly Named[]): Set<string> =>
  new Set(
    traits
      .flatMap(({ name, aliases = [], label }) => [name, ...aliases, label?.zh, label?.en])
      .flatMap((it) => (it === undefined ? [] : folded(it))),
  );

const inDictionary = namesOf(builtInTraits.filter((it) => it.class !== 'ordinary'));

/** Last words that always speak of a person: `contact_phone`, `shippingAddress`, `ip_address`, `address2`. */
const LAST_WORDS =
  /^(?:e?mails?|phones?|mobile|cellphone|tel|telephone|fax|address(?:es)?|street|zip|zipcode|postcode|birthday|birthdate|dob|idcard|idnumber|idno|passport|wechat|weixin|wxid|qq|openid|unionid|ip|latitude|longitude|lat|lng|lon|username|nickname|fullname|realname|firstname|lastname|surname|password|cardno|bankcard)\d*$/;

/** `name` alone is a product's as often; behind one of these it is a person's. */
const PERSONS_NAME =
  /^(?:first|last|full|real|nick|user|buyer|receiver|recipient|consignee|customer|contact|member|shipping|billing|person|my)(?:er)?name$/;

const CHINESE =
  /姓名|名字|昵称|收货人|收件人|联系人|联系方式|电话|手机|号码|地址|邮编|身份证|证件|护照|微信|生日|出生|邮箱|银行卡|会员名/;

/** Whether a property of this name holds what names somebody, whatever it looks like. */
export function isPersonalName(name: string): boolean {
  const plain = folded(name);
  if (inDictionary.has(plain) || CHINESE.test(name) || LAST_WORDS.test(plain)) return true;
  const words = wordsOf(name);
  const tails = [words.at(-1) ?? '', words.slice(-2).join('')];
  return tails.some((tail) => LAST_WORDS.test(tail)) || PERSONS_NAME.test(words.slice(-2).join(''));
}
