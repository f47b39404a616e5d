// Member: the page that a shop links or embeds for a customer (会员中心). Holds nothing of its own: it shows and changes what
// other domains keep, for whoever has a signed, short-lived token.

export { memberRoutes } from './routes.ts';
