// libdeflate: deflate, inflate and CRC-32 of whole buffers.
#ifndef NIANBAO_CLIBDEFLATE_SHIM_H
#define NIANBAO_CLIBDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
