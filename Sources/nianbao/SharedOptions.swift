internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// Options that every command takes.
struct SharedOptions: ParsableArguments {
  enum DiagnosticsForm: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(
    help: help(
      zh: "诊断信息的形式：text 供人阅读；json 每行一个对象，供脚本读取。",
      en: "How findings are printed: text for people, json (one object a line) for scripts."))
  var diagnostics: DiagnosticsForm = .text

  @Option(
    help: help(
      zh: "消息的语言；不指定时由区域设置决定。",
      en: "The language of messages; without it, the locale decides."))
  var language: MessageLanguage?

  @Flag(
    name: .shortAndLong,
    help: help(zh: "只输出错误和结果。", en: "Print errors and the result only."))
  var quiet = false

  enum MessageLanguage: String, ExpressibleByArgument, CaseIterable {
    case zh
    case en
  }

  var printer: FindingPrinter { diagnostics == .json ? .json : .text(processLanguage) }

  /// Runs `body`; what it throws is printed to standard error, and ends the command with 2.
  func run<Result>(_ body: () throws(Diagnostic) -> Result) throws -> Result {
    try Console(self, to: STDERR_FILENO).run(on: "", body)
  }
}

/// How inputs are read, where they can be told apart from what they look like.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: help(
      zh: "按此格式读取，不作识别。", en: "Read as this format instead of recognising it.",
      valueName: "format"))
  var from: String?

  @Option(
    help: help(
      zh: "导入时按此版本的表式读取（对精确格式无效）。",
      en: "Read imports as this edition (no effect on exact formats).", valueName: "edition"))
  var asEdition: String?

  func validate() throws {
    let registry = FormatRegistry.standard
    guard let from, registry.format(named: from)?.reading == nil else { return }
    let known = registry.readable.names
    throw usageError(
      zh: "没有格式 “\(from)”；可用：\(known)。", en: "no format \"\(from)\"; there are: \(known)")
  }

  /// How a run opens its inputs; a usage error if there is no such edition.
  func inputOptions(
    agency: String = "", keepsGoing: Bool = false, _ archives: ArchiveOptions,
    _ shared: SharedOptions
  ) throws -> InputOptions {
    let forms = try formLibrary(shared)
    if let asEdition { try checkEdition(asEdition, forms) }
    return InputOptions(
      forms: forms, format: from.flatMap { FormatRegistry.standard.format(named: $0) },
      asEdition: asEdition, agency: agency, keepsGoing: keepsGoing, archiveLimits: archives.limits)
  }
}

/// What is done about inputs that are broken, and about warnings, where something is written.
struct FailureOptions: ParsableArguments {
  @Flag(
    help: help(
      zh: "多报告文件损坏时，保留其中完整的报告并继续。",
      en: "Keep the complete reports of a broken file of many, and go on."))
  var keepGoing = false

  @Flag(help: help(zh: "有警告时退出码也为 1。", en: "Exit with 1 for warnings, too."))
  var strict = false
}

/// Ends with a usage error if more than one of `paths` is standard input.
func checkStandardInput(_ paths: [String]) throws {
  guard paths.count(where: { $0 == "-" }) > 1 else { return }
  throw usageError(zh: "标准输入只能指定一次。", en: "standard input can be named once only")
}

/// How many threads a command uses.
struct JobsOption: ParsableArguments {
  @Option(
    help: help(
      zh: "使用的线程数，默认与处理器核数相同；结果与线程数无关。",
      en: "How many threads to use, else as many as there are cores; the result is the same."))
  var jobs: Int = Processors.count

  func validate() throws {
    guard jobs < 1 else { return }
    throw usageError(zh: "--jobs 须为 1 或更大。", en: "--jobs must be 1 or more")
  }
}

/// Whether work that was killed is taken up again.
struct ResumeOption: ParsableArguments {
  @Flag(
    help: help(
      zh: "（\(Self.formats)）边做边记下进度：中断后用同样的参数再次运行即接着做，结果与不中断时相同。"
        + "已处理的输入有改变时从头开始。",
      en:
        "(\(Self.formats)) Note progress on the way, so that the same command, run again, goes on "
        + "where it was stopped; the result is the same. Inputs that changed start it afresh."))
  var resume = false

  private static var formats: String {
    FormatRegistry.standard.writable.filter { $0.writing?.isResumable == true }.names
  }

  /// Ends with a usage error where nothing could be taken up again.
  func check(_ target: Format, output: String, inputs: [String]) throws {
    guard resume else { return }
    if target.writing?.isResumable != true {
      throw usageError(
        zh: "--resume 只用于 \(Self.formats)。", en: "--resume is for \(Self.formats) only")
    }
    if output == "-" || output.hasSuffix("/") || inputs.contains("-") {
      throw usageError(
        zh: "--resume 须用 -o 指定输出文件，且不能读取标准输入。",
        en: "--resume takes a file with -o, and cannot read standard input")
    }
  }
}

/// What `--created` takes, if it is given.
func checkTimestamp(_ created: String) throws {
  guard !created.isEmpty, !BatchHeader.isTimestamp(created) else { return }
  throw usageError(
    zh: "--created 须为日期或日期时间，如 2025-03-31 或 2025-03-31T08:00:00+08:00。",
    en: "--created takes a date, or a date and time: 2025-03-31, 2025-03-31T08:00:00+08:00")
}

/// The forms that are embedded; prints why and ends with 2 if they cannot be had.
func formLibrary(_ shared: SharedOptions) throws -> FormLibrary {
  try shared.run { () throws(Diagnostic) in try .embedded() }
}

/// Ends with a usage error if there is no such edition.
func checkEdition(_ edition: String, _ forms: FormLibrary) throws {
  guard forms[edition] == nil else { return }
  let known = forms.forms.map(\.edition).joined(separator: ", ")
  throw usageError(
    zh: "没有版本 “\(edition)”；可用：\(known)。",
    en: "no edition \"\(edition)\"; there are: \(known)")
}

extension [Format] {
  /// Their names, as help and messages list them.
  var names: String { map(\.name).joined(separator: ", ") }
}
