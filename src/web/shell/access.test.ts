import { expect, test } from 'vitest';
import { policy, type Role } from '../../contract/auth.ts';
import type { MyShop } from '../client/me.ts';
import { addressIn, currentOf, mayOpen, navigationOf, shopToOpen, startOf } from './access.ts';
import type { PageEntry } from './page-entry.ts';

const load = () => Promise.reject(new Error('never'));
const title = { zh: '', en: '' };
const page = (path: string, needs: PageEntry['needs'], group?: PageEntry['group']): PageEntry => ({
  ...{ path, needs, title, load },
  ...(group && { group }),
});
const shop = (role: Role, slug = 'demo'): MyShop => ({
  ...{ slug, name: slug, currency: 'CNY', time_zone: 'Asia/Shanghai', is_demo: false, role },
  permissions: [...policy[role]],
});

const pages = [
  page('/shops/:shop/staff', 'staff:read', 'settings'),
  page('/shops/:shop/overview', 'analytics:read', 'overview'),
  page('/shops/:shop/customers', 'customers:read', 'people'),
  page('/shops/:shop/customers/:customer', 'customers:read'),
  page('/system', 'operator', 'settings'),
  page('/me', 'signed-in'),
];
const paths = (role: Role, operator = false) =>
  navigationOf(pages, { operator }, shop(role)).map((it) => [it.code, ...it.pages.map((one) => one.path)]);

test('the navigation shows what the role may see, in the order of the groups', () => {
  expect(paths('owner', true)).toEqual([
    ['overview', '/shops/:shop/overview'],
    ['people', '/shops/:shop/customers'],
    ['settings', '/shops/:shop/staff', '/system'],
  ]);
  expect(paths('service-agent')).toEqual([['people', '/shops/:shop/customers']]);
});

test('a page outside any shop needs no shop, a page of a shop does', () => {
  expect(mayOpen(page('/me', 'signed-in'), { operator: false })).toBe(true);
  expect(mayOpen(page('/shops/:shop/x', 'orders:read'), { operator: true })).toBe(false);
});

test('a shop begins with the first page one may see; nobody is sent where they may not', () => {
  expect(startOf(pages, { operator: false }, shop('owner', 'b-1'))).toBe('/shops/b-1/overview');
  expect(startOf(pages, { operator: false }, shop('service-agent'))).toBe('/shops/demo/customers');
  expect(startOf([], { operator: false }, shop('owner'))).toBe('/me');
  expect(addressIn(pages[0]!, 'a b')).toBe('/shops/a%20b/staff');
});

test('the shop last looked at opens, unless one works there no more', () => {
  const shops = [shop('owner', 'a'), shop('owner', 'b')];
  expect(shopToOpen(shops, 'b')?.slug).toBe('b');
  expect(shopToOpen(shops, 'gone')?.slug).toBe('a');
  expect(shopToOpen([], 'a')).toBeUndefined();
});

test('one page of the navigation is current, the nearest', () => {
  const dictionary = page('/shops/:shop/customers/dictionary', 'customers:read', 'data');
  const shown = [...pages, dictionary].filter((it) => it.group);
  const at = (pathname: string) => currentOf(shown, { pathname, shop: 'a' })?.path;
  expect(at('/shops/a/customers/dictionary')).toBe(dictionary.path);
  expect(at('/shops/a/customers/12')).toBe('/shops/:shop/customers');
  expect(at('/shops/a/customers-else')).toBeUndefined();
  expect(at('/me')).toBeUndefined();
});
