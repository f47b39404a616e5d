/**
 * A file that goes along to another shop: uploads are of one shop, and whoever opens a shop in the money of a file has
 * just shown it. Of this visit only; a page loaded anew asks for the file.
 */
let sent: File | undefined;
let isWanted = false;

/** The file that was last sent. */
export const holdFile = (file: File): void => {
  sent = file;
};

/** The next wizard that opens begins with it. */
export const takeFileAlong = (): void => {
  isWanted = true;
};

/** The file that was taken along, once. */
export function fileTakenAlong(): File | undefined {
  const file = isWanted ? sent : undefined;
  isWanted = false;
  return file;
}
