// The data files of Schemas/ that the tool needs, embedded at build time.
#ifndef NIANBAO_CSCHEMAS_H
#define NIANBAO_CSCHEMAS_H

#include <stddef.h>

/// The form definitions (Schemas/forms/*.json), one after the other, each ended by a NUL byte.
const unsigned char *nianbao_forms(void);

/// The size of all form definitions in bytes, the NULs included.
size_t nianbao_forms_size(void);

/// The crosswalks (Schemas/crosswalks/*.json), one after the other, each ended by a NUL byte.
const unsigned char *nianbao_crosswalks(void);

/// The size of all crosswalks in bytes, the NULs included.
size_t nianbao_crosswalks_size(void);

/// The words that importers know reports by (Schemas/import/wording.json); ends without a NUL.
const unsigned char *nianbao_import_wording(void);

/// The size of the wording in bytes.
size_t nianbao_import_wording_size(void);

#endif
