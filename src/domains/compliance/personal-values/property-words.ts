/** Names of properties as sources spell them, read so that one spelling is compared with another. */

/** Without blanks, dots, dashes and case. */
export const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s_.:-]/g, '')
    .toLowerCase();

/** `shippingAddress_2` -> shipping, address2: words as a source's own spelling parts them. */
export function wordsOf(name: string): string[] {
  return name
    .normalize('NFKC')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[\s_.:-]+(?=\d+$)/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
