internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// The language of this run: `--language`, else the locale. Help is made before the arguments are
/// parsed, so that the option is looked for by hand.
let processLanguage: Language = {
  let arguments = CommandArguments.all
  for (index, argument) in arguments.enumerated() {
    if argument.hasPrefix("--language=") {
      if let language = Language(rawValue: String(argument.dropFirst(11))) { return language }
    } else if argument == "--language", index + 1 < arguments.count,
      let language = Language(rawValue: arguments[index + 1])
    {
      return language
    }
  }
  for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
    if let value = getenv(variable), value.pointee != 0 {
      return String(cString: value).hasPrefix("zh") ? .chinese : .english
    }
  }
  return .english
}()

/// One of two wordings, in the language of this run.
func say(zh: String, en: String) -> String {
  processLanguage == .chinese ? zh : en
}

/// What ends a command with 64: the arguments are wrong.
func usageError(zh: String, en: String) -> ValidationError { ValidationError(say(zh: zh, en: en)) }

/// The text under a command's abstract. The lines of a paragraph are joined, as help is wrapped to
/// the terminal; indented lines (examples) stay as they are.
func discussion(zh: String, en: String) -> String {
  let joint = say(zh: "", en: " ")
  var lines: [Substring] = []
  for line in say(zh: zh, en: en).split(separator: "\n", omittingEmptySubsequences: false) {
    if let last = lines.last, !last.isEmpty, !last.hasPrefix(" "), !line.isEmpty,
      !line.hasPrefix(" ")
    {
      lines[lines.count - 1] += joint + line
    } else {
      lines.append(line)
    }
  }
  return lines.joined(separator: "\n")
}

/// Help for an option in the language of this run.
func help(zh: String, en: String, valueName: String? = nil) -> ArgumentHelp {
  ArgumentHelp(say(zh: zh, en: en), valueName: valueName)
}

/// Writes a line to standard output or standard error, whole, whatever the locale.
///
/// - Returns: whether all of it could be written.
@discardableResult
func printLine(_ line: String, to descriptor: Int32 = STDOUT_FILENO) -> Bool {
  var bytes = Array(line.utf8)
  bytes.append(UInt8(ascii: "\n"))
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { buffer in
      write(
        descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
    }
    if count < 0 && errno == EINTR { continue }
    if count <= 0 { return false }
    written += count
  }
  return true
}
