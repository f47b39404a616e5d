import type { Touch } from '../../../contract/records.ts';
import { facts } from '../imports/fields/join-facts.ts';
import { isObject, type Json, objectOf, scalarsOf, textOf } from './call-values.ts';
import { OWN_CHANNEL } from './identities-of-call.ts';

/** Where a visit came from: the campaign the client read, the utm parameters of the page, or another site's link. */
export function touchOf(json: Json): Touch | undefined {
  return campaignTouch(json) ?? utmTouch(json) ?? referralTouch(json);
}

function campaignTouch(json: Json): Touch | undefined {
  const campaign = isObject(json.context) ? json.context.campaign : undefined;
  if (campaign === undefined) return undefined;
  const { source, medium, name, ...others } = scalarsOf(campaign);
  return touchFrom({ ...others, source, medium, campaign: name });
}

const pageOf = ({ context }: Json): Json => objectOf(objectOf(context).page);

function utmTouch(json: Json): Touch | undefined {
  const page = pageOf(json);
  const properties = objectOf(json.properties);
  for (const said of [page.search, page.url, properties.search, properties.url]) {
    const text = textOf(said);
    if (!text.includes('utm_')) continue;
    const query = new URLSearchParams(text.replace(/^[^?]*\?/, '').replace(/#.*$/s, ''));
    const utm = [...query].filter(([name]) => /^utm_[a-z_]{1,40}$/.test(name));
    return touchFrom(Object.fromEntries(utm.map(([name, value]) => [name.slice(4), value])));
  }
  return undefined;
}

type Words = Readonly<Record<string, string | number | boolean | undefined>>;

function touchFrom(words: Words): Touch | undefined {
  const { source, medium, campaign } = words;
  if (source === undefined && medium === undefined && campaign === undefined) return undefined;
  const utm = Object.entries(words).filter(([, value]) => value !== undefined && value !== '');
  return {
    channel: OWN_CHANNEL,
    ...facts({ source: wordOf(source), medium: wordOf(medium), campaign: wordOf(campaign) }),
    utm: Object.fromEntries(utm.map(([key, value]) => [`utm_${key}`, String(value)])),
  };
}

const wordOf = (value: Words[string]): string | undefined =>
  value === undefined ? undefined : String(value);

function referralTouch(json: Json): Touch | undefined {
  const page = pageOf(json);
  const properties = objectOf(json.properties);
  const linked = textOf(page.referrer) || textOf(objectOf(objectOf(json.context).referrer).url);
  const from = linked || textOf(properties.referrer);
  if (from === '') return undefined;
  const host = hostOf(from);
  const own = hostOf(textOf(page.url) || textOf(properties.url));
  return host === '' || host === own ? undefined : { channel: OWN_CHANNEL, source: host, medium: 'referral' };
}

/** The host of an address in lower case, without a user, a port or a leading `www.`; '' for what is no address. */
export function hostOf(address: string): string {
  const found = /^https?:\/\/(?:[^/?#@]*@)?(?:www\.)?([a-z0-9.-]{1,253})(?::\d+)?(?:[/?#]|$)/i.exec(address);
  return (found?.[1] ?? '').toLowerCase();
}
