import { builtInTraits } from '../../../contract/dictionary.ts';

/** Which names of properties say that the value is personal: by the data dictionary, and by how sources write them. */

/** Compared without blanks, dots, dashes and case. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s_.:-]/g, '')
    .toLowerCase();

interface Named {
  readonly name: string;
  readonly class: string;
  readonly aliases?: readonly string[];
}

const namesOf = (traits: readonly Named[]): string[] =>
  traits
    .filter((it) => it.class !== 'ordinary')
    .flatMap((it) => [it.name, ...(it.aliases ?? [])].map(folded));

const inDictionary = new Set(namesOf(builtInTraits));

/** Last words that always speak of a person: `contact_phone`, `shippingAddress`, `ip_address`, `address2`. */
const LAST_WORDS =
  /^(?:e?mails?|phones?|mobile|cellphone|tel|telephone|fax|address(?:es)?|street|zip|zipcode|postcode|birthday|birthdate|dob|idcard|idnumber|idno|passport|wechat|weixin|wxid|qq|openid|unionid|ip|latitude|longitude|lat|lng|lon|username|nickname|fullname|realname|firstname|lastname|surname|password|cardno|bankcard)\d*$/;

/** `name` alone is a product's as often; behind one of these it is a person's. */
const PERSONS_NAME =
  /^(?:first|last|full|real|nick|user|buyer|receiver|recipient|consignee|customer|contact|member|shipping|billing|person|my)(?:er)?name$/;

const CHINESE =
  /姓名|名字|昵称|收货人|收件人|联系人|联系方式|电话|手机|号码|地址|邮编|身份证|证件|护照|微信|生日|出生|邮箱|银行卡|会员名/;

/** How a shop's own dictionary, on top of the built-in one, answers. */
export function personalNames(own: readonly Named[] = []): (name: string) => boolean {
  const shops = new Set(namesOf(own));
  return (name) => shops.has(folded(name)) || isPersonalName(name);
}

function isPersonalName(name: string): boolean {
  const plain = folded(name);
  if (inDictionary.has(plain) || CHINESE.test(name) || LAST_WORDS.test(plain)) return true;
  const words = wordsOf(name);
  const tails = [words.at(-1) ?? '', words.slice(-2).join('')];
  return tails.some((tail) => LAST_WORDS.test(tail)) || PERSONS_NAME.test(words.slice(-2).join(''));
}

/** `shippingAddress_2` -> shipping, address2: words as a source's own spelling parts them. */
function wordsOf(name: string): string[] {
  return name
    .normalize('NFKC')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[\s_.:-]+(?=\d+$)/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
