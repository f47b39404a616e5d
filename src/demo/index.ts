// The demo shop: a believable Pinduoduo shop for home goods and mother-and-baby things, two years of it, made from a known
// model (people.ts, history.ts, products.ts, campaigns.ts) whose truth is written beside it, so that analyses can be checked.
export { demoShopIsMissing, type FilledDemoShop, fillDemoShop } from './fill-demo-shop.ts';
