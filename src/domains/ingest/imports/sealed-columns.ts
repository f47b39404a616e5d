import type { ProtectedColumns } from '../../../platform/crypto/rotate-keys.ts';

/** Where imports keep sealed values, for the rotation of keys. Nothing of theirs is looked up by blind index. */
export const importSealedColumns: ProtectedColumns = {
  sealed: [
    {
      ...{ table: 'ingest.import_files', column: 'body_sealed', id: 'import_id' },
      rowId: "import_id || ':' || kind || ':' || place",
      // A piece is up to 1 MiB, and one travels four times over: 4 at a time are some 20 MB.
      batch: 4,
    },
    {
      // Paged by an integer, as all are; there are few, and none for longer than a day.
      ...{ table: 'ingest.upload_pieces', column: 'body_sealed', id: 'place' },
      rowId: "upload_id || ':' || place",
      batch: 4,
    },
  ],
  indexed: [],
};
