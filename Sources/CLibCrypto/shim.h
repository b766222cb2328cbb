// Message digests of OpenSSL's libcrypto.
#ifndef NIANBAO_CLIBCRYPTO_SHIM_H
#define NIANBAO_CLIBCRYPTO_SHIM_H

#include <openssl/evp.h>

#endif
