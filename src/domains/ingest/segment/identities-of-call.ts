import type { IdentityClaim } from '../../../contract/records.ts';
import { firstText, isObject, type Json, textAt } from './call-values.ts';

/**
 * The shop's own channel. A user id is the shop's account number and the same human on its site, in its app and on its
 * server, so identities do not carry the write key's source.
 */
export const OWN_CHANNEL = 'web';

/** Where open ids come from. */
const WECHAT = 'wechat';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Who a call is about, the surest name first. Open ids and device ids are names too: they stay in PostgreSQL. */
export function identitiesOf(json: Json, traits: Json = {}): IdentityClaim[] {
  const claims: IdentityClaim[] = [];
  const claim = (kind: IdentityClaim['kind'], value: string, channel = OWN_CHANNEL): void => {
    if (value !== '') claims.push({ channel, kind, value });
  };
  claim('user-id', textAt(json, 'userId'));
  claim('anonymous-id', textAt(json, 'anonymousId'));
  const previous = textAt(json, 'previousId');
  if (previous !== '') claim(kindOfPrevious(json, previous), previous);
  const { context } = json;
  if (isObject(context)) {
    claim('device', textAt(context, 'device.id'));
    claim('open-id', firstText(context, ['openId', 'openid']), WECHAT);
    claim('union-id', firstText(context, ['unionId', 'unionid']), WECHAT);
  }
  claim('open-id', firstText(traits, ['openId', 'openid', 'open_id']), WECHAT);
  claim('union-id', firstText(traits, ['unionId', 'unionid', 'union_id']), WECHAT);
  return claims;
}

/** `alias` names an anonymous id or an older user id and does not say which: clients make UUIDs of the former. */
function kindOfPrevious(json: Json, previous: string): IdentityClaim['kind'] {
  const anonymous = previous === textAt(json, 'anonymousId') || UUID.test(previous);
  return anonymous || textAt(json, 'userId') === '' ? 'anonymous-id' : 'user-id';
}

/** What somebody signed up with is theirs: it joins them across channels. */
export function contactsOf({ phone, email }: Json): IdentityClaim[] {
  const claims: IdentityClaim[] = [];
  if (typeof phone === 'string') claims.push({ channel: OWN_CHANNEL, kind: 'phone', value: phone });
  if (typeof email === 'string') claims.push({ channel: OWN_CHANNEL, kind: 'e-mail', value: email });
  return claims;
}
