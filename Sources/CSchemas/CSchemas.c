#include "CSchemas.h"

// The form definitions, one line an edition, each ended by a NUL; printed order of editions.
static const unsigned char forms[] = {
#embed "../../Schemas/forms/none.json" suffix(, 0, )
#embed "../../Schemas/forms/2014.json" suffix(, 0, )
#embed "../../Schemas/forms/2019.json" suffix(, 0, )
#embed "../../Schemas/forms/2021.json" suffix(, 0, )
};

const unsigned char *nianbao_forms(void) { return forms; }
size_t nianbao_forms_size(void) { return sizeof forms; }

// The crosswalks between editions, one line each, each ended by a NUL.
static const unsigned char crosswalks[] = {
#embed "../../Schemas/crosswalks/2019-2021.json" suffix(, 0, )
#embed "../../Schemas/crosswalks/2021-2019.json" suffix(, 0, )
};

const unsigned char *nianbao_crosswalks(void) { return crosswalks; }
size_t nianbao_crosswalks_size(void) { return sizeof crosswalks; }

// The words that importers know reports by.
static const unsigned char importWording[] = {
#embed "../../Schemas/import/wording.json"
};

const unsigned char *nianbao_import_wording(void) { return importWording; }
size_t nianbao_import_wording_size(void) { return sizeof importWording; }
