internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// `nianbao convert`.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: say(zh: "把报告转换为另一种格式。", en: "Converts reports to another format."),
    discussion: discussion(
      zh: """
        输入可以是文件、文件夹（数据包作为一个整体，否则读取其中每个文件）或 -（标准输入）。格式先由内容、再由文件名识别。
        单份报告被退回时，其余照常写出；一个多报告文件损坏或不完整时，整次运行不写出任何内容，
        除非指定 --keep-going。

        示例：
          nianbao convert 报告.txt --to xml -o 报告.xml
          nianbao convert 上报/ --to xml --sender 某某省 --created 2025-03-31 -o 汇总.xml
          nianbao convert 汇总.xml --to json -o 逐份/
          nianbao convert 汇总.xml --to csv --excel -o 汇总.zip
          cat 报告.xml | nianbao convert - --to cells
        """,
      en: """
        An input is a file, a folder (a data package is one input; of any other, every file is
        read) or - (standard input). Formats are recognised from the content first, the name
        second. A report that is refused does not hold up the others; a broken or cut file of many
        reports ends the whole run without output, unless --keep-going is given.

        Examples:
          nianbao convert report.txt --to xml -o report.xml
          nianbao convert submissions/ --to xml --sender Province --created 2025-03-31 -o all.xml
          nianbao convert all.xml --to json -o reports/
          nianbao convert all.xml --to csv --excel -o all.zip
          cat report.xml | nianbao convert - --to cells
        """))

  @Argument(
    help: help(
      zh: "文件、文件夹，或 - 表示标准输入。", en: "Files, folders, or - for standard input.",
      valueName: "input"))
  var inputs: [String]

  @Option(
    help: help(
      zh: "写出的格式：\(writableFormats)。", en: "The format to write: \(writableFormats).",
      valueName: "format"))
  var to: String

  @Option(
    name: [.short, .customLong("output")],
    help: help(
      zh: "写到此路径；以 / 结尾为文件夹；- 或不指定为标准输出。",
      en: "Write to this path; one that ends in / is a folder; - or nothing for standard output.",
      valueName: "path"))
  var output: String = "-"

  @OptionGroup var reading: ReadingOptions

  @Option(
    help: help(
      zh: "经对照表转换为此版本（2019 与 2021 之间）；没有对应的单元格不带入并逐一列出。",
      en: "Convert to this edition through the crosswalk (2019 and 2021); cells without "
        + "counterpart are left out and listed.",
      valueName: "edition"))
  var edition: String?

  @Option(
    help: help(
      zh: "导入的原文没有写明机关名称时，用此名称。",
      en: "The agency's name where an import does not give one.", valueName: "name"))
  var agency: String = ""

  @OptionGroup var failing: FailureOptions

  @Option(help: help(zh: "批量 XML 表头：报送单位。", en: "Batch header of XML: who sends it."))
  var sender: String = ""

  @Option(help: help(zh: "批量 XML 表头：接收单位。", en: "Batch header of XML: who it is for."))
  var receiver: String = ""

  @Option(
    help: help(
      zh: "批量 XML 表头：生成时间（2025-03-31 或 2025-03-31T08:00:00+08:00）。",
      en: "Batch header of XML: when it was made (2025-03-31 or 2025-03-31T08:00:00+08:00)."))
  var created: String = ""

  @Flag(
    help: help(
      zh: "CSV 以 Excel 显示中文所需的 BOM 开头（仅限 \(formatsForExcel)）。",
      en: "Begin CSV with the mark that Excel needs for Chinese (\(formatsForExcel) only)."))
  var excel = false

  @Flag(
    help: help(
      zh: "同时写出导入依据：每个单元格在原文中的位置、原样文字、如何识别（仅限 \(formatsWithProvenance)）。",
      en: "Write how reports were imported, too: for each cell its place and text in the source "
        + "(\(formatsWithProvenance) only)."))
  var provenance = false

  @Option(
    help: help(
      zh: "把没有得到报告的输入复制到此文件夹的 files/ 下，退回原因写在 reasons/ 下。",
      en: "Copy inputs that gave no report into files/ of this folder; why anything was refused "
        + "stands in reasons/.",
      valueName: "folder"))
  var rejects: String?

  @OptionGroup var threads: JobsOption

  @OptionGroup var resumption: ResumeOption

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard let target = FormatRegistry.standard.format(named: to), target.writing != nil else {
      throw usageError(
        zh: "不能写出格式 “\(to)”；可用：\(writableFormats)。",
        en: "cannot write the format \"\(to)\"; there are: \(writableFormats)")
    }
    try checkOutput(of: target)
    if target.capacity == .one, output == "-", inputs.count > 1 {
      throw usageError(
        zh: "\(target.name) 每个文件只有一份报告：多份报告请用 -o 指定文件夹。",
        en: "\(target.name) holds one report a file: give a folder with -o for several")
    }
    try checkStandardInput(inputs)
    try checkTimestamp(created)
  }

  private func checkOutput(of target: Format) throws {
    if target.writing?.isStream == false, output == "-" {
      throw usageError(
        zh: "\(target.name) 不能写到标准输出：请用 -o 指定路径。",
        en: "\(target.name) cannot go to standard output: give a path with -o")
    }
    try resumption.check(target, output: output, inputs: inputs)
    if resumption.resume, rejects != nil {
      throw usageError(
        zh: "--rejects 不能与 --resume 同时使用：中断前退回的输入不会再出现。",
        en:
          "--rejects does not go with --resume, which does not see again what was refused before"
      )
    }
    if excel, !target.takes(CSVOptions.self) {
      throw usageError(
        zh: "--excel 只用于 \(formatsForExcel)。", en: "--excel is for \(formatsForExcel) only")
    }
  }

  func run() throws {
    let observer = Console(shared, to: STDERR_FILENO)
    guard let target = FormatRegistry.standard.format(named: to) else { throw ExitCode(64) }
    let options = try reading.inputOptions(
      agency: agency, keepsGoing: failing.keepGoing, archives, shared)
    let editionChange = try edition.map { try Self.editionChange(to: $0, options.forms, shared) }
    let conversion = Conversion(
      options: options, target: target,
      destination: output == "-" ? .standardOutput : .path(output),
      writeOptions: writeOptions,
      editionChange: editionChange, jobs: threads.jobs, resumes: resumption.resume)
    RunInterruption.listen()
    let summary = try run(conversion, observer)
    try observer.end(summary, command: "convert", isStrict: failing.strict)
  }
}

extension ConvertCommand {
  private var writeOptions: WriteOptions {
    var options = WriteOptions()
    options[BatchHeader.self] = BatchHeader(sender: sender, receiver: receiver, created: created)
    options[CSVOptions.self].writesByteOrderMark = excel
    options[ProvenanceOptions.self].isKept = provenance
    return options
  }

  /// Runs the conversion, and keeps what is refused if that is asked for.
  fileprivate func run(_ conversion: Conversion, _ observer: Console) throws -> Summary {
    guard let rejects else { return conversion.run(inputs, observer: observer) }
    return try observer.run { () throws(Diagnostic) in
      let folder = try RejectFolder(
        path: rejects, arguments: inputs, printer: shared.printer, next: observer)
      var summary = conversion.run(inputs, observer: folder)
      do throws(Diagnostic) {
        try folder.commit()
      } catch {
        observer.found(error)
        summary.hasFailed = true
      }
      return summary
    }
  }

  /// The change to `edition`; a usage error if no crosswalk leads there.
  fileprivate static func editionChange(
    to edition: String, _ forms: FormLibrary, _ shared: SharedOptions
  ) throws -> EditionChange {
    try checkEdition(edition, forms)
    let crosswalks = try shared.run { () throws(Diagnostic) in
      try CrosswalkLibrary.embedded(forms)
    }
    if let change = EditionChange(to: edition, crosswalks) { return change }
    let known = crosswalks.targets.sorted().joined(separator: ", ")
    throw usageError(
      zh: "没有转换到 \(edition) 版的对照表；可用：\(known)。",
      en: "no crosswalk leads to edition \(edition); there are: \(known)")
  }
}

/// The formats that can be written, for help.
private var writableFormats: String { FormatRegistry.standard.writable.names }

/// The formats that `--excel` has an effect on, for help.
private var formatsForExcel: String {
  FormatRegistry.standard.formats.filter { $0.takes(CSVOptions.self) }.names
}

/// The formats that can carry how a report was imported, for help.
private var formatsWithProvenance: String {
  FormatRegistry.standard.formats.filter { $0.takes(ProvenanceOptions.self) }.names
}
