/** The shop last looked at in this browser. */
const storedUnder = 'shuke.shop';

export const lastShop = (): string | null => localStorage.getItem(storedUnder);

export const rememberShop = (slug: string): void => localStorage.setItem(storedUnder, slug);
