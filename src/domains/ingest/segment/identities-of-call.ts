import type { IdentityClaim } from '../../../contract/records.ts';
import { firstText, isObject, type Json, objectOf, textOf } from './call-values.ts';

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
  claim('user-id', textOf(json.userId));
  claim('anonymous-id', textOf(json.anonymousId));
  const previous = textOf(json.previousId);
  if (previous !== '') claim(kindOfPrevious(json, previous), previous);
  const { context } = json;
  if (isObject(context)) {
    claim('device', textOf(objectOf(context.device).id));
    claim('open-id', textOf(context.openId) || textOf(context.openid), WECHAT);
    claim('union-id', textOf(context.unionId) || textOf(context.unionid), WECHAT);
  }
  claim('open-id', firstText(traits, OPEN_IDS), WECHAT);
  claim('union-id', firstText(traits, UNION_IDS), WECHAT);
  return claims;
}

const OPEN_IDS = ['openId', 'openid', 'open_id'];
const UNION_IDS = ['unionId', 'unionid', 'union_id'];

/** `alias` names an anonymous id or an older user id and does not say which: clients make UUIDs of the former. */
function kindOfPrevious(json: Json, previous: string): IdentityClaim['kind'] {
  const anonymous = previous === textOf(json.anonymousId) || UUID.test(previous);
  return anonymous || textOf(json.userId) === '' ? 'anonymous-id' : 'user-id';
}

/** What somebody signed up with is theirs: it joins them across channels. */
export function contactsOf({ phone, email }: Json): IdentityClaim[] {
  const claims: IdentityClaim[] = [];
  if (typeof phone === 'string') claims.push({ channel: OWN_CHANNEL, kind: 'phone', value: phone });
  if (typeof email === 'string') claims.push({ channel: OWN_CHANNEL, kind: 'e-mail', value: email });
  return claims;
}
