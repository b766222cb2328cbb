// What a process needs that Swift cannot do: its arguments as they were given to it, and signal
// handlers that allocate nothing.
#ifndef NIANBAO_CPROCESS_H
#define NIANBAO_CPROCESS_H

#include <stdbool.h>
#include <stddef.h>

/// How many arguments the process was started with, its name included.
int nianbao_argument_count(void);

/// The argument at `index`, ended by a NUL byte; null where there is none.
const char *_Nullable nianbao_argument(int index);

/// A registered input: see `nianbao_input_began`.
struct nianbao_input;

/// Registers an input that this thread begins to work on, so that it is named if the process dies.
/// Of a path of more than 4,096 bytes the first are kept. Null if there is no memory for it.
struct nianbao_input *_Nullable nianbao_input_began(const char *_Nonnull path, size_t length);

/// Takes an input out of the register. Any thread may do it, once; null is allowed.
void nianbao_input_ended(struct nianbao_input *_Nullable input);

/// Installs a handler of SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE and SIGABRT that names the
/// registered inputs on standard error and in the journal, and hands the signal on to the handler that
/// was there before, or to the default action, so that the exit status stays what it was.
///
/// `line` is what is printed for each input; of it, U+F8F0 is replaced by the path and U+F8F1 by the
/// name of the signal. `is_json` says that paths are escaped as in JSON strings there, else as
/// `visibleLine` does. Only the first call counts.
void nianbao_fatal_listen(const char *_Nonnull line, size_t length, bool is_json);

/// Has the handler add a line to the file `descriptor`, -1 for none:
/// `{"fatal":["SIGILL","path",…]}`, the inputs of the thread that died first. None without inputs.
void nianbao_fatal_journal(int descriptor);

/// Gives the calling thread a stack for the handler, so that it runs when the thread has used up its
/// own; null if there is no need. `nianbao_handler_stack_end` takes it back before the thread ends.
void *_Nullable nianbao_handler_stack_begin(void);

/// Frees what `nianbao_handler_stack_begin` gave, on the same thread; null is allowed.
void nianbao_handler_stack_end(void *_Nullable stack);

#endif
