// libxml2 as Swift sees it. Its headers would pull in ICU, which clashes with Foundation, so that
// option is switched off before the rest; macros and per-thread globals get functions.
#ifndef NIANBAO_CLIBXML2_SHIM_H
#define NIANBAO_CLIBXML2_SHIM_H

#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

static inline void nianbaoFreeXMLMemory(void *memory) { xmlFree(memory); }

#endif
