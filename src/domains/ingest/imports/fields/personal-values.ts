type Scalar = string | number | boolean;

/** Names under which events carry what belongs in a profile, not in ClickHouse. */
const NAMES =
  /^(?:e-?mail|mail|phone|mobile|tel|telephone|name|firstname|lastname|fullname|username|nickname|realname|address\d*|street|zip|postcode|postalcode|birthday|birthdate|dob|idcard|idnumber|idno|wechat|wechatid|weixin|openid|unionid|ip|ipaddress|latitude|longitude|收货人|姓名|电话|手机|手机号|地址|详细地址|身份证|身份证号|微信|微信号|生日)$/i;

/** Values that name somebody whatever they are called: e-mail addresses, mobile numbers, ID numbers. */
const VALUES = /[^\s@]+@[^\s@]+\.[^\s@]+|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)/;

/** The properties without personal names and values; undefined where nothing is left. */
export function withoutPersonal(
  properties: Readonly<Record<string, Scalar>>,
): Record<string, Scalar> | undefined {
  const kept = Object.entries(properties).filter(([name, value]) => !isPersonal(name, value));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function isPersonal(name: string, value: Scalar): boolean {
  return (
    NAMES.test(name.replaceAll(/[\s_.-]/g, '')) || (typeof value !== 'boolean' && VALUES.test(String(value)))
  );
}
