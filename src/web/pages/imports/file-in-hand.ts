/**
 * A file that goes along to another shop: uploads are of one shop, and whoever opens a shop in the money of a file has
 * just shown it. Of this visit only; a page loaded anew asks for the file.
 */
let held: { readonly upload: string; readonly file: File } | undefined;
let wanted: File | undefined;

/** The file that was sent last, and the upload it became. */
export const holdFile = (upload: string, file: File): void => {
  held = { upload, file };
};

/** Whether the file of an upload is still here. */
export const isInHand = (upload: string): boolean => held?.upload === upload;

/** The next wizard that opens begins with the file of this upload, where it is here. */
export const takeFileAlong = (upload: string): void => {
  wanted = isInHand(upload) ? held?.file : undefined;
};

/** The file that was taken along, once. */
export function fileTakenAlong(): File | undefined {
  const file = wanted;
  wanted = undefined;
  return file;
}
