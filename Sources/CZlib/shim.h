// zlib as Swift sees it: the functions that are macros get names.
#ifndef NIANBAO_CZLIB_SHIM_H
#define NIANBAO_CZLIB_SHIM_H

#include <zlib.h>

// Raw deflate data, without the header of zlib or gzip.
static inline int nianbaoBeginInflate(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }

static inline int nianbaoBeginDeflate(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

#endif
