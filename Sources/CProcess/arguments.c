#include "CProcess.h"

static int count;
static char *const *arguments;

// The C library calls what stands in .init_array with the arguments of main, in an executable and in
// a shared library. Swift reads them from /proc, which is not there in every sandbox.
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argv ? argc : 0;
  arguments = argv;
}

int nianbao_argument_count(void) { return count; }

const char *nianbao_argument(int index) {
  return index >= 0 && index < count ? arguments[index] : NULL;
}
