#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { path_size = 4096, stack_size = 1 << 16 };

// Registers only grow: the handler goes through the list while other threads work on.
struct nianbao_input {
  struct nianbao_input *next;
  atomic_bool is_taken;
  // Odd while path and length are written.
  atomic_uint version;
  atomic_size_t length;
  _Atomic(uintptr_t) thread;
  _Atomic unsigned char path[path_size];
  // The version that the handler has named, for each of its two passes.
  unsigned named[2];
};

static _Atomic(struct nianbao_input *) inputs;

static struct nianbao_input *take_place(void) {
  for (struct nianbao_input *input = atomic_load(&inputs); input; input = input->next)
    if (!atomic_load_explicit(&input->is_taken, memory_order_relaxed) &&
        !atomic_exchange(&input->is_taken, true))
      return input;
  struct nianbao_input *input = calloc(1, sizeof *input);
  if (!input) return NULL;
  atomic_store(&input->is_taken, true);
  input->next = atomic_load(&inputs);
  while (!atomic_compare_exchange_weak(&inputs, &input->next, input)) {}
  return input;
}

struct nianbao_input *nianbao_input_began(const char *path, size_t length) {
  struct nianbao_input *input = take_place();
  if (!input) return NULL;
  if (length > path_size) length = path_size;
  atomic_fetch_add(&input->version, 1);
  for (size_t i = 0; i < length; i++)
    atomic_store_explicit(&input->path[i], (unsigned char)path[i], memory_order_relaxed);
  atomic_store(&input->thread, (uintptr_t)pthread_self());
  atomic_store(&input->length, length);
  atomic_fetch_add(&input->version, 1);
  return input;
}

void nianbao_input_ended(struct nianbao_input *input) {
  if (!input) return;
  atomic_store(&input->length, 0);
  atomic_store(&input->is_taken, false);
}

// MARK: - The handler: nothing below allocates, locks or calls what does, up to `handle`.

static const struct { int number; const char *name; } fatal[] = {
    {SIGILL, "SIGILL"}, {SIGTRAP, "SIGTRAP"}, {SIGSEGV, "SIGSEGV"},
    {SIGBUS, "SIGBUS"}, {SIGFPE, "SIGFPE"},   {SIGABRT, "SIGABRT"},
};
enum { fatal_count = sizeof fatal / sizeof *fatal };

static struct sigaction before[fatal_count];
static char *line;
static size_t line_length;
static bool line_is_json;
static atomic_int journal = -1;

static struct {
  int descriptor;
  size_t count;
  char bytes[1 << 15];
} out;

static void flush(void) {
  for (size_t done = 0; done < out.count;) {
    ssize_t written = write(out.descriptor, out.bytes + done, out.count - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    done += (size_t)written;
  }
  out.count = 0;
}

static void put(const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (out.count == sizeof out.bytes) flush();
    out.bytes[out.count++] = bytes[i];
  }
}

static void put_text(const char *text) { put(text, strlen(text)); }

static void put_hexadecimal(unsigned value, int digits) {
  while (digits < 8 && value >> (4 * digits)) digits++;
  while (digits-- > 0) put(&"0123456789ABCDEF"[value >> (4 * digits) & 15], 1);
}

static void put_json(const char *path, size_t length) {
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)path[i];
    if (byte < 0x20) {
      put_text("\\u");
      put_hexadecimal(byte, 4);
    } else {
      if (byte == '"' || byte == '\\') put_text("\\");
      put(path + i, 1);
    }
  }
}

// The character at `path`, where it is one that `visibleLine` escapes, and how many bytes it has.
static unsigned hidden(const char *path, size_t length, size_t *count) {
  const unsigned char *byte = (const unsigned char *)path;
  *count = 1;
  if (byte[0] < 0x20 || byte[0] == 0x7F) return byte[0];
  *count = 2;
  if (length >= 2 && byte[0] == 0xC2 && byte[1] < 0xA0) return byte[1];
  *count = 3;
  if (length < 3 || byte[0] != 0xE2 || (byte[1] | 1) != 0x81) return UINT32_MAX;
  unsigned scalar = 0x2000 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
  bool is_hidden = (scalar >= 0x200E && scalar <= 0x200F) ||
                   (scalar >= 0x2028 && scalar <= 0x202E) || (scalar >= 0x2066 && scalar <= 0x2069);
  return is_hidden ? scalar : UINT32_MAX;
}

static void put_visible(const char *path, size_t length) {
  for (size_t i = 0, count; i < length; i += count) {
    unsigned scalar = hidden(path + i, length - i, &count);
    switch (scalar) {
    case UINT32_MAX:
      count = 1;
      put(path + i, 1);
      break;
    case 0: put_text("\\0"); break;
    case '\t': put_text("\\t"); break;
    case '\n': put_text("\\n"); break;
    case '\r': put_text("\\r"); break;
    default:
      put_text("\\u{");
      put_hexadecimal(scalar, 1);
      put_text("}");
    }
  }
}

// Puts the path of an input into `path`: its length, 0 if there is none. `version` tells whether it is
// still the same later.
static size_t copy_path(struct nianbao_input *input, char *path, unsigned *version) {
  for (int attempt = 0; attempt < 1000; attempt++) {
    *version = atomic_load(&input->version);
    size_t length = atomic_load(&input->length);
    for (size_t i = 0; i < length; i++) path[i] = (char)atomic_load(&input->path[i]);
    if (*version % 2 == 0 && *version == atomic_load(&input->version)) return length;
  }
  return 0;
}

// Whether the path was named already, by another thread that works on the same input.
static bool is_named(int pass, const char *path, size_t length) {
  for (struct nianbao_input *input = atomic_load(&inputs); input; input = input->next) {
    unsigned version = atomic_load(&input->version);
    if (!input->named[pass] || input->named[pass] != version) continue;
    if (atomic_load(&input->length) != length) continue;
    size_t i = 0;
    while (i < length && (char)atomic_load(&input->path[i]) == path[i]) i++;
    if (i == length) return true;
  }
  return false;
}

static void put_line(const char *signal_name, const char *path, size_t length) {
  for (size_t i = 0; i < line_length; i++) {
    const char *rest = line + i;
    bool is_mark = line_length - i >= 3 && memcmp(rest, "\xEF\xA3", 2) == 0;
    if (is_mark && rest[2] == '\xB0') {
      (line_is_json ? put_json : put_visible)(path, length);
    } else if (is_mark && rest[2] == '\xB1') {
      put_text(signal_name);
    } else {
      put(rest, 1);
      continue;
    }
    i += 2;
  }
  put_text("\n");
}

// Names every input once, those of the thread that dies first: in pass 0 in the journal, in pass 1 on
// standard error.
static void name_inputs(int pass, int descriptor, const char *signal_name) {
  static char path[path_size];
  uintptr_t self = (uintptr_t)pthread_self();
  bool is_first = true;
  out.descriptor = descriptor;
  out.count = 0;
  for (int turn = 0; turn < 2; turn++)
    for (struct nianbao_input *input = atomic_load(&inputs); input; input = input->next) {
      if ((atomic_load(&input->thread) == self) != (turn == 0)) continue;
      unsigned version;
      size_t length = copy_path(input, path, &version);
      if (length == 0 || is_named(pass, path, length)) continue;
      input->named[pass] = version;
      if (pass == 1) {
        put_line(signal_name, path, length);
        continue;
      }
      if (is_first) {
        put_text("{\"fatal\":[\"");
        put_text(signal_name);
        put_text("\"");
      }
      is_first = false;
      put_text(",\"");
      put_json(path, length);
      put_text("\"");
    }
  if (!is_first) put_text("]}\n");
  flush();
}

static void handle(int number, siginfo_t *information, void *context) {
  (void)context;
  static atomic_flag is_handled = ATOMIC_FLAG_INIT;
  // Another thread died first, and takes the process with it.
  if (atomic_flag_test_and_set(&is_handled)) for (;;) pause();
  int error = errno;
  const char *name = "";
  for (int i = 0; i < fatal_count; i++)
    if (fatal[i].number == number) name = fatal[i].name;
  int descriptor = atomic_load(&journal);
  if (descriptor >= 0) name_inputs(0, descriptor, name);
  name_inputs(1, STDERR_FILENO, name);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i].number, &before[i], NULL);
  // Pending until this handler returns, and then for the one before, as if it had come first.
  if (syscall(SYS_rt_tgsigqueueinfo, getpid(), syscall(SYS_gettid), number, information) != 0)
    raise(number);
  errno = error;
}

void nianbao_fatal_listen(const char *text, size_t length, bool is_json) {
  if (line || !(line = malloc(length + 1))) return;
  memcpy(line, text, length);
  line_length = length;
  line_is_json = is_json;
  nianbao_handler_stack_begin();
  struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigaddset(&action.sa_mask, fatal[i].number);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i].number, NULL, &before[i]);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i].number, &action, NULL);
}

void nianbao_fatal_journal(int descriptor) { atomic_store(&journal, descriptor); }

void *nianbao_handler_stack_begin(void) {
  stack_t stack;
  if (!line || sigaltstack(NULL, &stack) != 0 || !(stack.ss_flags & SS_DISABLE)) return NULL;
  void *start =
      mmap(NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return NULL;
  stack = (stack_t){.ss_sp = start, .ss_size = stack_size};
  if (sigaltstack(&stack, NULL) == 0) return start;
  munmap(start, stack_size);
  return NULL;
}

void nianbao_handler_stack_end(void *stack) {
  if (!stack) return;
  sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
  munmap(stack, stack_size);
}
