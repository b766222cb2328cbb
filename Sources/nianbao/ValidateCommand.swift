public import ArgumentParser
internal import Glibc
public import ReportKit

/// `nianbao validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: say(zh: "按表式的规则检查报告。", en: "Checks reports by the rules of their forms."),
    discussion: discussion(
      zh: """
        检查勾稽关系、表式与年度是否相符、各部分的顺序和内容、统一社会信用代码和行政区划代码；
        用 --previous 还检查上年结转。空白、“/”、缺失或没有读出的单元格从不当作 0：
        涉及它们的勾稽关系 “无法判断”，并说明原因。发现的问题写到标准输出。

        示例：
          nianbao validate 报告.txt
          nianbao validate 上报/ --profile submission --previous 去年.xml
          nianbao validate 汇总.xml --diagnostics json

        退出码：0 没有错误；1 数据有错误（--strict：或警告）；2 有输入未能读取；64 用法错误。
        """,
      en: """
        Checks the arithmetic identities, the form against the year, the order and content of
        sections, credit codes and division codes, and with --previous what was carried over.
        Cells that are blank, "/", missing or unread are never taken for 0: an identity over them
        cannot be assessed, and a note says why. Findings go to standard output.

        Examples:
          nianbao validate report.txt
          nianbao validate submissions/ --profile submission --previous last-year.xml
          nianbao validate all.xml --diagnostics json

        Exit codes: 0 no errors; 1 errors in the data (--strict: or warnings); 2 an input could not
        be read; 64 wrong usage.
        """))

  @Argument(
    help: help(
      zh: "文件、文件夹，或 - 表示标准输入。", en: "Files, folders, or - for standard input.",
      valueName: "input"))
  var inputs: [String]

  @Option(
    help: help(
      zh: "draft：草稿，凡能读取的；submission：报送稿，须完整且无误。",
      en: "draft: whatever can be read; submission: complete, and nothing wrong with it."))
  var profile: RuleProfile = .draft

  @Option(
    help: help(
      zh: "上一年的报告（文件或文件夹），用于核对上年结转。",
      en: "The reports of the year before, file or folder, to check what was carried over.",
      valueName: "path"))
  var previous: String?

  @OptionGroup var reading: ReadingOptions

  @Flag(
    help: help(
      zh: "多报告文件损坏时，检查其中完整的报告并继续。",
      en: "Check the complete reports of a broken file of many, and go on."))
  var keepGoing = false

  @Flag(help: help(zh: "有警告时退出码也为 1。", en: "Exit with 1 for warnings, too."))
  var strict = false

  @OptionGroup var threads: JobsOption

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws { try checkStandardInput(inputs + [previous ?? ""]) }

  func run() throws {
    let options = try reading.inputOptions(keepsGoing: keepGoing, archives, shared)
    let observer = Console(shared, to: STDOUT_FILENO)
    let validation = Validation(
      options: options, profile: profile, previous: previous, jobs: threads.jobs)
    RunInterruption.listen()
    let summary = validation.run(inputs, observer: observer)
    let exitCode = summary.exitCode(isStrict: strict)
    observer.concludeValidation(summary, exitCode: exitCode)
    guard observer.isComplete else { throw ExitCode(2) }
    if exitCode != 0 { throw ExitCode(exitCode) }
  }
}

extension RuleProfile: ExpressibleByArgument {}
